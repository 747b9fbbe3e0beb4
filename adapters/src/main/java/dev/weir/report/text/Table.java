package dev.weir.report.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns, without borders, that fit a width. To fit, texts are cut first, then whole cells go below their row; ids,
 * addresses and numbers are never cut, and what an id is cut away with goes below, too.
 *
 * <p>A text that follows an empty cell takes the room of both, and one that only empty cells follow the rest of the line.
 */
public final class Table {

    private static final int GAP = 2;
    /** What a cut text shows after its first word, which is whole: a piece of it, and where that is enough to fit, a mark. */
    private static final int TAIL = 7;

    private static final int MARK = 2;

    private enum Kind {
        KEPT,
        NUMBER,
        CUT,
        BELOW
    }

    /** A column: its heading, how it gives way, and how narrow and wide it may be. */
    public static final class Column {
        private final String heading;
        private final Kind kind;
        private final int least;
        private final int comfortable;
        private final int most;
        private final int gap;
        private final String label;

        private Column(String heading, Kind kind, int least, int comfortable, int most, int gap, String label) {
            this.heading = heading;
            this.kind = kind;
            this.least = Math.max(least, Printable.width(heading));
            this.comfortable = comfortable;
            this.most = most;
            this.gap = gap;
            this.label = label;
        }

        /** A column that is never cut. */
        public static Column kept(String heading) {
            return new Column(heading, Kind.KEPT, 0, 0, Integer.MAX_VALUE, GAP, "");
        }

        /** The same, aligned to the right. */
        public static Column number(String heading) {
            return new Column(heading, Kind.NUMBER, 0, 0, Integer.MAX_VALUE, GAP, "");
        }

        /** A column whose cells go below their row where the table is too wide, or they are wider than most. */
        public static Column below(String heading, int most) {
            return new Column(heading, Kind.BELOW, 0, 0, most, GAP, "");
        }

        /** A column of texts that are cut after their first word: to what is comfortable in all, then to the least. */
        public static Column cut(String heading, int least, int comfortable, int most) {
            return new Column(heading, Kind.CUT, least, comfortable, most, GAP, "");
        }

        /** The same, with words before what goes below. */
        public Column saying(String words) {
            return new Column(heading, kind, least, comfortable, most, gap, words);
        }

        /** The same, one blank before the next. */
        public Column close() {
            return new Column(heading, kind, least, comfortable, most, 1, label);
        }
    }

    private record Row(String colour, String[] cells, List<String> below) {}

    private final int indent;
    private final int indentBelow;
    private final Column[] columns;
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param indent where rows begin
     * @param indentBelow where begins what goes below them
     */
    public Table(int indent, int indentBelow, Column... columns) {
        this.indent = indent;
        this.indentBelow = indentBelow;
        this.columns = columns.clone();
    }

    /** Adds a row of printable cells; those that are missing at its end are empty. */
    public void row(String... cells) {
        coloured("", cells);
    }

    /** Adds a row whose first cell has a colour, by its code; none where that is empty. */
    public void coloured(String colour, String... cells) {
        String[] all = new String[columns.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < cells.length ? cells[i] : "";
        }
        rows.add(new Row(colour, all, new ArrayList<>()));
    }

    /** Adds a sentence below the last row. */
    public void below(String sentence) {
        rows.get(rows.size() - 1).below().add(sentence);
    }

    /** Whether it fits, after all has given way that may. */
    public boolean fits(int width) {
        return total(widths(width)) <= width;
    }

    /** Appends the headings, where there are any, and the rows. */
    void appendTo(TextLines out, int width) {
        int[] widths = widths(width);
        boolean named = false;
        String[] headings = new String[columns.length];
        for (int i = 0; i < headings.length; i++) {
            headings[i] = columns[i].heading;
            named |= !headings[i].isEmpty();
        }
        if (named) {
            append(out, new Row("", headings, List.of()), widths, width);
        }
        rows.forEach(row -> append(out, row, widths, width));
    }

