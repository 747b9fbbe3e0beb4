package dev.weir.report.html;

import dev.weir.report.text.Counted;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page of many things: what is to be said of all, a table with a row for each, and behind each row a section of its own.
 *
 * <p>Sections stand in {@code noscript} elements. Without a script a browser shows them one after the other, and links lead to
 * them; with one it takes each for plain characters, at next to no cost, until the script makes the one that is looked at. So
 * one rendering serves both, and ten thousand sections open as fast as ten.
 *
 * <p>Rows come in the order in which they are first shown. Once the sections together are longer than {@link #WHOLE}, those
 * that follow are asked for in short, and once they and the rows are longer than {@link #LONGEST} left out, so that the page
 * stays one that a browser opens; the page says so. Of one thing alone there is no table.
 */
final class ListedPage {

    private static final int WHOLE = 2_500_000;
    private static final int LONGEST = 14_200_000;
    private static final int SHOWN_AT_FIRST = 100;

    /** What a fragment of an address can say without being encoded; our own ids begin with {@code w-}. */
    private static final Pattern PLAIN_ID = Pattern.compile("(?!w-)[A-Za-z][A-Za-z0-9_.-]{0,127}");

    /** How much of a section is written. */
    enum Extent {
        WHOLE,
        /** Without what can be had otherwise. */
        SHORT
    }

    /** What a column holds, and so how it is sorted and whether it is filtered by. */
    enum Kind {
        TEXT(""),
        /** One of a few values. */
        CHOICE(" data-k=\"choice\""),
        /** One of a few values, the highest of which is of most interest. */
        RANK(" data-k=\"choice\" data-f=\"down\""),
        NUMBER(" data-k=\"number\" data-f=\"down\""),
        /** How many use it. */
        USE(" data-k=\"use\" data-f=\"down\"");

        private final String attributes;

        Kind(String attributes) {
            this.attributes = attributes;
        }
    }

    /** A column by its heading. */
    record PageColumn(String name, Kind kind) {}

    /** One thing of the page. */
    interface Entry {

        /** What AWS or code calls it; hostile. */
        String id();

        /** The cells after the first, which is the id with {@link #name}, each from {@code <td>} on. */
        void cells(Markup row);

        /** What stands beside the id; may be empty. */
        String name();

        Map<String, String> tags();

        /** What is behind the row, without heading: parts, each a {@code section} of class {@code part} that begins with h3. */
        void parts(Markup out, Extent extent);
    }

    private final OutputStream out;
    private final Set<String> slugs = new HashSet<>();

    ListedPage(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the page.
     *
     * @param head the head
     * @param front what is said of all
     * @param caption what the rows are
     * @param left how many rows there are that do not come
     */
    void write(
            Markup head,
            Markup front,
            String caption,
            List<PageColumn> columns,
            Collection<? extends Entry> entries,
            long left,
            Markup foot) {
        if (entries.size() == 1 && left == 0) {
            Entry one = entries.iterator().next();
            try {
                put(head.raw("<div id=\"w-front\">\n"));
                put(front.raw("</div>\n"));
                put(section(one, slug(one.id()), Extent.WHOLE));
                put(foot);
                out.flush();
                return;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        List<String> targets = new ArrayList<>();
        List<byte[]> sections = new ArrayList<>();
        long rows = entries.stream()
                .mapToLong(entry ->
                        row(entry, Optional.of(entry.id()), false).toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        int length = 0;
        int whole = 0;
        for (Entry entry : entries) {
            if (rows + length < LONGEST) {
                Extent extent = length < WHOLE ? Extent.WHOLE : Extent.SHORT;
                whole += extent == Extent.WHOLE ? 1 : 0;
                targets.add(slug(entry.id()));
                sections.add(new Markup(4000)
                        .raw("<noscript class=\"entry-of\">")
                        .raw(section(entry, targets.get(sections.size()), extent))
                        .raw("</noscript>\n")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
                length += sections.get(sections.size() - 1).length;
            }
        }
        try {
            put(head.raw("<div id=\"w-front\">\n"));
            put(front);
            put(table(caption));
            put(cut(entries.size(), sections.size(), whole, left));
            put(rowsBegin(caption, columns));
            int i = 0;
            for (Entry entry : entries) {
                put(row(
                        entry,
                        i < targets.size() ? Optional.of(targets.get(i)) : Optional.empty(),
                        i < SHOWN_AT_FIRST));
                i++;
            }
            put(new Markup(100).raw("</tbody>\n</table></div>\n</div>\n<div id=\"w-view\"></div>\n"));
            for (byte[] section : sections) {
                out.write(section);
            }
            put(foot);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void put(Markup markup) throws IOException {
        out.write(markup.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What is not in the page. */
    private static Markup cut(long rows, long sections, long whole, long left) {
        Markup cut = new Markup(400);
        if (whole < rows) {
            cut.raw("<p class=\"alarm\">")
                    .text("So that a browser opens this page, only what is behind the first "
                            + Counted.of(whole, "row") + " is whole; the next " + Counted.number(sections - whole)
                            + " leave out steps and what the row says, and the last " + Counted.number(rows - sections)
                            + " have the row alone. `weir explain GROUP` tells the rest.")
                    .raw("</p>\n");
        }
        if (left > 0) {
            cut.raw("<p class=\"alarm\">")
                    .text(Counted.of(left, "row")
                            + " more, none of them worse, would make the page too large: --format json or csv"
                            + " has them all.")
                    .raw("</p>\n");
        }
        return cut;
    }

    private static Markup table(String caption) {
        Markup table = new Markup(1000)
                .element("h2", caption)
                .raw("<div class=\"bar\" id=\"w-filter\" role=\"search\" aria-label=\"filter of the rows\"></div>\n")
                .raw("<noscript><p class=\"soft\">Without a script there is no filter, and what is behind each row"
                        + " follows the table.</p></noscript>\n");
        return table;
    }

    private static Markup rowsBegin(String caption, List<PageColumn> columns) {
        Markup table = new Markup(1000).raw("<div class=\"wide\" tabindex=\"0\" role=\"region\"");
        table.attribute("aria-label", caption);
        table.raw("><table class=\"list\">\n<thead><tr>");
        for (PageColumn column : columns) {
            table.raw("<th scope=\"col\"").raw(column.kind().attributes).raw(">");
            table.text(column.name()).raw("</th>");
        }
        return table.raw("</tr></thead>\n<tbody>\n");
    }

    private static Markup row(Entry entry, Optional<String> target, boolean shown) {
        Markup row = new Markup(400).raw(shown ? "<tr class=\"on\"" : "<tr");
        if (!entry.tags().isEmpty()) {
            row.raw(" data-t=\"");
            boolean first = true;
            for (Map.Entry<String, String> tag : entry.tags().entrySet()) {
                row.raw(first ? "" : "&#10;").quoted(tag.getKey() + "=" + tag.getValue());
                first = false;
            }
            row.raw("\"");
        }
        row.raw("><td>");
        target.ifPresentOrElse(
                slug -> row.raw("<a")
                        .attribute("href", "#" + slug)
                        .raw(">")
                        .text(entry.id())
                        .raw("</a>"),
                () -> row.text(entry.id()));
        if (!entry.name().isEmpty()) {
            row.raw(" ").isolated(entry.name());
        }
        entry.cells(row.raw("</td>"));
        return row.raw("</tr>\n");
    }

    private static Markup section(Entry entry, String slug, Extent extent) {
        Markup section = new Markup(4000)
                .raw("<section class=\"entry\"")
                .attribute("id", slug)
                .raw("><h2>")
                .text(entry.id());
        if (!entry.name().isEmpty()) {
            section.raw(" ").isolated(entry.name());
        }
        section.raw("</h2>\n");
        entry.parts(section, extent);
        return section.raw("</section>");
    }

    /** The id where an address can end in it, so that links are what one would type; else a number. */
    private String slug(String id) {
        String slug = PLAIN_ID.matcher(id).matches() ? id : "w-" + slugs.size();
        while (!slugs.add(slug)) {
            slug = "w-" + slugs.size() + "-" + slug;
        }
        return slug;
    }
}
