package dev.weir.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The reference libraries of the formats that other systems take. */
public final class FormatReaders {

    private final Path python = PythonPeers.required().program("python");

    /** How many entries (findings, test cases, records) the library of the format reads in a file. */
    public long read(String format, Path file) {
        try (InputStream script = Objects.requireNonNull(
                FormatReaders.class.getResourceAsStream("/peers/reads.py"), "the script that calls the libraries")) {
            Process process = new ProcessBuilder(python.toString(), "-", format, file.toString())
                    .redirectErrorStream(true)
                    .start();
            script.transferTo(process.getOutputStream());
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new AssertionError(format + " is not read: " + said);
            }
            return Long.parseLong(said);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
