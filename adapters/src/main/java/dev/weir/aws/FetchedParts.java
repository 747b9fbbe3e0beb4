package dev.weir.aws;

import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * What is here of an object that is far away.
 *
 * <p>It is opened once its first {@link #AHEAD} parts are here, so that of most objects either every byte or none reaches a
 * parser, and one that could not be fetched is no half-counted input. Parts behind the reader are let go; an object of few
 * parts keeps them until it is closed, for Parquet is read back and forth.
 */
final class FetchedParts {

    /** How many bytes a part of an S3 object has. */
    static final int PART = 4 << 20;

    /** How many parts are fetched ahead. */
    static final int AHEAD = 4;

    private static final byte[] NONE = {};

    private final RemoteObject object;
    private final Executor network;
    private final NavigableMap<Integer, CompletableFuture<byte[]>> parts = new TreeMap<>();
    private int readers;
    private Optional<IOException> fault = Optional.empty();

    FetchedParts(RemoteObject object, Executor network) {
        this.object = object;
        this.network = network;
    }

    /** @throws IOException why a part did not come, if one did not */
    void throwFault() throws IOException {
        synchronized (parts) {
            if (fault.isPresent()) {
                throw fault.get();
            }
        }
    }

    /** Begins to fetch the first parts. */
    void begin() {
        for (int index = 0; index < AHEAD; index++) {
            part(index);
        }
    }

    private CompletableFuture<byte[]> part(int index) {
        synchronized (parts) {
            CompletableFuture<byte[]> part = parts.get(index);
            if (part == null) {
                part = object.fetch(index, Optional.ofNullable(parts.get(index - 1)), network);
                parts.put(index, part);
            }
            return part;
        }
    }

    InputStream open(long offset) throws IOException {
        synchronized (parts) {
            readers++;
        }
        Reader reader = new Reader(offset);
        if (offset == 0) {
            try {
                for (int index = 0; index < AHEAD && awaited(index).length > 0; index++) {}
            } catch (IOException failed) {
                reader.close();
                throw failed;
            }
        }
        return reader;
    }

    /** A part, once it is here; those after it are on their way. */
    private byte[] awaited(int index) throws IOException {
        for (int next = index; next < index + AHEAD; next++) {
            part(next);
        }
        try {
            return part(index).get();
        } catch (ExecutionException failed) {
            Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
            IOException told = new IOException(cause.getMessage(), failed);
            synchronized (parts) {
                fault = Optional.of(told);
            }
            throw told;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was fetched", stopped);
        }
    }

    private void letGoBefore(int index) {
        synchronized (parts) {
            if (index > AHEAD || object.size() > (long) AHEAD * PART) {
                parts.headMap(index).clear();
            }
        }
    }

    private void closed() {
        synchronized (parts) {
            if (--readers == 0) {
                parts.clear();
            }
        }
    }

    /** The bytes from an offset on. */
    private final class Reader extends InputStream {
        private int next;
        private int skipped;
        private byte[] part = NONE;
        private int at;
        private boolean ended;
        private boolean open = true;

        Reader(long offset) {
            next = (int) (offset / PART);
            skipped = (int) (offset % PART);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (at >= part.length && !ended && length > 0) {
                letGoBefore(next);
                part = awaited(next++);
                at = skipped;
                skipped = 0;
                ended = part.length == 0;
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                part = NONE;
                closed();
            }
        }
    }
}
