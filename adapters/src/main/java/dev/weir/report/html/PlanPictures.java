package dev.weir.report.html;

import dev.weir.backtest.Backtest;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Timestamp;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/** What argues for a plan, drawn: rules against addresses, and what the method would have broken by day. */
final class PlanPictures {

    private static final int TICKS = 6;
    private static final int DENIED = 50;

    private PlanPictures() {}

    /** How the plan trades rules for addresses, with the point that it chose. */
    static void curve(Markup out, Plan plan) {
        List<Plan.TradeoffPoint> points = plan.learning().curve();
        if (points.isEmpty()) {
            out.element("p", "Nothing was learned from flows, so there is no choice to draw.");
            return;
        }
        int chosen = 0;
        BigInteger neverSeen = BigInteger.ZERO;
        for (Authorization one : plan.authorize()) {
            chosen += one.evidence().isPresent() ? 1 : 0;
            neverSeen = neverSeen.add(
                    one.evidence().map(Authorization.ServedTraffic::neverSeen).orElse(BigInteger.ZERO));
        }
        int rules = chosen;
        BigInteger own = points.stream()
                .filter(point -> point.rules() == rules)
                .map(Plan.TradeoffPoint::neverSeen)
                .findFirst()
                .orElse(neverSeen);
        String words = Counted.of(rules, "rule") + ", " + Counted.number(own) + " never seen";
        if (points.size() == 1) {
            out.element(
                    "p",
                    "There was one choice, " + words
                            + ": fewer rules cannot hold what is needed, and more gain nothing.");
            return;
        }
        int first = Math.min(rules, points.get(0).rules());
        int last = Math.max(rules, points.get(points.size() - 1).rules());
        double top =
                magnitude(points.stream().map(Plan.TradeoffPoint::neverSeen).reduce(own, BigInteger::max));
        Chart chart = new Chart(
                        out,
                        "Rules against addresses: " + Counted.of(points.size(), "choice") + " from "
                                + Counted.of(first, "rule") + " to " + Counted.number(last) + "; this plan: " + words,
                        first,
                        last,
                        top)
                .axes("number of rules", "(port, address) points permitted and never seen, logarithmic");
        chart.tickY(0, "0");
        int powers = (int) top;
        for (int power = 0; power <= powers; power += Math.max(1, powers / TICKS)) {
            BigInteger value = BigInteger.TEN.pow(power);
            if (magnitude(value) <= top) {
                chart.tickY(magnitude(value), power < 6 ? Counted.number(value) : "1e" + power);
            }
        }
        for (int tick = first; tick <= last; tick += Math.max(1, (last - first) / TICKS)) {
            chart.tickX(tick, Integer.toString(tick));
        }
        chart.line(points.stream()
                .map(point -> new double[] {point.rules(), magnitude(point.neverSeen())})
                .toList());
        for (Plan.TradeoffPoint point : points) {
            chart.dot(
                    point.rules(),
                    magnitude(point.neverSeen()),
                    Counted.of(point.rules(), "rule") + ": " + Counted.number(point.neverSeen()) + " never seen");
        }
        chart.ring(rules, magnitude(own), "this plan: " + words);
        chart.end("Each dot is a choice of the optimiser: fewer rules permit more that was never seen. The ring is what"
                + " this plan authorizes from evidence; --max-rules takes another point.");
    }

    /** What rules learned from the earlier part of the period would have denied in the later, by the day of each one's first. */
    static void backtest(Markup out, Plan plan) {
        if (plan.learning().backtest().isEmpty()) {
            out.element("p", "No backtest: without flows of two days there is no later part to replay.");
            return;
        }
        Backtest backtest = plan.learning().backtest().get();
        LocalDate from = Timestamp.day(backtest.learnedTo());
        LocalDate to = plan.learning()
                .observed()
                .map(observed -> Timestamp.day(observed.to().minusSeconds(1)))
                .filter(last -> !last.isBefore(from))
                .orElse(from);
        out.element(
                "p",
                "Learned to " + from.minusDays(1) + ", replayed " + from + " to " + to + " (UTC): "
                        + Counted.number(backtest.permitted()) + " of "
                        + Counted.of(backtest.connections(), "connection") + " permitted, "
                        + Counted.number(backtest.connections() - backtest.permitted()) + " denied.");
        if (backtest.denied().isEmpty()) {
            return;
        }
        TreeMap<LocalDate, Long> byDay = new TreeMap<>();
        backtest.denied().forEach(one -> byDay.merge(Timestamp.day(one.at()), one.connections(), Long::sum));
        long days = to.toEpochDay() - from.toEpochDay() + 1;
        long most = byDay.values().stream().mapToLong(Long::longValue).max().orElse(1);
        Chart chart = new Chart(
                        out,
                        "What would have been denied, by day: " + Counted.of(byDay.size(), "day") + " of " + days
                                + ", at most " + Counted.of(most, "connection"),
                        0,
                        days,
                        most)
                .axes("day on which each was first denied (UTC)", "connections, a lower bound");
        chart.tickY(0, "0").tickY(most, Counted.number(most));
        for (long i = 0; i < days; i += Math.max(1, (days + TICKS - 1) / TICKS)) {
            chart.tickX(i + 0.5, from.plusDays(i).toString());
        }
        byDay.forEach((day, connections) -> {
            long at = Math.max(0, day.toEpochDay() - from.toEpochDay());
            chart.bar(at, at + 1.0, connections, "v-denied", day + ": " + Counted.of(connections, "connection"));
        });
        chart.end("Connections that rules learned from the earlier days alone would have denied. All connections of one"
                + " interface, port and destination stand on the day of the first.");
        table(out, backtest);
    }

    private static void table(Markup out, Backtest backtest) {
        out.table("Would have been denied", "Interface", "First (UTC)", "#Connections");
        backtest.denied().stream()
                .limit(DENIED)
                .forEach(one -> out.raw("<tr>")
                        .element("td", one.service() + " to " + one.destination())
                        .element("td", one.networkInterface())
                        .element("td", Timestamp.minutes(one.at()))
                        .element("td", "number", Counted.number(one.connections()))
                        .raw("</tr>\n"));
        out.endTable(backtest.denied().size() - DENIED);
    }

    /** The logarithm of one more, so that none has a place of its own. */
    private static double magnitude(BigInteger number) {
        return Math.log10(number.add(BigInteger.ONE).doubleValue());
    }
}
