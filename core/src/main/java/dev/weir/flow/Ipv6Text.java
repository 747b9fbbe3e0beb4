package dev.weir.flow;

/** IPv6 addresses in bytes: RFC 4291 section 2.2, every spelling, without a zone. */
final class Ipv6Text {

    private Ipv6Text() {}

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
