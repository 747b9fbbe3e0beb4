package dev.weir.report.trend;

import dev.weir.finding.Check;
import dev.weir.finding.Reading;
import dev.weir.operation.trend.Trend;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** A trend for people: three lines of bars, then one row for each period, all within 80 columns. */
public final class TrendText {

    private static final int LABEL = 18;
    private static final int FIGURES = 16;
    private static final int UNREAD = 20;

    private final Trend trend;
    private final Terminal terminal;
    private final TextLines out;

    public TrendText(Trend trend, Terminal terminal) {
        this.trend = trend;
        this.terminal = terminal;
        out = new TextLines(terminal.columns());
    }

    /** The whole text, with a line end. */
    public String render() {
        out.line(Check.OUTBOUND_ACCESS_RESTRICTED.id() + "  open groups, " + Counted.of(trend.states(), "state")
                + " from " + Timestamp.day(trend.first()) + " to " + Timestamp.day(trend.last()) + ", by "
                + trend.step().id());
        if (!trend.filter().isAll()) {
            paragraph("only what is meant is counted: "
                    + Printable.of(trend.filter().toString()));
        }
        out.blank();
        bars("on any port", ended -> ended.of(Reading.ANY_PORT).open());
        bars("on all ports", ended -> ended.of(Reading.ALL_PORTS).open());
        bars("high or critical", Trend.Ended::severe);
        out.blank().table(table()).blank();
        paragraph(
                "open: fails or is unknown, and is not suppressed; age: days that those open on any port have been, on"
                        + " average, + at least; exposure: the share of IPv4 that a group may reach, on average; - nothing"
                        + " was read");
        long notRead = trend.periods()
                .get(trend.periods().size() - 1)
                .ended()
                .map(Trend.Ended::notRead)
                .orElse(0L);
        if (notRead > 0) {
            paragraph(Counted.of(notRead, "group was", "groups were")
                    + " not read at the end, and stand as they were read last");
        }
        if (!trend.unread().isEmpty()) {
            paragraph("incomplete: what could not be read, so that what is missing above is not known to be clean:");
            out.few(trend.unread(), UNREAD, 2, "; --format json lists them all");
        }
        return out.toString();
    }

    private void bars(String label, ToLongFunction<Trend.Ended> number) {
        List<OptionalLong> numbers = trend.periods().stream()
                .map(period -> period.ended()
                        .map(ended -> OptionalLong.of(number.applyAsLong(ended)))
                        .orElse(OptionalLong.empty()))
                .toList();
        String first = Counted.number(numbers.get(0).orElse(0));
        String last = Counted.number(numbers.get(numbers.size() - 1).orElse(0));
        int room = Math.max(10, Math.min(terminal.columns(), 120) - LABEL - FIGURES);
        String bars = Sparkline.of(numbers, room);
        out.line(label + " ".repeat(LABEL - label.length()) + bars + "  " + first + " to " + last);
    }

    private Table table() {
        Table table = new Table(
                0,
                2,
                Table.Column.kept(trend.step() == Trend.Step.WEEK ? "WEEK OF" : "DAY")
                        .close(),
                Table.Column.number("GROUPS").close(),
                Table.Column.number("ANY-PORT").close(),
                Table.Column.number("ALL-PORTS").close(),
                Table.Column.number("UNKNOWN").close(),
                Table.Column.number("HIDDEN").close(),
                Table.Column.number("OPENED").close(),
                Table.Column.number("CLOSED").close(),
                Table.Column.number("AGE").close(),
                Table.Column.number("EXPOSURE"));
        for (Trend.Period period : trend.periods()) {
            String begin = period.begin().toString();
            if (period.ended().isEmpty()) {
                table.row(begin, "-", "-", "-", "-", "-", "-", "-", "-", "-");
                continue;
            }
            Trend.Ended ended = period.ended().get();
            Trend.OpenGroups any = ended.of(Reading.ANY_PORT);
            table.row(
                    begin,
                    Counted.number(ended.securityGroups()),
                    Counted.number(any.open()),
                    Counted.number(ended.of(Reading.ALL_PORTS).open()),
                    Counted.number(any.unknown()),
                    Counted.number(any.suppressed()),
                    Counted.number(any.opened()),
                    Counted.number(any.closed()),
                    age(any),
                    Percent.about(ended.exposureIpv4()));
        }
        return table;
    }

    private static String age(Trend.OpenGroups counts) {
        if (counts.open() == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, "%.0f", counts.meanAgeDays()) + (counts.ageAtLeast() ? "+" : "");
    }

    private void paragraph(String text) {
        out.paragraph(text, 0, 0);
    }
}
