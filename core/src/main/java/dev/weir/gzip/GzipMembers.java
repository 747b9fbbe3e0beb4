package dev.weir.gzip;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes inside a gzip file of one or more members (RFC 1952), one after the other.
 *
 * <p>An end in the middle is an {@link java.io.EOFException}, anything that is not gzip or fails its checksum a
 * {@link ZipException}; what was inflated before has been handed out by then. Zeros after the last member are padding.
 */
public final class GzipMembers extends InputStream {

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final BitSource source;
    private final Window window = new Window();
    private final DeflateBlocks blocks;
    private final CRC32 crc = new CRC32();
    private long size;
    private long members;
    private boolean inside;
    private boolean ended;
    private @Nullable IOException fault;

    /** The members that {@code in} holds; closing this closes it. */
    public GzipMembers(InputStream in) {
        source = new BitSource(in);
        blocks = new DeflateBlocks(source, window);
    }

    @Override
    public int read() throws IOException {
        return inflated() ? window.bytes[window.read++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        return inflated() ? window.hand(target, offset, length) : -1;
    }

    /** Whether there is more, and it stands in the window. */
    private boolean inflated() throws IOException {
        while (!window.isUnread()) {
            if (fault != null) {
                throw fault;
            }
            if (ended) {
                return false;
            }
            try {
                advance();
            } catch (IOException failed) {
                fault = failed;
            }
        }
        return true;
    }

    private void advance() throws IOException {
        if (!inside) {
            begin();
        } else if (blocks.isDone()) {
            finish();
        } else {
            window.slide();
            int from = window.end;
            try {
                blocks.inflate();
            } finally {
                crc.update(window.bytes, from, window.end - from);
                size += window.end - from;
            }
        }
    }

    /** Reads a member's header, or finds the end of the file. */
    private void begin() throws IOException {
        int first = source.next();
        while (first == 0 && members > 0) {
            first = source.next();
        }
        if (first < 0 && members > 0) {
            ended = true;
            return;
        }
        if (first != 0x1f || source.need() != 0x8b || source.need() != 8) {
            throw new ZipException(
                    members == 0 ? "corrupt gzip: wrong header" : "corrupt gzip: something else follows a member");
        }
        int flags = source.need();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(source.need() | source.need() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        blocks.begin();
        crc.reset();
        size = 0;
        inside = true;
        members++;
    }

    private void finish() throws IOException {
        if (word() != crc.getValue() | word() != (size & 0xffff_ffffL)) {
            throw new ZipException("corrupt gzip: the checksum differs");
        }
        inside = false;
    }

    private long word() throws IOException {
        return source.need() | source.need() << 8 | source.need() << 16 | (long) source.need() << 24;
    }

    private void skip(int count) throws IOException {
        for (int index = 0; index < count; index++) {
            source.need();
        }
    }

    private void skipText() throws IOException {
        while (source.need() != 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