    private void append(TextLines out, Row row, int[] widths, int width) {
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        List<String> below = new ArrayList<>();
        int end = indent;
        int last = row.cells().length - 1;
        while (last > 0 && row.cells()[last].isEmpty()) {
            last--;
        }
        int hidden = 0;
        for (int i = 0; i <= last; i++) {
            String cell = row.cells()[i];
            int room = widths[i];
            int begin = end;
            end += room + (room == 0 && i > 0 ? 0 : columns[i].gap);
            if (columns[i].kind == Kind.CUT) {
                if (i > 0 && row.cells()[i - 1].isEmpty()) {
                    begin -= widths[i - 1] + columns[i - 1].gap;
                }
                String whole = cell;
                cell = Printable.shortened(whole, Math.max(room, (i == last ? width : end - columns[i].gap) - begin));
                if (Printable.losesAnId(whole, cell)) {
                    below.add(columns[i].label + whole.substring(whole.indexOf(' ') + 1));
                    cell = Printable.shortened(whole, 0);
                }
            } else if (Printable.width(cell) > room) {
                below.add(columns[i].label + cell);
                cell = "";
            } else if (columns[i].kind == Kind.NUMBER) {
                begin += room - Printable.width(cell);
            }
            if (!cell.isEmpty()) {
                line.append(" ".repeat(Math.max(0, begin + hidden - Printable.width(line.toString()))));
                boolean coloured = i == 0 && !row.colour().isEmpty();
                int before = line.length();
                line.append(coloured ? "\u001b[" + row.colour() + "m" + cell + "\u001b[0m" : cell);
                hidden += coloured ? line.length() - before - cell.length() : 0;
            }
        }
        out.line(line.toString().stripTrailing());
        below.addAll(row.below());
        below.forEach(sentence -> out.paragraph(sentence, indentBelow, indentBelow));
    }

    private int[] widths(int width) {
        int[] widths = new int[columns.length];
        int[] least = new int[columns.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Printable.width(columns[i].heading);
            least[i] = columns[i].least;
            for (Row row : rows) {
                boolean takesBoth = columns[i].kind == Kind.CUT && i > 0 && row.cells()[i - 1].isEmpty();
                int lent = takesBoth ? widths[i - 1] + columns[i - 1].gap : 0;
                String cell = row.cells()[i];
                widths[i] = Math.max(widths[i], Math.min(columns[i].most, Printable.width(cell) - lent));
                if (columns[i].kind == Kind.CUT) {
                    int space = cell.indexOf(' ');
                    int first = Printable.width(space < 0 ? cell : cell.substring(0, space));
                    widths[i] = Math.max(widths[i], first - lent);
                    least[i] = Math.max(least[i], first - lent + (space < 0 ? 0 : TAIL));
                }
            }
        }
        for (int i = 0; i < widths.length; i++) {
            shrink(widths, i, Math.max(least[i], columns[i].comfortable), width, Kind.CUT);
        }
        for (int i = 0; i < widths.length; i++) {
            shrink(widths, i, least[i], width, Kind.CUT);
        }
        int[] narrowed = widths.clone();
        for (int i = 0; i < widths.length; i++) {
            shrink(narrowed, i, Math.max(columns[i].least, least[i] - TAIL + MARK), width, Kind.CUT);
        }
        if (total(narrowed) <= width) {
            return narrowed;
        }
        for (int i = widths.length - 1; i > 0; i--) {
            shrink(widths, i, least[i], width, Kind.BELOW);
        }
        return widths;
    }

    private void shrink(int[] widths, int column, int least, int width, Kind kind) {
        if (columns[column].kind == kind) {
            widths[column] -= Math.max(0, Math.min(total(widths) - width, widths[column] - least));
        }
    }

    private int total(int[] widths) {
        int total = indent;
        int gap = 0;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                total += gap + widths[i];
                gap = columns[i].gap;
            }
        }
        return total;
    }
}
