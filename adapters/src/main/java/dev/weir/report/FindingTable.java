package dev.weir.report;

import dev.weir.finding.Severity;
import dev.weir.report.text.Printable;
import java.util.List;

/**
 * The rows of a scan as a borderless table that fits the width: one line each, or, where that would cut what matters, a few
 * lines each.
 *
 * <p>To fit, names are cut first, then destinations; what is cut is marked. Ids are never cut.
 */
final class FindingTable {

    private static final int NAME_AT_MOST = 56;
    private static final int TITLE_COMFORTABLE = 30;
    private static final int TO_AT_MOST = 60;
    private static final int TO_AT_LEAST = 20;
    private static final int NAME_AT_LEAST = 6;
    private static final int INTERFACES = 10;
    private static final int GAP = 2;
    private static final int SEVERITY = 8;
    private static final int STATUS = 7;
    private static final int INDENT = SEVERITY + GAP + STATUS + GAP;
    private static final int FOLD_BELOW = 132;
    private static final String USED_BY = "USED BY";

    private final List<Row> rows;
    private final Terminal terminal;
    private int title = width("SECURITY GROUP");
    private int widestId;
    private int account = width("ACCOUNT");
    private int region = width("REGION");
    private int opens = width("OPENS");
    private int to = width("TO");
    private int path = width("PATH");
    /** The column of traffic with the gap after it; 0 where nobody asked. */
    private int traffic;

    FindingTable(List<Row> rows, Terminal terminal) {
        this.rows = rows;
        this.terminal = terminal;
        for (Row row : rows) {
            title = Math.max(title, Math.min(NAME_AT_MOST, width(row.title())));
            widestId = Math.max(widestId, width(row.id()));
            account = Math.max(account, width(row.account()));
            region = Math.max(region, width(row.region()));
            opens = Math.max(opens, width(row.opens()));
            path = Math.max(path, width(row.path()));
            if (row.traffic().isAsked()) {
                traffic = Math.max(
                        traffic,
                        GAP + Math.max(width(USED_BY), width(row.traffic().toString())));
            }
        }
        for (Row row : rows) {
            int before = row.opens().isEmpty() ? opens + GAP : 0;
            to = Math.max(to, Math.min(TO_AT_MOST, width(row.destinations()) - before));
        }
        title = Math.max(title, widestId);
    }

    private static int width(String text) {
        return Printable.width(text);
    }

    private int total() {
        return INDENT + title + account + region + opens + to + INTERFACES + traffic + path + 6 * GAP;
    }

    /** Appends the table; false where it had to be folded, and needs no legend. */
    boolean appendTo(StringBuilder out) {
        shrink();
        if (total() > terminal.columns() && terminal.columns() < FOLD_BELOW + traffic) {
            appendFolded(out);
            return false;
        }
        appendLines(out);
        return true;
    }

    private void shrink() {
        int least = Math.max(widestId + 1 + NAME_AT_LEAST, width("SECURITY GROUP"));
        title -= cut(title, Math.max(least, TITLE_COMFORTABLE));
        to -= cut(to, TO_AT_LEAST);
        title -= cut(title, least);
    }

    /** How much of a column has to go, as far as it may. */
    private int cut(int column, int least) {
        return Math.max(0, Math.min(total() - terminal.columns(), column - least));
    }

    private void appendLines(StringBuilder out) {
        cell(out, "SEVERITY", SEVERITY);
        cell(out, "STATUS", STATUS);
        cell(out, "SECURITY GROUP", title);
        cell(out, "ACCOUNT", account);
        cell(out, "REGION", region);
        cell(out, "OPENS", opens);
        cell(out, "TO", to);
        cell(out, "INTERFACES", INTERFACES);
        if (traffic > 0) {
            cell(out, USED_BY, traffic - GAP);
        }
        out.append("PATH\n");
        for (Row row : rows) {
            appendStart(out, row);
            cell(out, Printable.shortened(row.title(), title), title);
            cell(out, row.account(), account);
            cell(out, row.region(), region);
            if (row.opens().isEmpty()) {
                int both = opens + GAP + to;
                cell(out, Printable.shortened(row.destinations(), both), both);
            } else {
                cell(out, row.opens(), opens);
                cell(out, Printable.shortened(row.destinations(), to), to);
            }
            spaces(out, INTERFACES - width(row.interfaces()));
            out.append(row.interfaces());
            spaces(out, GAP);
            if (traffic > 0) {
                cell(out, row.traffic().toString(), traffic - GAP);
            }
            out.append(row.path()).append('\n');
        }
    }

    private void appendFolded(StringBuilder out) {
        cell(out, "SEVERITY", SEVERITY);
        cell(out, "STATUS", STATUS);
        out.append("SECURITY GROUP\n");
        for (Row row : rows) {
            appendStart(out, row);
            out.append(Printable.shortened(row.title(), Math.max(widestId, terminal.columns() - INDENT)))
                    .append('\n');
            StringBuilder where = new StringBuilder();
            where.append(row.account().equals("-") ? "unknown account" : row.account())
                    .append(' ');
            where.append(row.region().equals("-") ? "unknown Region" : row.region());
            where.append(", ").append(interfaces(row)).append(", path: ");
            where.append(row.path().equals("?") ? "not known" : row.path());
            Paragraph.append(out, where.toString(), INDENT, terminal.columns());
            StringBuilder what = new StringBuilder();
            if (!row.opens().isEmpty()) {
                what.append("opens ").append(row.opens()).append(" to ");
            }
            Paragraph.append(out, what.append(row.destinations()).toString(), INDENT, terminal.columns());
            if (traffic > 0) {
                Paragraph.append(out, used(row.traffic()), INDENT, terminal.columns());
            }
        }
    }

    private static String used(Row.Traffic traffic) {
        if (traffic.equals(Row.Traffic.NOT_OBSERVED)) {
            return "used by: not observed, no flow log";
        }
        return "used by " + traffic.connections() + (traffic.connections().equals("1") ? " connection" : " connections")
                + " to " + traffic.destinations()
                + (traffic.destinations().equals("1") ? " destination" : " destinations");
    }

    private static String interfaces(Row row) {
        switch (row.interfaces()) {
            case "?":
                return "interfaces not known";
            case "1":
                return "1 interface";
            default:
                return row.interfaces() + " interfaces";
        }
    }

    private void appendStart(StringBuilder out, Row row) {
        String severity = Words.of(row.severity());
        colour(out, colourOf(row.severity()), severity);
        spaces(out, SEVERITY - severity.length() + GAP);
        cell(out, row.status(), STATUS);
    }

    private void colour(StringBuilder out, String code, String text) {
        if (terminal.colour() == Terminal.Colour.OFF) {
            out.append(text);
        } else {
            out.append("\u001b[").append(code).append('m').append(text).append("\u001b[0m");
        }
    }

    private static String colourOf(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "1;31";
            case HIGH -> "31";
            case MEDIUM -> "33";
            case LOW -> "36";
            case NONE -> "0";
        };
    }

    private static void cell(StringBuilder out, String text, int width) {
        out.append(text);
        spaces(out, width - width(text) + GAP);
    }

    private static void spaces(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }
}
