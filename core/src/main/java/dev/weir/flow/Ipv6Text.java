package dev.weir.flow;

/**
 * IPv6 addresses in bytes: RFC 4291 section 2.2, every spelling, without a zone.
 *
 * <p>{@link #parse} reads them all, byte by byte. {@link #quickly} reads what flow logs hold, 40 bytes at once: where the colons
 * are among them gives the groups, each of one to four digits.
 *
 * <pre>
 *   2a05:d018:7e1:9a0d::930e ...
 *       |    |   |    ||    |         the colons, a bit each; two in a row are the gap
 *   930e: 9 3 0 e                     the digits of a group, shifted to the top of a word, are the lower four bits of each byte
 *                                     and 9 where bit 6 says it is a letter
 * </pre>
 */
final class Ipv6Text {

    /** How many bytes {@link #quickly} looks at. */
    static final int LOOKED_AT = 5 * Long.BYTES;

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    /**
     * Reads the address that begins at {@code from} and ends before the first byte that is neither a hexadecimal digit nor a colon, into
     * element {@code index} of the two arrays. {@link #LOOKED_AT} bytes can be read.
     *
     * @return where it ends, or -1 for what is left to {@link #parse}: a gap at either end, an IPv4 tail, and all that is no address
     */
    static int quickly(byte[] bytes, int from, long[] high, long[] low, int index) {
        long colons = 0;
        int length = LOOKED_AT;
        for (int looked = 0; looked < LOOKED_AT; looked += Long.BYTES) {
            long word = EightBytes.at(bytes, from + looked);
            long others = EightBytes.notColonMarks(word);
            colons |= EightBytes.bits(~others) << looked;
            long ends = EightBytes.notHexMarks(word) & others;
            if (ends != 0) {
                length = looked + (Long.numberOfTrailingZeros(ends) >>> 3);
                colons &= (1L << length) - 1;
                break;
            }
        }
        long gap = colons & colons >>> 1;
        int groups = Long.bitCount(colons) + (gap == 0 ? 1 : 0);
        boolean isPlain = (gap == 0 ? groups == GROUPS : groups < GROUPS && (gap & gap - 1) == 0)
                && (colons & 1) == 0
                && length < LOOKED_AT
                && colons >>> length - 1 == 0;
        if (!isPlain) {
            return -1;
        }
        long upper = 0;
        long lower = 0;
        int wrong = 0;
        int start = 0;
        while (start < length) {
            int stop = colons == 0 ? length : Long.numberOfTrailingZeros(colons);
            colons &= colons - 1;
            int shift = 16;
            int value = 0;
            if (stop == start) {
                shift = 16 * (GROUPS - groups);
            } else {
                wrong |= 4 - (stop - start);
                value = group(EightBytes.intAt(bytes, from + start) << 32 - 8 * (stop - start));
            }
            upper = shift < 64 ? upper << shift | lower >>> 64 - shift : lower << shift;
            lower = shift < 64 ? lower << shift | value : value;
            start = stop + 1;
        }
        high[index] = upper;
        low[index] = lower;
        return wrong < 0 ? -1 : from + length;
    }

    /** The number that four hexadecimal digits write, the first in the lowest byte; bytes of zero are no digits. */
    private static int group(int digits) {
        int values = (digits & 0x0f0f0f0f) + (digits >>> 6 & 0x01010101) * 9;
        int pairs = (values << 4 | values >>> 8) & 0x00ff00ff;
        return (pairs & 0xff) << 8 | pairs >>> 16;
    }

    /**
     * Reads {@code bytes[from, to)} into element {@code index} of the two arrays.
     *
     * @return whether it is an IPv6 address; if not, the arrays hold nothing of use there
     */
    static boolean parse(byte[] bytes, int from, int to, long[] high, long[] low, int index) {
        if (to - from < 2 || to - from > 45) {
            return false;
        }
        long upper = 0;
        long lower = 0;
        int groups = 0;
        int gap = -1;
        int at = from;
        if (bytes[at] == ':') {
            if (bytes[at + 1] != ':') {
                return false;
            }
            gap = 0;
            at += 2;
        }
        while (at < to) {
            int start = at;
            int value = 0;
            int digit = hex(bytes[at]);
            while (digit >= 0 && at - start < 4) {
                value = value << 4 | digit;
                at++;
                digit = at < to ? hex(bytes[at]) : -1;
            }
            if (at == start) {
                return false;
            }
            if (at < to && bytes[at] == '.') {
                long ipv4 = Ipv4Text.plainly(bytes, start, to);
                if (ipv4 < 0 || groups > 6) {
                    return false;
                }
                upper = upper << 32 | lower >>> 32;
                lower = lower << 32 | ipv4;
                groups += 2;
                at = to;
                break;
            }
            if (groups == 8) {
                return false;
            }
            upper = upper << 16 | lower >>> 48;
            lower = lower << 16 | value;
            groups++;
            if (at == to) {
                break;
            }
            if (bytes[at++] != ':') {
                return false;
            }
            if (at == to) {
                return false;
            }
            if (bytes[at] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = groups;
                at++;
            }
        }
        if (gap < 0 ? groups != 8 : groups > 7) {
            return false;
        }
        widen(upper, lower, groups, gap, high, low, index);
        return true;
    }

    /** Puts zeros where the gap is: the groups after it stay at the bottom, those before it move to the top. */
    private static void widen(long upper, long lower, int groups, int gap, long[] high, long[] low, int index) {
        if (gap < 0) {
            high[index] = upper;
            low[index] = lower;
            return;
        }
        int after = groups - gap;
        long head = 0;
        long headLow = 0;
        for (int group = 0; group < gap; group++) {
            long value = group(upper, lower, groups - 1 - group);
            int place = 7 - group;
            head |= place >= 4 ? value << (place - 4) * 16 : 0;
            headLow |= place < 4 ? value << place * 16 : 0;
        }
        for (int place = 0; place < after; place++) {
            long value = group(upper, lower, place);
            head |= place >= 4 ? value << (place - 4) * 16 : 0;
            headLow |= place < 4 ? value << place * 16 : 0;
        }
        high[index] = head;
        low[index] = headLow;
    }

    /** Sixteen bits, counted from the bottom. */
    private static long group(long upper, long lower, int place) {
        return (place >= 4 ? upper >>> (place - 4) * 16 : lower >>> place * 16) & 0xffff;
    }

    private static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' && digit > 0 ? letter - 'a' + 10 : -1;
    }
}
