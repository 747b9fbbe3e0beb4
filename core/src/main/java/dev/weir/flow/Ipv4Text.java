package dev.weir.flow;

/** IPv4 addresses in bytes: four decimal numbers without leading zeros. */
final class Ipv4Text {

    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;

    private static final int NEVER = 1 << 20;

    /** The least octet that is written with this many digits. */
    private static final int[] LEAST_OF_LENGTH = {
        NEVER, 0, 10, 100, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER
    };

    private Ipv4Text() {}

    /** The address in {@code bytes[from, to)} as an unsigned 32-bit number, or -1; quick where 16 bytes can be read. */
    static long parse(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < SHORTEST || length > LONGEST) {
            return -1;
        }
        if (from + 2 * Long.BYTES > bytes.length || to + Integer.BYTES > bytes.length) {
            return plainly(bytes, from, to);
        }
        int marks = (int) (EightBytes.nonDigitBits(EightBytes.at(bytes, from))
                        | EightBytes.nonDigitBits(EightBytes.at(bytes, from + 8)) << 8)
                & (1 << length) - 1;
        if (Integer.bitCount(marks) != 3) {
            return -1;
        }
        int dot1 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot2 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot3 = Integer.numberOfTrailingZeros(marks);
        return parted(bytes, from, dot1, dot2, dot3, length);
    }

    /** The address whose dots stand at these places after {@code from}, and nothing but digits between them; or -1. */
    static long parted(byte[] bytes, int from, int dot1, int dot2, int dot3, int length) {
        int octet1 = octet(bytes, from, dot1);
        int octet2 = octet(bytes, from + dot1 + 1, dot2 - dot1 - 1);
        int octet3 = octet(bytes, from + dot2 + 1, dot3 - dot2 - 1);
        int octet4 = octet(bytes, from + dot3 + 1, length - dot3 - 1);
        int dots = (bytes[from + dot1] ^ '.') | (bytes[from + dot2] ^ '.') | (bytes[from + dot3] ^ '.');
        if (((octet1 | octet2 | octet3 | octet4) & ~0xff | dots) != 0) {
            return -1;
        }
        return (octet1 << 24 | octet2 << 16 | octet3 << 8 | octet4) & 0xffff_ffffL;
    }

    /**
     * The value of one to three digits without a leading zero, else negative or above 255.
     *
     * <p>No branch, as lengths vary, and so little code that it is inlined four times. A digit is the lower half of its byte.
     *
     * @param length below 16, or 32
     */
    private static int octet(byte[] bytes, int from, int length) {
        int digits = EightBytes.intAt(bytes, from) << (3 - length << 3);
        int value = (digits & 15) * 100 + (digits >>> 8 & 15) * 10 + (digits >>> 16 & 15);
        return value | value - LEAST_OF_LENGTH[length & 15] & 0x8000_0000;
    }

    /** The same, byte by byte. */
    static long plainly(byte[] bytes, int from, int to) {
        long address = 0;
        int at = from;
        for (int octet = 0; octet < 4; octet++) {
            int start = at;
            int value = 0;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 3) {
                value = value * 10 + bytes[at] - '0';
                at++;
            }
            boolean leadingZero = at - start > 1 && bytes[start] == '0';
            if (at == start || leadingZero || value > 255) {
                return -1;
            }
            address = address << 8 | value;
            if (octet < 3 && (at == to || bytes[at++] != '.')) {
                return -1;
            }
        }
        return at == to ? address : -1;
    }
}
