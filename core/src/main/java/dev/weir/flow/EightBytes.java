package dev.weir.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Eight bytes of an array read as one little-endian {@code long}, and questions asked of all eight at once.
 *
 * <p>The first byte is the lowest, so the number of trailing zero bits divided by eight is a position. [1] H. S. Warren,
 * Hacker's Delight, 6-1, "Find First 0-Byte".
 */
final class EightBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long ZEROS = ONES * '0';

    private EightBytes() {}

    /** The eight bytes from {@code position} on. */
    static long at(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position);
    }

    /** The four bytes from {@code position} on. */
    static int intAt(byte[] bytes, int position) {
        return (int) INTS.get(bytes, position);
    }

    /** One bit for each byte that is no digit, the first byte in bit 0. */
    static long nonDigitBits(long word) {
        long values = word ^ ZEROS;
        return bits((values & ~HIGHS) + ONES * (0x7f - 9) | values);
    }

    /** The high bits of the eight bytes, side by side, whatever the other bits are. */
    static long bits(long marks) {
        return (marks >>> 7 & ONES) * 0x0102040810204080L >>> 56;
    }

    /** The eight bytes from {@code position} on, those after the first {@code length} (1 to 8, or more) made zero. */
    static long start(byte[] bytes, int position, int length) {
        long word = at(bytes, position);
        return length >= 8 ? word : word & (1L << (length << 3)) - 1;
    }

    /** Whether {@code length} bytes are the same in both arrays. */
    static boolean equal(byte[] bytes, int from, byte[] others, int otherFrom, int length) {
        if (length < 8) {
            return Arrays.equals(bytes, from, from + length, others, otherFrom, otherFrom + length);
        }
        int last = length - 8;
        for (int index = 0; index < last; index += 8) {
            if (at(bytes, from + index) != at(others, otherFrom + index)) {
                return false;
            }
        }
        return at(bytes, from + last) == at(others, otherFrom + last);
    }

    /** The eight bytes from {@code position} on as digit values, 0 to 9 where they are digits. */
    static long digitsAt(byte[] bytes, int position) {
        return at(bytes, position) ^ ZEROS;
    }

    /** The high bit of each byte that is above 9. */
    static long notDigitMarks(long digits) {
        return ((digits & ~HIGHS) + ONES * (0x7f - 9) | digits) & HIGHS;
    }

    /** The high bit of each byte that is no colon; the other bits say nothing. */
    static long notColonMarks(long word) {
        long others = word ^ ONES * ':';
        return (others & ~HIGHS) + ~HIGHS | others;
    }

    /** The high bit of each byte that is no hexadecimal digit, in either case. */
    static long notHexMarks(long word) {
        long letters = (word | ONES * 0x20) ^ ONES * 0x60;
        long lower = letters & ~HIGHS;
        long notLetter = lower + ONES * (0x7f - 6) | ~(lower + ~HIGHS) | letters;
        return notLetter & notDigitMarks(word ^ ZEROS);
    }

    /** Where the first blank stands from {@code position} on: a byte from 0x00 to 0x20, of which there must be one. */
    static int blank(byte[] bytes, int position) {
        int at = position;
        while (true) {
            long word = at(bytes, at);
            long marks = ~((word & ~HIGHS) + ONES * (0x7f - ' ') | word) & HIGHS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
            at += 8;
        }
    }

    /** The number that eight digit values write, the first in the lowest byte. */
    static long value(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
                >>> 32;
    }
}
