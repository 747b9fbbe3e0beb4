package dev.weir.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AcmeQueriesTest {

    private static final Path QUERIES = Path.of(System.getProperty("weir.root", ".."), "examples", "acme-queries");

    /** After a change to the generator: run {@link AcmeQueries#main} with {@code examples/acme-queries}. */
    @Test
    void theFilesOfTheExampleAreWhatTheGeneratorWrites() throws IOException {
        Map<String, String> found = new TreeMap<>();
        long size = 0;
        try (Stream<Path> paths = Files.walk(QUERIES)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(path);
                size += bytes.length;
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    found.put(
                            QUERIES.relativize(path).toString().replace('\\', '/'),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        Map<String, String> expected = AcmeQueries.files();

        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found.equals(expected)).as("the texts are the same").isTrue();
        assertThat(size).as("bytes that every clone carries").isLessThan(120_000);
    }
}
