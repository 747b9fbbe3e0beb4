package dev.weir.report;

import dev.weir.finding.Severity;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a scan as a table: one line each, or, where that would cut what matters, a few lines each. What code alone declares
 * has its address and its place, and no interfaces.
 */
record FindingTable(List<FindingRow> rows, Kind kind, Terminal terminal) {

    private static final int FOLD_BELOW = 132;
    private static final int INDENT = 19;

    /** What the rows are of. */
    enum Kind {
        ACCOUNT,
        CODE
    }

    /** The tables of these rows: what accounts hold, then what code declares. */
    static List<FindingTable> of(List<FindingRow> rows, Terminal terminal) {
        List<FindingTable> tables = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<FindingRow> own = rows.stream()
                    .filter(row -> row.isInCodeAlone() == (kind == Kind.CODE))
                    .toList();
            if (!own.isEmpty()) {
                tables.add(new FindingTable(own, kind, terminal));
            }
        }
        return tables;
    }

    /** Appends the table; false where it had to be folded, and needs no legend. */
    boolean appendTo(TextLines out) {
        Table wide = kind == Kind.CODE ? declared() : wide();
        boolean fits = wide.fits(terminal.columns());
        out.table(fits ? wide : folded());
        return fits;
    }

    private boolean isTrafficAsked() {
        return rows.stream().anyMatch(row -> row.traffic().isAsked());
    }

    private Table wide() {
        List<Table.Column> columns = new ArrayList<>(List.of(
                Table.Column.kept("SEVERITY"),
                Table.Column.kept("STATUS"),
                Table.Column.cut("SECURITY GROUP", 0, 30, 56),
                Table.Column.kept("ACCOUNT"),
                Table.Column.kept("REGION"),
                Table.Column.kept("OPENS"),
                Table.Column.cut("TO", 20, 20, 60).saying("to "),
                Table.Column.number("INTERFACES")));
        boolean traffic = isTrafficAsked();
        if (traffic) {
            columns.add(Table.Column.kept("USED BY"));
        }
        columns.add(
                terminal.columns() < FOLD_BELOW
                        ? Table.Column.kept("PATH")
                        : Table.Column.below("PATH", Integer.MAX_VALUE).saying("path: "));
        Table table = new Table(0, INDENT, columns.toArray(Table.Column[]::new));
        for (FindingRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    Words.of(row.severity()),
                    row.status(),
                    row.title(),
                    row.account(),
                    row.region(),
                    row.opens(),
                    row.destinations(),
                    row.interfaces()));
            if (traffic) {
                cells.add(row.traffic().inShort());
            }
            cells.add(row.path());
            table.coloured(colour(row.severity()), cells.toArray(String[]::new));
        }
        return table;
    }

    private Table declared() {
        boolean isPlaced = rows.stream()
                .anyMatch(row -> !row.account().equals("-") || !row.region().equals("-"));
        List<Table.Column> columns = new ArrayList<>(List.of(
                Table.Column.kept("SEVERITY"),
                Table.Column.kept("STATUS"),
                Table.Column.cut("DECLARED AS", 0, 30, 80)));
        if (isPlaced) {
            columns.addAll(List.of(Table.Column.kept("ACCOUNT"), Table.Column.kept("REGION")));
        }
        columns.addAll(List.of(
                Table.Column.kept("OPENS"),
                Table.Column.cut("TO", 20, 20, 60).saying("to "),
                Table.Column.below("AT", Integer.MAX_VALUE).saying("at ")));
        boolean traffic = isTrafficAsked();
        if (traffic) {
            columns.add(Table.Column.kept("USED BY"));
        }
        Table table = new Table(0, INDENT, columns.toArray(Table.Column[]::new));
        for (FindingRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(Words.of(row.severity()), row.status(), row.title()));
            if (isPlaced) {
                cells.addAll(List.of(row.account(), row.region()));
            }
            cells.addAll(List.of(row.opens(), row.destinations(), place(row)));
            if (traffic) {
                cells.add(row.traffic().inShort());
            }
            table.coloured(colour(row.severity()), cells.toArray(String[]::new));
        }
        return table;
    }

    private static String place(FindingRow row) {
        return row.declared().map(FindingRow.Declared::at).orElse("");
    }

    private Table folded() {
        Table table = new Table(
                0,
                INDENT,
                Table.Column.kept("SEVERITY"),
                Table.Column.kept("STATUS"),
                Table.Column.cut(kind == Kind.CODE ? "DECLARED AS" : "SECURITY GROUP", 0, 0, Integer.MAX_VALUE));
        for (FindingRow row : rows) {
            table.coloured(colour(row.severity()), Words.of(row.severity()), row.status(), row.title());
            table.below(
                    kind == Kind.CODE
                            ? "at " + place(row)
                            : (row.account().equals("-") ? "unknown account" : row.account()) + " "
                                    + (row.region().equals("-") ? "unknown Region" : row.region()) + ", "
                                    + interfaces(row)
                                    + ", path: " + (row.path().equals("?") ? "not known" : row.path()));
            table.below((row.opens().isEmpty() ? "" : "opens " + row.opens() + " to ") + row.destinations());
            if (row.traffic().isAsked()) {
                table.below(row.traffic().inWords());
            }
        }
        return table;
    }

    private static String interfaces(FindingRow row) {
        return switch (row.interfaces()) {
            case "?" -> "interfaces not known";
            case "1" -> "1 interface";
            default -> row.interfaces() + " interfaces";
        };
    }

    private String colour(Severity severity) {
        if (terminal.colour() == Terminal.Colour.OFF) {
            return "";
        }
        return switch (severity) {
            case CRITICAL -> "1;31";
            case HIGH -> "31";
            case MEDIUM -> "33";
            case LOW -> "36";
            case NONE -> "0";
        };
    }
}
