package dev.weir.flow;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The bytes inside a gzip file of one or more members (RFC 1952), one after the other.
 *
 * <p>An end in the middle is an {@link EOFException}, anything that is not gzip or fails its checksum a
 * {@link ZipException}; what was inflated before has been handed out by then. Zeros after the last member are padding.
 */
final class GzipMembers extends InputStream {

    private static final int BUFFER = 64 * 1024;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final byte[] input = new byte[BUFFER];
    private int position;
    private int filled;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long members;
    private boolean inside;
    private boolean ended;

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inside) {
                begin();
                continue;
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                finish();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("corrupt gzip: it asks for a dictionary");
            } else {
                fill();
                inflater.setInput(input, 0, filled);
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException corrupt) {
            throw new ZipException("corrupt gzip: " + corrupt.getMessage());
        }
    }

    /** Reads a member's header, or finds the end of the file. */
    private void begin() throws IOException {
        int first = next();
        while (first == 0 && members > 0) {
            first = next();
        }
        if (first < 0 && members > 0) {
            ended = true;
            return;
        }
        if (first != 0x1f || need() != 0x8b || need() != 8) {
            throw new ZipException(
                    members == 0 ? "corrupt gzip: wrong header" : "corrupt gzip: something else follows a member");
        }
        int flags = need();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(need() | need() << 8);
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
        inflater.reset();
        crc.reset();
        if (position == filled) {
            fill();
            position = 0;
        }
        inflater.setInput(input, position, filled - position);
        inside = true;
        members++;
    }

    private void finish() throws IOException {
        position = filled - inflater.getRemaining();
        long checksum = word();
        long size = word();
        if (checksum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("corrupt gzip: the checksum differs");
        }
        inside = false;
    }

    private long word() throws IOException {
        return need() | need() << 8 | need() << 16 | (long) need() << 24;
    }

    private void skip(int count) throws IOException {
        for (int index = 0; index < count; index++) {
            need();
        }
    }

    private void skipText() throws IOException {
        while (need() != 0) {
            continue;
        }
    }

    private int need() throws IOException {
        int value = next();
        if (value < 0) {
            throw early();
        }
        return value;
    }

    private int next() throws IOException {
        if (position == filled) {
            filled = Math.max(0, in.read(input, 0, BUFFER));
            position = 0;
            if (filled == 0) {
                return -1;
            }
        }
        return input[position++] & 0xff;
    }

    private void fill() throws IOException {
        filled = in.read(input, 0, BUFFER);
        if (filled <= 0) {
            filled = 0;
            position = 0;
            throw early();
        }
    }

    private static EOFException early() {
        return new EOFException("ends early: the gzip data is cut off");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
