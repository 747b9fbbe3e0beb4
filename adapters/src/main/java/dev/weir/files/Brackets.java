package dev.weir.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where strings and containers of JSON text end, at several bytes per step and without a look at what they hold.
 *
 * <p>A container is passed in blocks of 64 bytes. Each block becomes three words with a bit per byte; the bits that lie in
 * strings are those between an odd and an even quote, which a prefix sum without carries tells:
 *
 * <pre>
 *   text     [{"a[b":[1]}]
 *   quotes   ..1...1.....
 *   strings  ..1111......      opens   11......1...   (the one in the string is out)
 *                              closes  ..........11, and the one before
 * </pre>
 *
 * <p>A block with a backslash in it, which few have, is walked byte by byte.
 */
final class Brackets {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOWS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SMALL = 0x20 * ONES; // makes a bracket of a brace
    private static final long OPENS = '{' * ONES;
    private static final long CLOSES = '}' * ONES;
    private static final long GATHER = 0x0002040810204081L;
    private static final int BLOCK = 64;

    private Brackets() {}

    /** The closing quote, or -1 where the string goes on beyond the end; from inside the string, not in an escape. */
    static int endOfString(byte[] bytes, int from, int end) {
        int at = from;
        while (true) {
            while (at + 8 <= end) {
                long word = (long) WORDS.get(bytes, at);
                long quote = word ^ QUOTES;
                long backslash = word ^ BACKSLASHES;
                long hit = ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash) & HIGHS;
                if (hit != 0) {
                    at += Long.numberOfTrailingZeros(hit) >>> 3;
                    break;
                }
                at += 8;
            }
            if (at >= end) {
                return -1;
            }
            if (bytes[at] == '"') {
                return at;
            }
            at += bytes[at] == '\\' ? 2 : 1;
        }
    }

    /** Behind the bracket that closes the container; from behind the one that opens it. -1 where it goes on beyond the end. */
    static int endOfContainer(byte[] bytes, int from, int end) {
        int open = 1;
        int at = from;
        long inString = 0; // all bits while a string is open
        while (at + BLOCK <= end) {
            long quotes = 0;
            long opens = 0;
            long closes = 0;
            long backslashes = 0;
            for (int i = 0; i < BLOCK; i += 8) {
                long word = (long) WORDS.get(bytes, at + i);
                long small = word | SMALL;
                quotes |= gathered(zeros(word ^ QUOTES)) << i;
                opens |= gathered(zeros(small ^ OPENS)) << i;
                closes |= gathered(zeros(small ^ CLOSES)) << i;
                backslashes |= zeros(word ^ BACKSLASHES);
            }
            if (backslashes != 0) {
                return byteByByte(bytes, at, end, open, inString != 0);
            }
            long strings = prefixXor(quotes) ^ inString;
            inString = strings >> 63;
            opens &= ~strings;
            closes &= ~strings;
            if (Long.bitCount(closes) < open) {
                open += Long.bitCount(opens) - Long.bitCount(closes);
            } else {
                for (long left = opens | closes; left != 0; left &= left - 1) {
                    open += (closes & left & -left) != 0 ? -1 : 1;
                    if (open == 0) {
                        return at + Long.numberOfTrailingZeros(left) + 1;
                    }
                }
            }
            at += BLOCK;
        }
        return byteByByte(bytes, at, end, open, inString != 0);
    }

    private static int byteByByte(byte[] bytes, int from, int end, int openThere, boolean inString) {
        int open = openThere;
        int at = from;
        if (inString) {
            at = endOfString(bytes, at, end) + 1;
            if (at == 0) {
                return -1;
            }
        }
        while (at < end) {
            int character = bytes[at++];
            if (character == '"') {
                at = endOfString(bytes, at, end) + 1;
                if (at == 0) {
                    return -1;
                }
            } else if ((character & 0xdf) == '[') {
                open++;
            } else if ((character & 0xdf) == ']' && --open == 0) {
                return at;
            }
        }
        return -1;
    }

    /** The high bit of each byte that is zero, and no other bit. */
    private static long zeros(long word) {
        return ~((word & LOWS) + LOWS | word) & HIGHS;
    }

    /** The high bits of the eight bytes, as a number of eight bits. */
    private static long gathered(long highBits) {
        return highBits * GATHER >>> 56;
    }

    /** Each bit the sum, without carries, of itself and all bits below it. */
    private static long prefixXor(long bits) {
        long sum = bits ^ bits << 1;
        sum ^= sum << 2;
        sum ^= sum << 4;
        sum ^= sum << 8;
        sum ^= sum << 16;
        return sum ^ sum << 32;
    }
}
