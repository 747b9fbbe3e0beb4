package dev.weir.codec;

import dev.weir.finding.InternetPath;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.plan.Consequences;
import dev.weir.plan.Hazards;
import dev.weir.plan.LastUse;
import dev.weir.plan.LongestTracked;
import dev.weir.plan.Plan;
import dev.weir.plan.RejectLogs;
import dev.weir.plan.Reversal;
import dev.weir.plan.ReviewNeed;
import dev.weir.plan.Settling;
import dev.weir.plan.SeverityChange;
import dev.weir.plan.UntrackedConnections;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What carrying a plan out comes to, as a member of its file, and back; absent in files of before.
 *
 * <p>What is drawn from the rest of the plan is written for readers, and drawn again when it is read.
 */
record ConsequencesJson(JsonWriter json) {

    static final String FIELD = "consequences";

    void write(Plan plan, Consequences said) {
        json.object("severity", said.severity(), this::severity);
        json.object("takesEffect", said.settling(), this::settling);
        json.objects("rules", said.uses(), one -> {
            RuleJson.write(json, one.rule());
            json.truth("known", one.use().known())
                    .number("connections", one.use().connections())
                    .number("days", one.use().days())
                    .number("interfaces", one.use().interfaces())
                    .text("lastSeen", one.use().lastSeen().map(Instant::toString));
        });
        json.optional(
                "watched",
                said.watched(),
                watched -> json.number("interfaces", watched.interfaces())
                        .number("seen", watched.seen())
                        .number("days", watched.days())
                        .number("rejected", watched.rejected())
                        .number("rejectedDestinations", watched.rejectedDestinations()));
        json.object(
                "rejectLogs",
                said.rejectLogs(),
                logs -> json.truth("read", logs.read())
                        .number("interfaces", logs.interfaces())
                        .number("watched", logs.watched())
                        .objects(
                                "logs",
                                logs.logs(),
                                log -> json.text("id", log.id())
                                        .text("place", log.place())
                                        .number("aggregation", log.aggregation())));
        json.object(
                "reversal",
                Reversal.of(plan),
                reversal -> json.number("authorize", reversal.authorize().size())
                        .number("revoke", reversal.revoke().size())
                        .texts("lostIds", reversal.lostIds()));
        json.object("mayBreak", Hazards.of(plan), this::hazards);
        json.object(
                "review",
                ReviewNeed.of(plan),
                need -> json.truth("needed", need.isNeeded())
                        .texts(
                                "failing",
                                need.failing().stream().map(gate -> gate.id()).toList())
                        .number("open", need.open())
                        .number("ambiguous", need.ambiguous()));
    }

    private void severity(SeverityChange change) {
        json.number("interfaces", change.interfaces())
                .truth("interfacesRead", change.interfacesRead())
                .objects("before", change.before(), this::assessed)
                .objects("after", change.after(), this::assessed);
    }

    private void assessed(SeverityChange.Assessed one) {
        json.text("reading", one.reading().id())
                .text("verdict", one.verdict().toString())
                .text("severity", one.severity().toString())
                .text("internetPath", one.path().answer().toString())
                .texts("via", one.path().via())
                .truth("publicAddress", one.path().publicAddress());
    }

    private void settling(Settling settling) {
        json.optional("longest", settling.longest(), longest -> {
            json.text("interface", longest.networkInterface())
                    .number("idleSeconds", longest.idle().toSeconds())
                    .text("source", id(longest.tracking().source()));
            TrackingJson.write(json, longest.tracking());
        });
        json.objects(
                "cutAtOnce",
                settling.cuts(),
                cut -> json.text("way", id(cut.way()))
                        .text("family", id(cut.family()))
                        .text("protocol", cut.protocol().toString())
                        .texts(
                                "ports",
                                cut.ports().stream().map(ConsequencesJson::text).toList())
                        .number("interfaces", cut.interfaces())
                        .number("destinations", cut.destinations()));
        json.optional("lasting", settling.lasting(), lasting -> {
            json.number("destinations", lasting.destinations());
            RuleJson.write(json, lasting.service());
            json.text("address", lasting.destination().toString())
                    .number("seconds", lasting.longest().toSeconds());
        });
    }

