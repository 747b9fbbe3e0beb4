package dev.weir.files;

import dev.weir.gzip.SavedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file, whatever it was saved as. */
final class FileBytes {

    private FileBytes() {}

    static InputStream open(Path path) throws IOException {
        return SavedText.of(Files.newInputStream(path));
    }

    /**
     * All bytes of what a person wrote or fetched, from a pipe or a device too.
     *
     * @param mebibytes the most that are read
     * @param expected what it should be, for the message
     * @throws IllegalArgumentException if it holds more
     */
    static byte[] atMost(int mebibytes, Path path, String expected) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((mebibytes << 20) + 1);
            if (bytes.length > mebibytes << 20) {
                throw new IllegalArgumentException("it is larger than " + mebibytes + " MiB, expected " + expected);
            }
            return bytes;
        }
    }
}
