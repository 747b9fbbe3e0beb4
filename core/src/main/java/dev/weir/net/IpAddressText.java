package dev.weir.net;

/** The text of addresses: RFC 4291 section 2.2 in, RFC 5952 out. */
final class IpAddressText {

    private IpAddressText() {}

    static IpAddress parse(String text) {
        if (text.indexOf(':') >= 0) {
            return parseIpv6(text);
        }
        return IpAddress.ipv4(parseIpv4(text, 0, text.length(), text));
    }

    static String format(IpAddress address) {
        return address.family() == IpFamily.IPV4
                ? formatIpv4(address.low())
                : formatIpv6(address.high(), address.low());
    }

    private static long parseIpv4(String text, int from, int to, String whole) {
        long number = 0;
        int parts = 0;
        int at = from;
        while (true) {
            int start = at;
            int part = 0;
            while (at < to && isDigit(text.charAt(at)) && at - start < 4) {
                part = part * 10 + (text.charAt(at) - '0');
                at++;
            }
            int digits = at - start;
            if (digits == 0) {
                throw notAnAddress(whole, "expected four decimal numbers with dots between them");
            }
            if (digits > 1 && text.charAt(start) == '0') {
                throw notAnAddress(whole, "a leading zero is read as octal by some and as decimal by others");
            }
            if (part > 255) {
                throw notAnAddress(whole, "each of the four numbers is at most 255");
            }
            number = number << 8 | part;
            parts++;
            if (parts == 4) {
                break;
            }
            if (at >= to || text.charAt(at) != '.') {
                throw notAnAddress(whole, "expected four decimal numbers with dots between them");
            }
            at++;
        }
        if (at != to) {
            throw notAnAddress(whole, "found text after the fourth number");
        }
        return number;
    }

    private static IpAddress parseIpv6(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        int length = text.length();
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        } else if (text.startsWith(":")) {
            throw notAnAddress(text, "it starts with a single colon");
        }
        while (at < length) {
            if (count == 8) {
                throw notAnAddress(text, "it has more than eight groups");
            }
            int end = at;
            while (end < length && text.charAt(end) != ':') {
                end++;
            }
            if (text.substring(at, end).indexOf('.') >= 0) {
                if (end != length || count > 6) {
                    throw notAnAddress(text, "a dotted part may only be the last 32 bits");
                }
                long dotted = parseIpv4(text, at, end, text);
                groups[count++] = (int) (dotted >>> 16);
                groups[count++] = (int) (dotted & 0xffff);
                at = end;
                break;
            }
            groups[count++] = parseGroup(text, at, end);
            at = end;
            if (at == length) {
                break;
            }
            at++;
            if (at < length && text.charAt(at) == ':') {
                if (gap >= 0) {
                    throw notAnAddress(text, "`::` may stand once");
                }
                gap = count;
                at++;
            } else if (at == length) {
                throw notAnAddress(text, "it ends with a single colon");
            }
        }
        if (gap < 0 && count != 8) {
            throw notAnAddress(text, "expected eight groups, found " + count);
        }
        if (gap >= 0 && count == 8) {
            throw notAnAddress(text, "`::` stands for at least one group of zeros");
        }
        if (gap >= 0) {
            int tail = count - gap;
            for (int i = 0; i < tail; i++) {
                groups[7 - i] = groups[count - 1 - i];
            }
            for (int i = gap; i < 8 - tail; i++) {
                groups[i] = 0;
            }
        }
        return IpAddress.ipv6(word(groups, 0), word(groups, 4));
    }

    private static int parseGroup(String text, int from, int to) {
        if (from == to || to - from > 4) {
            throw notAnAddress(text, "each group is one to four hexadecimal digits");
        }
        int group = 0;
        for (int i = from; i < to; i++) {
            int digit = hexDigit(text.charAt(i));
            if (digit < 0) {
                throw notAnAddress(text, "`" + text.charAt(i) + "` is not a hexadecimal digit");
            }
            group = group << 4 | digit;
        }
        return group;
    }

    private static long word(int[] groups, int from) {
        return (long) groups[from] << 48
                | (long) groups[from + 1] << 32
                | (long) groups[from + 2] << 16
                | groups[from + 3];
    }

    private static String formatIpv4(long number) {
        return (number >>> 24) + "." + (number >>> 16 & 0xff) + "." + (number >>> 8 & 0xff) + "." + (number & 0xff);
    }

    private static String formatIpv6(long high, long low) {
        int[] groups = new int[8];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (high >>> (48 - 16 * i) & 0xffff);
            groups[i + 4] = (int) (low >>> (48 - 16 * i) & 0xffff);
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
            i += Math.max(0, run - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int hexDigit(char character) {
        if (isDigit(character)) {
            return character - '0';
        }
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'f' && character < 0x80 ? lower - 'a' + 10 : -1;
    }

    private static IllegalArgumentException notAnAddress(String text, String why) {
        return new IllegalArgumentException("`" + text + "` is not an IP address: " + why);
    }
}
