package dev.weir.report;

import dev.weir.report.text.Printable;

/** Text broken into lines at spaces, each indented alike. A word that is longer than a line stays whole. */
public final class Paragraph {

    private Paragraph() {}

    /** The text, which is printable, in lines of at most so many columns: all are indented as it is, the later ones a little more. */
    public static String wrapped(String text, int columns) {
        StringBuilder out = new StringBuilder();
        String bare = text.stripLeading();
        int indent = text.length() - bare.length();
        append(out, bare, indent, indent + 2, columns);
        return out.toString().stripTrailing();
    }

    /** Appends the text, which is printable, in lines of at most so many columns, and a line end. */
    static void append(StringBuilder out, String text, int indent, int columns) {
        append(out, text, indent, indent, columns);
    }

    /** The same, with another indent for the first line. */
    static void append(StringBuilder out, String text, int first, int indent, int columns) {
        int used = first;
        spaces(out, first);
        boolean begun = false;
        int from = 0;
        while (from < text.length()) {
            int space = text.indexOf(' ', from);
            int to = space < 0 ? text.length() : space;
            int width = Printable.width(text.substring(from, to));
            if (begun && used + 1 + width > columns) {
                out.append('\n');
                spaces(out, indent);
                used = indent;
                begun = false;
            }
            if (begun) {
                out.append(' ');
                used++;
            }
            out.append(text, from, to);
            used += width;
            begun = true;
            from = to + 1;
        }
        out.append('\n');
    }

    private static void spaces(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }
}
