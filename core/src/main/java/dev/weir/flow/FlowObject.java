package dev.weir.flow;

import java.io.IOException;
import java.io.InputStream;

/**
 * One thing that holds flow records: a file, an S3 object, the events of a log stream.
 *
 * <p>What it holds is told by its content, never by its name; what flow log wrote it and when is told by its name, see
 * {@link #key()}.
 */
public interface FlowObject {

    /** As the user knows it, for messages: a path, {@code s3://…}. */
    String name();

    /** In bytes, as stored. */
    long size();

    /**
     * The stored bytes from {@code offset} on; the caller closes the stream.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open(long offset) throws IOException;

    /** What the name says about the flow log, the account, the Region and the time. */
    default FlowKey key() {
        return FlowKey.parse(name());
    }
}
