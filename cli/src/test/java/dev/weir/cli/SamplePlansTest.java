package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the example's plans, byte for byte by their digests, without the names and times of this clone. */
class SamplePlansTest {

    private static final Path ACME = Path.of(System.getProperty("weir.root", ".."), "examples", "acme");

    @TempDir
    Path folder = Path.of("");

    @Test
    void haveTheBytesThatTheyHad() throws IOException {
        Weir weir = new Weir(folder);
        String traffic = weir.name("acme.profile");
        String inventory = ACME.toString();
        weir.run("observe", ACME.resolve("flows").toString(), "--inventory", inventory, "--out", traffic);

        Weir.Said said = weir.run(
                "plan", "--failing", "--inventory", inventory, "--traffic", traffic, "--out", weir.name("plans"));

        assertThat(said.exit()).as(said.err()).isEqualTo(ExitCode.FOUND);
        Golden.matches("plans.sha256", digests(folder.resolve("plans")));
    }

    private static String digests(Path plans) throws IOException {
        StringBuilder digests = new StringBuilder();
        try (Stream<Path> files = Files.list(plans)) {
            for (Path file : files.sorted().toList()) {
                digests.append(digest(file))
                        .append("  ")
                        .append(file.getFileName())
                        .append('\n');
            }
        }
        return digests.toString();
    }

    private static String digest(Path plan) throws IOException {
        List<String> lines = Files.readAllLines(plan).stream()
                .filter(line -> !line.startsWith("  \"digest\":") && !line.startsWith("    { \"name\": "))
                .toList();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
