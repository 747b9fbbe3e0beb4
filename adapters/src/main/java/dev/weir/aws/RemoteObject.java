package dev.weir.aws;

import dev.weir.flow.FlowObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An object that is far away: fetched in parts, a few parts ahead of whoever reads it, by threads that do nothing else.
 *
 * <p>What was fetched of it is its own from the first {@link #open} on; before that {@link ReadAhead} may have begun it, by another
 * object of the same name.
 */
abstract class RemoteObject implements FlowObject {

    private final ReadAhead ahead;
    private @Nullable FetchedParts parts;

    RemoteObject(ReadAhead ahead) {
        this.ahead = ahead;
    }

    /**
     * Begins to fetch a part; an empty one tells the end.
     *
     * @param before the part before it, where that is being fetched
     */
    abstract CompletableFuture<byte[]> fetch(int index, Optional<CompletableFuture<byte[]>> before, Executor network);

    /** How many bytes its first parts will take. */
    abstract long weight();

    @Override
    public final boolean isWrittenOnce() {
        return true;
    }

    @Override
    public final synchronized String digest() throws IOException {
        if (parts != null) {
            parts.throwFault();
        }
        return identity();
    }

    /** What tells these bytes from others. */
    abstract String identity();

    @Override
    public final InputStream open(long offset) throws IOException {
        return parts().open(offset);
    }

    private synchronized FetchedParts parts() {
        if (parts == null) {
            parts = ahead.opened(this);
        }
        return parts;
    }
}