    private void hazards(Hazards hazards) {
        json.number("backtested", hazards.backtested())
                .number("deniedLater", hazards.deniedLater())
                .number("answeredNo", hazards.answeredNo())
                .number("once", hazards.once())
                .number("changing", hazards.changing())
                .number("days", hazards.period())
                .number("blindDays", hazards.blind())
                .number("rejected", hazards.rejected());
    }

    static Consequences read(JsonObject tree) {
        return new Consequences(
                severity(tree.object("severity")),
                settling(tree.object("takesEffect")),
                tree.objects(
                        "rules",
                        one -> new Consequences.RuleUse(
                                RuleJson.rule(one),
                                new LastUse(
                                        one.is("known"),
                                        one.number("connections"),
                                        one.small("days"),
                                        one.small("interfaces"),
                                        one.optional("lastSeen").map(Instant::parse)))),
                tree.optionalObject(
                        "watched",
                        watched -> new Consequences.Watched(
                                watched.small("interfaces"),
                                watched.small("seen"),
                                watched.small("days"),
                                watched.number("rejected"),
                                watched.small("rejectedDestinations"))),
                rejectLogs(tree.object("rejectLogs")));
    }

    private static SeverityChange severity(JsonObject tree) {
        return new SeverityChange(
                tree.optionalSmall("interfaces"),
                tree.is("interfacesRead"),
                tree.objects("before", ConsequencesJson::assessed),
                tree.objects("after", ConsequencesJson::assessed));
    }

    private static SeverityChange.Assessed assessed(JsonObject tree) {
        return new SeverityChange.Assessed(
                tree.oneOf("reading", Reading.values(), Reading::id, "reading"),
                tree.oneOf("verdict", Verdict.values(), ConsequencesJson::id, "word"),
                Severity.parse(tree.text("severity")),
                new InternetPath(
                        tree.oneOf("internetPath", InternetPath.Answer.values(), ConsequencesJson::id, "word"),
                        tree.texts("via"),
                        tree.is("publicAddress")));
    }

    private static Settling settling(JsonObject tree) {
        return new Settling(
                tree.optionalObject(
                        "longest",
                        longest -> new LongestTracked(
                                longest.text("interface"),
                                Duration.ofSeconds(longest.number("idleSeconds")),
                                TrackingJson.read(longest))),
                tree.objects(
                        "cutAtOnce",
                        cut -> new Settling.Cut(
                                cut.oneOf("way", UntrackedConnections.Way.values(), ConsequencesJson::id, "word"),
                                cut.oneOf("family", IpFamily.values(), ConsequencesJson::id, "word"),
                                Protocol.parse(cut.text("protocol")),
                                cut.texts("ports", ConsequencesJson::ports),
                                cut.small("interfaces"),
                                cut.optionalSmall("destinations"))),
                tree.optionalObject(
                        "lasting",
                        lasting -> new Settling.Lasting(
                                lasting.small("destinations"),
                                RuleJson.service(lasting),
                                IpAddress.parse(lasting.text("address")),
                                Duration.ofSeconds(lasting.number("seconds")))));
    }

    private static RejectLogs rejectLogs(JsonObject tree) {
        return new RejectLogs(
                tree.is("read"),
                tree.small("interfaces"),
                tree.small("watched"),
                tree.objects(
                        "logs",
                        log -> new RejectLogs.Log(
                                log.text("id"), log.text("place"), log.optionalSmall("aggregation"))));
    }

    private static String text(PortRange ports) {
        return ports.from() == ports.to() ? Integer.toString(ports.from()) : ports.from() + "-" + ports.to();
    }

    private static PortRange ports(String text) {
        int dash = text.indexOf('-');
        int from = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        return new PortRange(from, dash < 0 ? from : Integer.parseInt(text.substring(dash + 1)));
    }

    private static String id(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
