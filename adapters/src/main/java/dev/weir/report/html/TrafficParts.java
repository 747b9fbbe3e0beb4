package dev.weir.report.html;

import dev.weir.operation.SeenTraffic;
import dev.weir.report.NameWords;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Timestamp;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.Peer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What was observed of a group: how well, when, and every conversation that its interfaces began. */
final class TrafficParts {

    private static final int MOST = 100;

    private TrafficParts() {}

    /** {@code 2026-10-23 to 2026-11-21, UTC}. */
    static String words(ObservationPeriod period) {
        return period.firstDay() + " to " + period.lastDay() + ", UTC";
    }

    static void append(Markup out, SeenTraffic seen) {
        GroupTraffic traffic = seen.group();
        ObservationPeriod period = seen.period();
        Set<LocalDate> watched = new TreeSet<>();
        traffic.interfaces().forEach(one -> watched.addAll(one.days()));
        if (traffic.interfaces().stream().noneMatch(InterfaceCoverage::isObserved)) {
            out.element(
                    "p",
                    "None of its interfaces was watched " + words(period) + ", so nothing is known of its traffic.");
            return;
        }
        GroupTraffic.Figures figures = traffic.figures();
        out.element(
                "p",
                Counted.of(figures.connections(), "connection") + " (a lower bound) that its interfaces began, "
                        + words(period) + ". Watched: " + watched.size() + " of " + Counted.of(period.days(), "day")
                        + ", "
                        + Percent.of(figures.hoursObserved(), figures.hoursExpected(), "interface-hour")
                        + ". Ambiguous: " + Percent.of(figures.ambiguous(), figures.connections(), "connection")
                        + ". Lost: " + Percent.of(figures.lost(), figures.records() + figures.lost(), "record") + ".");
        out.raw("<div class=\"beside\">\n");
        HourMap.append(out, "Conversations seen", "v-used", traffic.observations(), period, watched);
        if (traffic.denied().isEmpty()) {
            out.element("p", "Nothing was denied in that time.");
        } else {
            HourMap.append(out, "Conversations denied", "v-denied", traffic.denied(), period, watched);
        }
        out.raw("</div>\n");
        conversations(out, seen, period);
    }

    private static void conversations(Markup out, SeenTraffic seen, ObservationPeriod period) {
        List<Conversation> all = seen.group().conversations();
        if (all.isEmpty()) {
            return;
        }
        out.raw("<h4>Conversations</h4>\n")
                .table("Protocol and port", "To", "Known as", "#Connections", "#Days", "Last seen (UTC)", "Began here");
        for (Conversation one : all.subList(0, Math.min(MOST, all.size()))) {
            out.raw("<tr>")
                    .element("td", one.service().toString())
                    .element("td", one.destination().toString())
                    .element("td", name(seen, one))
                    .element("td", "number", Counted.number(one.connections()))
                    .element("td", "number", one.days().size() + " of " + period.days())
                    .element("td", Timestamp.minutes(one.lastSeen()).replace(" UTC", ""))
                    .element(
                            "td",
                            one.confidence().name().toLowerCase(Locale.ROOT)
                                    + (one.ambiguousConnections() > 0 ? ", ambiguous" : ""))
                    .raw("</tr>\n");
        }
        out.endTable(0);
        if (all.size() > MOST) {
            out.raw("<p>and ")
                    .text(Counted.number(all.size() - MOST))
                    .raw(" more; <code>weir plan</code> uses all of them</p>\n");
        }
    }

    private static String name(SeenTraffic seen, Conversation one) {
        Peer peer = one.peer();
        List<String> names = new ArrayList<>();
        seen.names()
                .map(known -> NameWords.of(known.of(one.service(), one.destination())))
                .filter(words -> !words.isEmpty())
                .ifPresent(names::add);
        peer.groups().stream().map(seen::title).forEach(names::add);
        peer.prefixLists().stream().findFirst().ifPresent(names::add);
        if (peer.groups().isEmpty() && peer.prefixLists().isEmpty()) {
            peer.subnet().ifPresent(names::add);
        }
        peer.awsService().ifPresent(names::add);
        return String.join(", ", names);
    }
}
