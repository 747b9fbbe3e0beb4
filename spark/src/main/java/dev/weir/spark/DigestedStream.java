package dev.weir.spark;

import dev.weir.inventory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A file from its first byte on, whose bytes go into its digest as they are read, so that they are fetched once. */
final class DigestedStream extends InputStream {

    private final Store store;
    private final MessageDigest sha256 = Sha256.begun();
    private @Nullable InputStream stored;
    private long position;
    private boolean ended;
    private @Nullable String digest;

    /** Where the bytes are. */
    interface Store {

        /** The bytes from this one on; the caller closes them. */
        InputStream from(long offset) throws IOException;
    }

    DigestedStream(Store store) {
        this.store = store;
    }

    /** The digest of the whole file, whatever of it was read; nothing can be read afterwards. */
    String digest() throws IOException {
        String made = digest;
        if (made == null) {
            try (this) {
                transferTo(OutputStream.nullOutputStream());
            }
            made = "sha256:" + HexFormat.of().formatHex(sha256.digest());
            digest = made;
        }
        return made;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        InputStream open = stored == null ? store.from(position) : stored;
        stored = open;
        int count = open.read(bytes, offset, length);
        if (count < 0) {
            ended = true;
        } else {
            sha256.update(bytes, offset, count);
            position += count;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        InputStream open = stored;
        stored = null;
        if (open != null) {
            open.close();
        }
    }
}
