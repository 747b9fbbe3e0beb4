package dev.weir.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AcmeInventoryTest {

    private static final Path ACME = Path.of(System.getProperty("weir.root", ".."), "examples", "acme");

    /** After a change to the generator: run {@link AcmeInventory#main} with {@code examples/acme} and review the diff. */
    @Test
    void theFilesOfTheExampleAreWhatTheGeneratorWrites() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(ACME)) {
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".json")).toList()) {
                found.put(ACME.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
        }

        assertThat(found).isEqualTo(AcmeInventory.files());
    }
}
