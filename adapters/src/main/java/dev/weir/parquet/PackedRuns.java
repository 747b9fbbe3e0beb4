package dev.weir.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Small numbers as Parquet packs ids of a dictionary and levels: runs of one number, and groups of eight side by side in bits.
 *
 * <p>"RLE / bit-packing hybrid" of the Parquet format, Encodings.md.
 */
final class PackedRuns {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int WIDEST = 32;

    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int width;

    private long left;
    private boolean repeated;
    private int value;
    /** Of the next number of a group, counted from the first of the array. */
    private long bit;

    /**
     * Begins with {@code bytes[from, to)}.
     *
     * @param bytes with eight more after {@code to}
     * @param width of each number, in bits
     */
    void begin(byte[] bytes, int from, int to, int width) {
        if (width > WIDEST || from > to || to + Long.BYTES > bytes.length) {
            throw new IllegalArgumentException("numbers of " + width + " bits in bytes " + from + " to " + to);
        }
        this.bytes = bytes;
        this.position = from;
        this.end = to;
        this.width = width;
        this.left = 0;
    }

    /** The next numbers. */
    void read(int[] into, int from, int count) {
        int to = from + count;
        int at = from;
        while (at < to) {
            if (left == 0) {
                next();
            }
            int few = (int) Math.min(left, to - at);
            if (repeated) {
                Arrays.fill(into, at, at + few, value);
            } else {
                unpack(into, at, few);
            }
            at += few;
            left -= few;
        }
    }

    /** Goes past the next numbers if they lie in one run of this number; else stays where it is. */
    boolean skips(int number, int count) {
        if (left == 0) {
            next();
        }
        boolean all = repeated && value == number && left >= count;
        left -= all ? count : 0;
        return all;
    }

    private void unpack(int[] into, int from, int count) {
        if (bit + (long) count * width > 8L * end) {
            throw new IllegalArgumentException("a run of packed numbers ends early");
        }
        long mask = (1L << width) - 1;
        long next = bit;
        for (int i = from; i < from + count; i++) {
            into[i] = (int) ((long) LONGS.get(bytes, (int) (next >>> 3)) >>> (next & 7) & mask);
            next += width;
        }
        bit = next;
    }

    private void next() {
        long header = 0;
        for (int shift = 0; ; shift += 7) {
            int part = need();
            header |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                break;
            }
            if (shift > WIDEST) {
                throw new IllegalArgumentException("a run of packed numbers has no length");
            }
        }
        repeated = (header & 1) == 0;
        left = repeated ? header >>> 1 : header >>> 1 << 3;
        if (repeated) {
            value = 0;
            for (int shift = 0; shift < width; shift += 8) {
                value |= need() << shift;
            }
        } else {
            bit = 8L * position;
            position = (int) Math.min(end, position + (header >>> 1) * width);
        }
    }

    private int need() {
        if (position >= end) {
            throw new IllegalArgumentException("packed numbers end early");
        }
        return bytes[position++] & 0xff;
    }
}
