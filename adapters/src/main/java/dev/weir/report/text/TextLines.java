package dev.weir.report.text;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Printable text, line by line: paragraphs are broken at spaces, and a word that is longer than a line stays whole. */
public final class TextLines {

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    /** Lines of any width. */
    public TextLines() {
        this(Integer.MAX_VALUE);
    }

    /** @param columns how wide a line of a paragraph or a table may be */
    public TextLines(int columns) {
        this.columns = columns;
    }

    /** The text in lines of at most so many columns: all are indented as it is, the later ones a little more. */
    public static String wrapped(String text, int columns) {
        String bare = text.stripLeading();
        return new TextLines(columns)
                .paragraph(bare, text.length() - bare.length())
                .toString()
                .stripTrailing();
    }

    /** A piece of text as it is. */
    public TextLines add(String piece) {
        text.append(piece);
        return this;
    }

    /** A line as it is. */
    public TextLines line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** Several lines as they are, each behind this. */
    public TextLines lines(String before, Collection<String> lines) {
        for (String line : lines) {
            line(before + line);
        }
        return this;
    }

    /** An empty line. */
    public TextLines blank() {
        return line("");
    }

    /** A paragraph, of which the later lines are indented a little more. */
    public TextLines paragraph(String words, int indent) {
        return paragraph(words, indent, indent + 2);
    }

    /** The same, with another indent for the later lines. */
    public TextLines paragraph(String words, int first, int indent) {
        text.append(" ".repeat(first));
        int used = first;
        int blanks = 0;
        boolean begun = false;
        for (int from = 0, to; from < words.length(); from = to + 1) {
            int space = words.indexOf(' ', from);
            to = space < 0 ? words.length() : space;
            int width = Printable.width(words.substring(from, to));
            if (width == 0) {
                blanks++;
                continue;
            }
            if (begun && used + blanks + width > columns) {
                text.append('\n').append(" ".repeat(indent));
                used = indent;
                blanks = 0;
            }
            text.append(" ".repeat(blanks)).append(words, from, to);
            used += blanks + width;
            begun = true;
            blanks = 1;
        }
        text.append('\n');
        return this;
    }

    /** A label and a paragraph beside it, which begins at the indent in every line. */
    public TextLines labelled(String label, String words, int indent) {
        int start = text.length();
        paragraph(words, indent, indent);
        text.replace(start, start + Math.min(indent, label.length()), label);
        return this;
    }

    /** The first of several paragraphs, each made printable, and in one more how many more there are, and a hint. */
    public TextLines few(List<String> hostile, int most, int indent, String hint) {
        for (String words : hostile.subList(0, Math.min(most, hostile.size()))) {
            paragraph(Printable.of(words), indent);
        }
        if (hostile.size() > most) {
            paragraph("and " + Counted.number(hostile.size() - most) + " more" + hint, indent);
        }
        return this;
    }

    /** A table, and the lines below its rows. */
    public TextLines table(Table table) {
        table.appendTo(this, columns);
        return this;
    }

    /** The same, or where it does not fit, another. */
    public TextLines table(Table wide, Supplier<Table> narrow) {
        return table(wide.fits(columns) ? wide : narrow.get());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
