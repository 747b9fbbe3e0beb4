package dev.weir.report;

import dev.weir.finding.Breakdown;
import dev.weir.finding.Severity;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Security groups counted by what they have in common, as a table: one row for each, those that lack it last. */
final class BreakdownTable {

    private static final int NAME = 16;
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);

    private BreakdownTable() {}

    static Table of(Breakdown breakdown) {
        boolean hides = breakdown.rows().stream().anyMatch(row -> row.suppressed() > 0);
        List<Table.Column> heads = new ArrayList<>();
        heads.add(
                Table.Column.cut(Printable.of(breakdown.by().toString()).toUpperCase(Locale.ROOT), 0, NAME, NAME * 4));
        for (String head : List.of("GROUPS", "FAIL", "UNKNOWN", "PASS")) {
            heads.add(Table.Column.number(head).close());
        }
        if (hides) {
            heads.add(Table.Column.number("HIDDEN").close());
        }
        SEVERITIES.forEach(
                severity -> heads.add(Table.Column.number(severity.toString().toUpperCase(Locale.ROOT))
                        .close()));
        Table table = new Table(0, 2, heads.toArray(Table.Column[]::new));
        for (Breakdown.Row row : breakdown.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.key().map(Printable::of).orElse(lacking(breakdown.by())));
            cells.add(Counted.number(row.securityGroups()));
            cells.add(Counted.number(row.fail()));
            cells.add(Counted.number(row.unknown()));
            cells.add(Counted.number(row.pass()));
            if (hides) {
                cells.add(Counted.number(row.suppressed()));
            }
            SEVERITIES.forEach(severity -> cells.add(Counted.number(row.severe(severity))));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /** What a row is called whose groups lack what is asked. */
    static String lacking(Breakdown.By by) {
        return by.kind() == Breakdown.Kind.TAG ? "(no such tag)" : "(not known)";
    }
}
