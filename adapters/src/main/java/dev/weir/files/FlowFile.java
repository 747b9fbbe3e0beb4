package dev.weir.files;

import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import dev.weir.flow.LogKind;
import dev.weir.flow.OtherKey;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A local file that may hold flow records.
 *
 * @param name as the user named it or the folder above it
 * @param path where the bytes are: the copy of what came out of a pipe, else as it is named
 * @param size in bytes
 */
record FlowFile(String name, Path path, long size) implements FlowObject {

    @Override
    public InputStream open(long offset) throws IOException {
        FileInputStream in = new FileInputStream(path.toFile());
        if (offset > 0) {
            in.getChannel().position(offset);
        }
        return in;
    }

    /** By the whole path, because the user may stand inside of AWS's folders. */
    @Override
    public FlowKey key() {
        return FlowKey.parse(wholePath());
    }

    /** What else than a log of this kind it is, if its path tells. */
    Optional<String> other(LogKind wanted) {
        return OtherKey.of(wholePath(), wanted);
    }

    private String wholePath() {
        return path.toAbsolutePath().normalize().toString();
    }
}
