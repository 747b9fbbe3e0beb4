package dev.weir.json;

import java.nio.charset.StandardCharsets;

/**
 * How JSON is written where there is a choice.
 *
 * <p>Half of a surrogate pair, which strict readers refuse, becomes U+FFFD or an escape.
 */
public enum JsonStyle {
    /** UTF-8 with as few escapes as JSON allows, and numbers as ECMAScript has them (RFC 8785). What there is not is null. */
    CANONICAL("0123456789abcdef"),

    /** UTF-8 with as few escapes as JSON allows, in capital digits. What there is not is left out. */
    COMPACT("0123456789ABCDEF"),

    /** ASCII alone, so that no text by others acts on a terminal that shows it. What there is not is null. */
    ASCII("0123456789abcdef");

    /** What follows the backslash for the first 128 characters: 0 for one that stands for itself, {@code u} for four digits. */
    private final byte[] escapes = new byte[128];

    private final byte[] digits;

    JsonStyle(String digits) {
        this.digits = digits.getBytes(StandardCharsets.US_ASCII);
        for (int control = 0; control < ' '; control++) {
            escapes[control] = 'u';
        }
        String named = "\bb\ff\nn\rr\tt\"\"\\\\";
        for (int i = 0; i < named.length(); i += 2) {
            escapes[named.charAt(i)] = (byte) named.charAt(i + 1);
        }
        if (isAscii()) {
            escapes[0x7f] = 'u';
        }
    }

    /** Whether a member that there is not is left out; else it is null. */
    public boolean leavesOut() {
        return this == COMPACT;
    }

    private boolean isAscii() {
        return name().equals("ASCII");
    }

    /** Puts a text into a buffer that has room for six bytes of each of its characters; where it ends. */
    int put(String text, byte[] into, int from) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= 128 || escapes[unit] != 0) {
                return putFrom(i, text, into, from + i);
            }
            into[from + i] = (byte) unit;
        }
        return from + length;
    }

    /** The same from a character on that may not stand for itself. */
    private int putFrom(int start, String text, byte[] into, int from) {
        int at = from;
        int length = text.length();
        for (int i = start; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 128) {
                byte escape = escapes[unit];
                if (escape == 0) {
                    into[at++] = (byte) unit;
                } else if (escape == 'u') {
                    at = escaped(unit, into, at);
                } else {
                    into[at++] = '\\';
                    into[at++] = escape;
                }
            } else if (!Character.isSurrogate(unit)) {
                at = isAscii() ? escaped(unit, into, at) : utf8(unit, into, at);
            } else if (Character.isHighSurrogate(unit)
                    && i + 1 < length
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                char low = text.charAt(++i);
                at = isAscii()
                        ? escaped(low, into, escaped(unit, into, at))
                        : utf8(Character.toCodePoint(unit, low), into, at);
            } else {
                at = this == CANONICAL ? utf8(0xfffd, into, at) : escaped(this == COMPACT ? unit : 0xfffd, into, at);
            }
        }
        return at;
    }

    private int escaped(int unit, byte[] into, int from) {
        into[from] = '\\';
        into[from + 1] = 'u';
        for (int digit = 0; digit < 4; digit++) {
            into[from + 2 + digit] = digits[unit >> 12 - 4 * digit & 15];
        }
        return from + 6;
    }

    private static int utf8(int codePoint, byte[] into, int from) {
        int at = from;
        int following = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        int lead = codePoint < 0x800 ? 0xc0 : codePoint < 0x10000 ? 0xe0 : 0xf0;
        into[at++] = (byte) (lead | codePoint >> 6 * following);
        for (int shift = 6 * (following - 1); shift >= 0; shift -= 6) {
            into[at++] = (byte) (0x80 | codePoint >> shift & 0x3f);
        }
        return at;
    }
}
