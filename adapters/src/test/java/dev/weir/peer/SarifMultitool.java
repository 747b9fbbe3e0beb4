package dev.weir.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Microsoft's validator of SARIF, with the rules of the standard and those of GitHub's code scanning.
 *
 * <p>It ends with 0 whatever it finds, and passes over files above 10,000 KB unless told otherwise; so its lines are read, and the
 * files that it says it scanned are counted.
 */
public final class SarifMultitool {
    private static final Pattern FOUND = Pattern.compile(".*: (error|warning) [A-Z]+[0-9]+.*");

    private final Path program;

    /** Installed if need be; ends the calling test where it cannot be, or has no build for this processor. */
    public SarifMultitool() {
        Assumptions.assumeTrue(
                System.getProperty("os.arch", "").equals("amd64"), "SKIPPED: the SARIF multitool has no build for it");
        program = NpmPackages.of("sarif").resolve("@microsoft/sarif-multitool-linux/Sarif.Multitool");
        if (!program.toFile().setExecutable(true)) {
            throw new IllegalStateException(program + " cannot be made executable");
        }
    }

    /** Errors and warnings about all {@code .sarif} files of a folder, a line each. */
    public List<String> found(Path folder) {
        try {
            Process process = new ProcessBuilder(
                            program.toString(),
                            "validate",
                            folder.resolve("*.sarif").toString(),
                            "--rule-kind",
                            "Sarif;Ghas",
                            "--max-file-size-in-kb",
                            "100000")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || !said.contains("Done. " + number(folder) + " files scanned.")) {
                throw new AssertionError("the SARIF multitool did not read all of " + folder + ":\n" + said);
            }
            return said.lines().filter(FOUND.asMatchPredicate()).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static long number(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sarif")).count();
        }
    }
}
