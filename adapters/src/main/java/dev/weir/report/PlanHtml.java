package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** A plan as one page that loads nothing: the change, what holds, the gates, and two pictures. */
public final class PlanHtml {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 240;
    private static final int EDGE = 48;

    private final Plan plan;

    public PlanHtml(Plan plan) {
        this.plan = plan;
    }

    /** What every page begins with. */
    public static String head() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>weir plan</title>
                <style>
                body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24 }
                table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .75rem .25rem 0 }
                td.n, th.n { text-align: right } td { border-top: 1px solid #d0d7de; overflow-wrap: anywhere }
                td:first-child, td.n { white-space: nowrap }
                .revoke { color: #a40e26 } .authorize { color: #116329 } .fail { color: #a40e26; font-weight: 600 }
                figure { margin: 2rem 0 } svg { max-width: 100%; height: auto } text { font: 12px system-ui, sans-serif; fill: #1b1f24 }
                </style>
                </head>
                <body>
                """;
    }

    /** What every page ends with. */
    public static String foot() {
        return "</body>\n</html>\n";
    }

    /** The part of the page that is about this plan. */
    public String section() {
        StringBuilder out = new StringBuilder("<section>\n<h1>Security group ")
                .append(text(plan.group().id()));
        out.append(plan.group().name().isEmpty() ? "" : " (" + text(plan.group().name()) + ")")
                .append("</h1>\n<p>");
        out.append(text(PlanWords.headline(plan))).append("</p>\n");
        plan.observed()
                .ifPresent(observed -> out.append("<p>")
                        .append(text(PlanWords.learnedFrom(observed)))
                        .append("</p>\n"));
        out.append(
                "<table>\n<tr><th></th><th>protocol and ports</th><th>destination</th><th class=\"n\">connections</th>");
        out.append("<th class=\"n\">days</th><th class=\"n\">never seen</th></tr>\n");
        PlanRow.of(plan).forEach(row -> row(out, row));
        out.append("</table>\n<h2>What holds</h2>\n<table>\n");
        PlanWords.statements(plan)
                .forEach((label, words) -> out.append("<tr><td>")
                        .append(text(label))
                        .append("</td><td>")
                        .append(text(words.replace("\n", "; ")))
                        .append("</td></tr>\n"));
        out.append("</table>\n").append(curve()).append(space()).append("<h2>Gates</h2>\n<table>\n");
        for (Gate gate : plan.gates()) {
            out.append("<tr><td>")
                    .append(gate.name().id())
                    .append("</td><td class=\"")
                    .append(gate.status().id());
            out.append("\">").append(gate.status().id()).append("</td><td>").append(text(gate.reason()));
            out.append("</td></tr>\n");
        }
        return out.append("</table>\n</section>\n").toString();
    }

    private static void row(StringBuilder out, PlanRow row) {
        String sign = row.change().word;
        out.append("<tr><td class=\"").append(sign).append("\">").append(sign).append("</td><td>");
        out.append(text(row.service()))
                .append("</td><td>")
                .append(text(row.destination()))
                .append("</td>");
        String byHand = row.change() == PlanRow.WholeChange.AUTHORIZE ? "by hand" : "";
        for (String figure : row.evidence()
                .map(seen -> List.of(
                        PlanWords.connections(seen), Counted.number(seen.days()), Counted.number(seen.neverSeen())))
                .orElse(List.of(byHand, "", ""))) {
            out.append("<td class=\"n\">").append(figure).append("</td>");
        }
        out.append("</tr>\n");
    }

    /** Rules against addresses never seen, the latter on a logarithmic scale. */
    private String curve() {
        List<Plan.TradeoffPoint> points = plan.curve();
        if (points.isEmpty()) {
            return "";
        }
        double top = 1;
        int first = points.get(0).rules();
        int last = points.get(points.size() - 1).rules();
        for (Plan.TradeoffPoint point : points) {
            top = Math.max(top, magnitude(point.neverSeen()));
        }
        StringBuilder line = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Plan.TradeoffPoint point : points) {
            double x = EDGE + (WIDTH - 2.0 * EDGE) * (point.rules() - first) / Math.max(1, last - first);
            double y = HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * magnitude(point.neverSeen()) / top;
            line.append(coordinate(x)).append(',').append(coordinate(y)).append(' ');
            dots.append("<circle cx=\"")
                    .append(coordinate(x))
                    .append("\" cy=\"")
                    .append(coordinate(y));
            dots.append("\" r=\"3\" fill=\"#0969da\"><title>")
                    .append(Counted.of(point.rules(), "rule"))
                    .append(": ");
            dots.append(Counted.number(point.neverSeen())).append(" never seen</title></circle>\n");
        }
        return figure(
                "Rules against addresses never seen",
                "<polyline fill=\"none\" stroke=\"#0969da\" points=\""
                        + line.toString().strip() + "\"/>\n" + dots
                        + label(EDGE, HEIGHT - 16, Counted.of(first, "rule"))
                        + (first == last ? "" : label(WIDTH - EDGE - 40, HEIGHT - 16, Counted.of(last, "rule")))
                        + label(4, 24, Counted.number(points.get(0).neverSeen()) + " never seen"));
    }

    /** How many (port, address) points of TCP and UDP the old rules open, the new ones open, and were used. */
    private String space() {
        BigInteger used = BigInteger.ZERO;
        BigInteger named = BigInteger.ZERO;
        for (Authorization one : plan.authorize()) {
            if (one.evidence().isPresent()) {
                BigInteger seen = BigInteger.valueOf(one.evidence().get().destinations());
                used = used.add(seen);
                boolean byName = !(one.rule().destination() instanceof Destination.Addresses);
                named = byName ? named.add(seen).add(one.evidence().get().neverSeen()) : named;
            }
        }
        BigInteger before = points(plan.precondition().rules());
        BigInteger after = points(plan.result()).add(named);
        double top = Math.max(1, magnitude(before.max(after)));
        StringBuilder bars = new StringBuilder();
        bar(bars, 0, "old rules", before, top, "#a40e26");
        bar(bars, 1, "new rules", after, top, "#116329");
        bar(bars, 2, "used", used, top, "#0969da");
        return figure("Address space: ports x addresses of TCP and UDP, on a logarithmic scale", bars.toString());
    }

    private static void bar(StringBuilder out, int place, String name, BigInteger points, double top, String colour) {
        int y = 32 + place * 64;
        double width = (WIDTH - 2.0 * EDGE) * magnitude(points) / top;
        out.append(label(EDGE, y, name + ": " + Counted.number(points)));
        out.append("<rect x=\"").append(EDGE).append("\" y=\"").append(y + 8).append("\" height=\"20\" width=\"");
        out.append(coordinate(width)).append("\" fill=\"").append(colour).append("\"/>\n");
    }

    private static BigInteger points(List<SecurityGroupRule.Known> rules) {
        Permissions permissions = Permissions.of(rules, PrefixLists.NONE);
        BigInteger points = BigInteger.ZERO;
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
            for (IpFamily family : IpFamily.values()) {
                points = points.add(permissions.known().layer(protocol).size(family));
            }
        }
        return points;
    }

    private static double magnitude(BigInteger number) {
        return Math.log10(number.add(BigInteger.ONE).doubleValue());
    }

    private static String figure(String caption, String drawing) {
        return "<figure>\n<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">\n%s</svg>\n<figcaption>%s</figcaption>\n</figure>\n"
                .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, caption, drawing, caption);
    }

    private static String label(int x, int y, String words) {
        return "<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(x, y, text(words));
    }

    private static String coordinate(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /** Printable, and nothing in it is markup. */
    private static String text(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
