package dev.weir.report.text;

/**
 * Text by others, made safe to show.
 *
 * <p>Names, descriptions, tags, ids and file names can hold anything. What a terminal or a reader's eye would act on is
 * spelled out as an escape instead: controls (C0, DEL and C1), format characters (zero width, bidirectional overrides and
 * isolates, language tags), line and paragraph separators, lone surrogates, noncharacters and private-use characters.
 * Everything else stays as it is. Nothing is dropped.
 */
public final class Printable {

    private static final int SHORTEST_ID = 8;
    private static final int LONGEST_ID = 128;

    private Printable() {}

    /** The text with everything that is not plainly visible spelled out: a line feed as a backslash and an n, others by number. */
    public static String of(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~') {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, from);
        int i = from;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (isVisible(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                appendEscape(shown, codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static boolean isVisible(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return true;
        }
        switch (Character.getType(codePoint)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
                return false;
            default:
                return true;
        }
    }

    private static void appendEscape(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Character.isBmpCodePoint(codePoint)) {
                    shown.append("\\u");
                    appendHex(shown, codePoint, 4);
                } else {
                    shown.append("\\U");
                    appendHex(shown, codePoint, 8);
                }
            }
        }
    }

    private static void appendHex(StringBuilder shown, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            shown.append(Character.forDigit(value >> shift & 15, 16));
        }
    }

    /** How many columns of a terminal a printable text takes: two for East Asian wide characters, none for combining marks. */
    public static int width(String text) {
        int width = 0;
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            width += width(codePoint);
            i += Character.charCount(codePoint);
        }
        return width;
    }

    private static int width(int codePoint) {
        if (codePoint <= '~') {
            return 1;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100 && codePoint <= 0x115f
                || codePoint >= 0x2e80 && codePoint <= 0xa4cf && codePoint != 0x303f
                || codePoint >= 0xac00 && codePoint <= 0xd7a3
                || codePoint >= 0xf900 && codePoint <= 0xfaff
                || codePoint >= 0xfe30 && codePoint <= 0xfe6f
                || codePoint >= 0xff00 && codePoint <= 0xff60
                || codePoint >= 0xffe0 && codePoint <= 0xffe6
                || codePoint >= 0x1f300 && codePoint <= 0x1faff
                || codePoint >= 0x20000 && codePoint <= 0x3fffd;
    }

    /**
     * A printable text in at most so many columns; what does not fit is cut and marked with {@code …}.
     *
     * <p>An id or an address is never cut: it goes whole, or, as the first word, stays whole however narrow the room is.
     */
    public static String shortened(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int word = 0;
        int end = 0;
        int width = 1;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            width += width(codePoint);
            if (width > columns) {
                break;
            }
            end += Character.charCount(codePoint);
            word = codePoint == ' ' ? end : word;
        }
        int space = text.indexOf(' ', word);
        int wordEnd = space < 0 ? text.length() : space;
        String cut = text.substring(word, wordEnd);
        if (!isId(cut) && !isAddress(cut)) {
            return text.substring(0, end) + "…";
        }
        int kept = word == 0 ? wordEnd : word;
        return kept == text.length() ? text : text.substring(0, kept).stripTrailing() + " …";
    }

    /** A text of at most so many units of UTF-16, none of which is half of a character; what is cut is marked with {@code …}. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    /** Whether ids of AWS's are in a text that are not in its shortened form. */
    static boolean losesAnId(String text, String shortened) {
        if (shortened.length() == text.length()) {
            return false;
        }
        for (String word : text.split(" ")) {
            if (isId(word) && !shortened.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word, with what punctuation is around it, is an id of AWS's: hexadecimal digits after a hyphen. */
    private static boolean isId(String word) {
        boolean digit = false;
        int hex = -1;
        for (int i = 0; i < word.length() && i < LONGEST_ID; i++) {
            char character = word.charAt(i);
            boolean inHex = Character.digit(character, 16) >= 0;
            hex = character == '-' ? 0 : inHex && hex >= 0 ? hex + 1 : -1;
            digit = hex != 0 && (digit || character <= '9');
            if (hex >= SHORTEST_ID && digit) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAddress(String word) {
        boolean parts = false;
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            parts |= character == '.' || character == ':';
            if (Character.digit(character, 16) < 0 && ".:/`,;()".indexOf(character) < 0) {
                return false;
            }
        }
        return parts && word.length() <= LONGEST_ID;
    }
}
