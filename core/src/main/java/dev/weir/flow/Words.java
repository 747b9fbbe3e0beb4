package dev.weir.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array read as one little-endian {@code long}, and questions asked of all eight at once.
 *
 * <p>The first byte is the lowest, so the number of trailing zero bits divided by eight is a position. [1] H. S. Warren,
 * Hacker's Delight, 6-1, "Find First 0-Byte".
 */
final class Words {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long SPACES = ONES * ' ';

    private Words() {}

    /** The eight bytes from {@code position} on. */
    static long at(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position);
    }

    /**
     * A mark in the high bit of each byte that is a space or a control character (0x00 to 0x20).
     *
     * <p>Exact for every byte: no carry crosses from one byte to the next.
     */
    static long blanks(long word) {
        long small = (word & ~HIGHS) + ONES * (0x7f - ' ');
        return ~(small | word) & HIGHS;
    }

    /** A mark in the high bit of each byte that equals {@code ' '}; exact up to and including the first one. */
    static long spaces(long word) {
        long difference = word ^ SPACES;
        return (difference - ONES) & ~difference & HIGHS;
    }
}
