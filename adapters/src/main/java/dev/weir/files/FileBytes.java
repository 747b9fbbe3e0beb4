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
}
