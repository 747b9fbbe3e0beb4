package dev.weir.report.html;

import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;

/**
 * Markup as it is written: what is ours goes in raw, what is by others only as text.
 *
 * <p>Text is {@link Printable} first, so that no control, no bidirectional override and no separator reaches a reader, and then
 * has each character escaped that means something where it stands: in an element, or between the double quotes of an attribute.
 */
final class Markup {

    private final StringBuilder out;

    Markup(int size) {
        out = new StringBuilder(size);
    }

    /** Our own markup, as it is. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    Markup raw(Markup markup) {
        out.append(markup.out);
        return this;
    }

    /** Any text, as text. */
    Markup text(String hostile) {
        return escaped(hostile, '>', "&gt;");
    }

    private Markup escaped(String hostile, char third, String entity) {
        String printable = Printable.of(hostile);
        for (int i = 0; i < printable.length(); i++) {
            char character = printable.charAt(i);
            if (character == third) {
                out.append(entity);
            } else if (character == '&' || character == '<') {
                out.append(character == '&' ? "&amp;" : "&lt;");
            } else {
                out.append(character);
            }
        }
        return this;
    }

    /** Text in a script of either direction, which turns nothing around that stands beside it. */
    Markup isolated(String hostile) {
        return raw("<bdi>").text(hostile).raw("</bdi>");
    }

    /** A space, the name, and the text in quotes. */
    Markup attribute(String name, String hostile) {
        return raw(" ").raw(name).raw("=\"").quoted(hostile).raw("\"");
    }

    /** The same as it stands between double quotes. */
    Markup quoted(String hostile) {
        return escaped(hostile, '"', "&quot;");
    }

    /** An element that holds nothing but text. */
    Markup element(String tag, String hostile) {
        return raw("<").raw(tag).raw(">").text(hostile).raw("</").raw(tag).raw(">");
    }

    /** The same of a class of the style sheet. */
    Markup element(String tag, String styleClass, String hostile) {
        return raw("<").raw(tag)
                .attribute("class", styleClass)
                .raw(">")
                .text(hostile)
                .raw("</" + tag + ">");
    }

    /**
     * Begins a table that may be wider than the page.
     *
     * @param headings by which the columns go; of a column of numbers after a {@code #}
     */
    Markup table(String... headings) {
        raw("<div class=\"wide\"><table><thead><tr>");
        for (String heading : headings) {
            if (heading.startsWith("#")) {
                element("th", "number", heading.substring(1));
            } else {
                element("th", heading);
            }
        }
        return raw("</tr></thead><tbody>\n");
    }

    /** Ends it, and says how many rows there are that are not in it. */
    Markup endTable(long left) {
        raw("</tbody></table></div>\n");
        return left > 0 ? element("p", "and " + Counted.number(left) + " more") : this;
    }

    /** Begins a part of a section, with its heading. */
    Markup part(String title) {
        return raw("<section class=\"part\">").element("h3", title).raw("\n");
    }

    /** Several lines of text as they are; a line feed is the one control that they may have. */
    Markup preformatted(String hostile) {
        raw("<pre>");
        hostile.lines().forEach(line -> text(line).raw("\n"));
        return raw("</pre>\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
