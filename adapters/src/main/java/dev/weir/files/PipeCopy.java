package dev.weir.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What comes out of a pipe, kept in a temporary file, because it is read more than once and a pipe gives it only once. */
public final class PipeCopy {

    /** The name by which the user means standard input. */
    static final String STANDARD_INPUT = "-";

    private static volatile boolean made;

    private PipeCopy() {}

    /** Whether this process made copies, the last of which are removed when it exits. */
    public static boolean isAnyMade() {
        return made;
    }

    static boolean isStandardInput(Path path) {
        return path.toString().equals(STANDARD_INPUT);
    }

    /** As messages name it. */
    static String name(Path path) {
        return isStandardInput(path) ? "standard input" : path.toString();
    }

    /**
     * Copies a pipe to its end.
     *
     * @param most bytes; what gives more may never end, and would fill the disk
     * @param instead what to do then
     */
    static Path of(Path pipe, long most, String instead) throws IOException {
        Path copy = Files.createTempFile("weir-", ".copy");
        copy.toFile().deleteOnExit();
        made = true;
        try (InputStream in = isStandardInput(pipe) ? System.in : Files.newInputStream(pipe);
                OutputStream out = Files.newOutputStream(copy)) {
            byte[] buffer = new byte[1 << 16];
            long all = 0;
            for (int count = first(in, buffer, pipe); count >= 0; count = in.read(buffer)) {
                all += count;
                if (all > most) {
                    throw new IOException("more than " + (most >> 30) + " GB came out of it; help: " + instead);
                }
                out.write(buffer, 0, count);
            }
            return copy;
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(copy);
            throw failure;
        }
    }

    /** Reads for the first time; standard input is closed once it was read. */
    private static int first(InputStream in, byte[] buffer, Path pipe) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException failure) {
            if (isStandardInput(pipe) && "Stream closed".equals(failure.getMessage())) {
                throw new IOException(
                        "it was read before, and gives what it holds only once; help: save it in a file", failure);
            }
            throw failure;
        }
    }
}
