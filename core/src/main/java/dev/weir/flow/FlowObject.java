package dev.weir.flow;

import dev.weir.inventory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * One thing that holds flow records: a file, an S3 object, the events of a log stream.
 *
 * <p>What it holds is told by its content, never by its name; what flow log wrote it and when is told by its name, see
 * {@link #key()}.
 */
public interface FlowObject {

    /** As the user knows it, for messages: a path, {@code s3://…}. */
    String name();

    /** In bytes, as stored; 0 where the store does not tell. */
    long size();

    /**
     * The stored bytes from {@code offset} on; the caller closes the stream.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open(long offset) throws IOException;

    /**
     * What tells these bytes from others, so that an object which was read before is recognised: the SHA-256 of the stored
     * bytes, unless the store knows something as good.
     *
     * @throws IOException if they cannot be read
     */
    default String digest() throws IOException {
        try (InputStream in = open(0)) {
            MessageDigest sha256 = Sha256.begun();
            byte[] chunk = new byte[64 * 1024];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sha256.update(chunk, 0, count);
            }
            return "sha256:" + HexFormat.of().formatHex(sha256.digest());
        }
    }

    /**
     * What tells the bytes of an object from others by what its store says: ETag and size where the ETag is made like a digest of
     * the content, which is AWS's way (S3 User Guide, checking object integrity); another store's ETag counts for this name alone.
     */
    static String digestOf(String name, String etag, long size) {
        String bare = etag.replace("\"", "");
        String whose = bare.matches("[0-9a-f]{32}(?:-[0-9]{1,5})?") ? "" : name + ":";
        return "etag:" + (whose + bare).replace('|', '/') + ":" + size;
    }

    /**
     * Whether its store writes a name once and tells without reading which bytes it stands for, so that other bytes under the
     * name mean that somebody replaced them. Not so for files, which people overwrite, and pipes.
     */
    default boolean isWrittenOnce() {
        return false;
    }

    /** What the name says about the flow log, the account, the Region and the time. */
    default FlowKey key() {
        return FlowKey.parse(name());
    }
}
