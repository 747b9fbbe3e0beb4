package dev.weir.report.text;

/**
 * Text by others in GitHub-flavoured Markdown: each piece in a code span, where nothing is read into it.
 *
 * <p>Escaping is not enough there: what looks like a mention, an issue, a commit or an address is linked after Markdown is
 * rendered, escaped or not, everywhere but in code. A code span ends at as many backticks as it began with, so it begins with
 * more than the text has in a row (CommonMark 6.1); a table cell ends at a bar even in code (GFM 4.10), so that a bar is spelled
 * out.
 */
public final class Markdown {

    private static final int LONGEST = 256;

    private Markdown() {}

    /** The text as a code span, printable and on one line, cut where it is long; nothing for an empty one. */
    public static String code(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String printable = cut(Printable.of(text).replace("|", "\\u007c"));
        String fence = "`".repeat(longestRun(printable) + 1);
        boolean isAmbiguous = printable.startsWith("`")
                || printable.endsWith("`")
                || printable.startsWith(" ") && printable.endsWith(" ");
        String pad = isAmbiguous ? " " : "";
        return fence + pad + printable + pad + fence;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
