package dev.weir.report.text;

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
    public static void append(StringBuilder out, String text, int indent, int columns) {
        append(out, text, indent, indent, columns);
    }

    /** The same, with another indent for the first line. */
    public static void append(StringBuilder out, String text, int first, int indent, int columns) {
        out.append(" ".repeat(first));
        int used = first;
        int blanks = 0;
        boolean begun = false;
        for (int from = 0, to; from < text.length(); from = to + 1) {
            int space = text.indexOf(' ', from);
            to = space < 0 ? text.length() : space;
            int width = Printable.width(text.substring(from, to));
            if (width == 0) {
                blanks++;
                continue;
            }
            if (begun && used + blanks + width > columns) {
                out.append('\n').append(" ".repeat(indent));
                used = indent;
                blanks = 0;
            }
            out.append(" ".repeat(blanks)).append(text, from, to);
            used += blanks + width;
            begun = true;
            blanks = 1;
        }
        out.append('\n');
    }

    /** Appends a label and the text beside it, which begins at the indent in every line. */
    public static void labelled(StringBuilder out, String label, String text, int indent, int columns) {
        StringBuilder lines = new StringBuilder();
        append(lines, text, indent, columns);
        out.append(lines.replace(0, Math.min(indent, label.length()), label));
    }
}
