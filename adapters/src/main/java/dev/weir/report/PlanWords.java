package dev.weir.report;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.DenialChance;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Reading;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Proof;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Doubt;
import dev.weir.review.Needed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sentences about a plan that every format says alike. */
public final class PlanWords {

    private static final int POINTS_SHOWN = 6;

    private PlanWords() {}

    /** What the plan does, first of all: {@code closes all-ports and any-port: 1 rule out, 4 in}. */
    public static String headline(Plan plan) {
        boolean allPorts = Boolean.TRUE.equals(plan.effect().clears().get(Reading.ALL_PORTS));
        boolean anyPort = Boolean.TRUE.equals(plan.effect().clears().get(Reading.ANY_PORT));
        String change = Counted.of(plan.revoke().size(), "rule") + " out, "
                + Counted.number(plan.authorize().size()) + " in";
        if (plan.revoke().isEmpty() && plan.authorize().isEmpty()) {
            change = "nothing to change";
        }
        List<String> judged = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Plan.StaysOpen one : plan.effect().staysOpen()) {
            boolean isJudged = !anyPort && one.service().protocol().hasPorts();
            (isJudged ? judged : others)
                    .add(one.service() + (one.reason().isEmpty() ? "" : ": " + Printable.of(one.reason())));
        }
        String also = others.isEmpty() ? "" : "; its destinations are not pinned for " + String.join("; ", others);
        if (allPorts && anyPort) {
            return "closes all-ports and any-port: " + change + also;
        }
        String why = judged.isEmpty() ? "something that was not read may be the world" : String.join("; ", judged);
        return (allPorts
                        ? "closes all-ports; any-port stays open for " + why
                        : "closes neither reading; stays open for " + why)
                + also + "; " + change;
    }

    /** How many interfaces the group is on, as far as they were read. */
    public static String interfaces(Plan plan) {
        int count = plan.precondition().interfaces().size();
        boolean unread = plan.gates().stream().anyMatch(gate -> gate.name() == Gate.Name.ATTACHMENT && gate.fails());
        if (unread && count == 0) {
            return "network interfaces not read";
        }
        return (unread ? "at least " : "") + Counted.of(count, "network interface");
    }

    public static String learnedFrom(Plan.Observed observed) {
        return "learned from %s, %s to %s"
                .formatted(
                        Counted.of(observed.connections(), "outbound connection"),
                        Timestamp.day(observed.from()),
                        Timestamp.day(observed.to().minusSeconds(1)));
    }

    public static String exposure(Plan plan) {
        return "IPv4 " + Percent.of(plan.effect().before().ipv4()) + " before, "
                + Percent.of(plan.effect().after().ipv4()) + " after"
                + ipv6(plan.effect().before(), plan.effect().after())
                + " (of TCP and UDP ports x public addresses)";
    }

    private static String ipv6(Exposure before, Exposure after) {
        return before.ipv6().isZero() && after.ipv6().isZero()
                ? ""
                : "; IPv6 " + Percent.of(before.ipv6()) + " before, " + Percent.of(after.ipv6()) + " after";
    }

    /** What speaks for the plan and what it rests on: label and sentence, in the order they are said. */
    public static Map<String, String> statements(Plan plan) {
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put("proof", proof(plan));
        ambiguous(plan).ifPresent(words -> statements.put("ambiguous", words));
        NameWords.extent(plan.learning().named()).ifPresent(words -> statements.put("names", words));
        open(plan.learning().reviewed().doubts()).ifPresent(words -> statements.put("open", words));
        if (!plan.learning().reviewed().answers().isEmpty()) {
            statements.put("answered", answered(plan.learning().reviewed().answers()));
        }
        statements.put("exposure", exposure(plan));
        if (!plan.precondition().reliesOn().isEmpty()) {
            statements.put("relies on", reliesOn(plan.precondition().reliesOn()));
        }
        if (!plan.learning().curve().isEmpty()) {
            statements.put("curve", curve(plan.learning().curve()));
        }
        plan.learning().backtest().ifPresent(backtest -> statements.put("backtest", backtest(backtest)));
        plan.learning().unseen().ifPresent(unseen -> statements.put("new", unseen(unseen)));
        plan.learning().chance().ifPresent(chance -> statements.put("chance", chance(chance)));
        if (!plan.hints().isEmpty()) {
            statements.put(
                    "hint",
                    String.join("\n", plan.hints().stream().map(Printable::of).toList()));
        }
        statements.put(
                "no rule",
                "is needed for the VPC's own DNS resolver, DHCP, instance metadata and time sync: security groups do"
                        + " not filter them");
        return statements;
    }

    private static String proof(Plan plan) {
        Proof proof = plan.proof();
        List<String> parts = new ArrayList<>();
        parts.add("narrower than now " + mark(proof.narrows()));
        if (proof.permitsObserved().isPresent() || plan.learning().observed().isPresent()) {
            boolean denied = plan.learning().reviewed().answers().stream().anyMatch(one -> one.needed() == Needed.NO);
            parts.add("permits all that was observed" + (denied ? " but for what was answered no" : "")
                    + proof.permitsObserved()
                            .map(permits -> " " + mark(permits))
                            .orElse(": unknown, not all of it could be read"));
        }
        parts.add("nothing forbidden " + mark(proof.nothingForbidden()));
        Proof.QuotaUse ipv4 = proof.ipv4();
        Proof.QuotaUse ipv6 = proof.ipv6();
        parts.add("%d of %d rules, %d while applying %s"
                .formatted(ipv4.used(), ipv4.limit(), ipv4.whileApplying(), mark(ipv4.fits())));
        if (!plan.intermediate().isEmpty()) {
            parts.add("in two steps, through " + Counted.of(plan.intermediate().size(), "coarser or old rule"));
        }
        if (ipv6.whileApplying() > 0) {
            parts.add("IPv6 %d of %d, %d while applying %s"
                    .formatted(ipv6.used(), ipv6.limit(), ipv6.whileApplying(), mark(ipv6.fits())));
        }
        return String.join("  ", parts);
    }

    /** Which rules may serve answers alone, what would tell, and how to be rid of them. */
    private static Optional<String> ambiguous(Plan plan) {
        List<SecurityGroupRule.Known> rules = plan.authorize().stream()
                .filter(one -> one.evidence()
                        .filter(Authorization.ServedTraffic::isAmbiguous)
                        .isPresent())
                .map(Authorization::rule)
                .toList();
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        boolean tcp = rules.stream().anyMatch(rule -> rule.service().protocol().equals(Protocol.TCP));
        return Optional.of(rules.size() + " of " + Counted.of(plan.authorize().size(), "rule")
                + (rules.size() == 1 ? " rests" : " rest") + " on ambiguous records alone, and "
                + (rules.size() == 1 ? "says" : "say")
                + " so above: who began that traffic they cannot tell, and its answers need no rule; help: "
                + (tcp ? "of TCP, connections whose start is in flow logs with tcp-flags and flow-direction do; " : "")
                + "say which are answers alone: `weir review PLAN --out answers.yaml`");
    }

    /** What a person may decide, and how. */
    private static Optional<String> open(List<Doubt> doubts) {
        if (doubts.isEmpty()) {
            return Optional.empty();
        }
        Map<Doubt.Kind, Integer> counts = new EnumMap<>(Doubt.Kind.class);
        doubts.forEach(doubt -> counts.merge(doubt.kind(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        int undecided =
                counts.getOrDefault(Doubt.Kind.UNDECIDED, 0) + counts.getOrDefault(Doubt.Kind.UNDECIDED_ONCE, 0);
        if (undecided > 0) {
            words.add(Counted.number(undecided) + " of which records do not tell who began");
        }
        Optional.ofNullable(counts.get(Doubt.Kind.CHANGING))
                .ifPresent(count -> words.add(Counted.number(count) + " not seen every week"));
        Optional.ofNullable(counts.get(Doubt.Kind.ONCE))
                .ifPresent(count -> words.add(Counted.number(count) + " seen on one day"));
        return Optional.of(Counted.of(doubts.size(), "destination") + " that a person may decide: "
                + String.join(", ", words) + "; help: `weir review PLAN --out answers.yaml` asks");
    }

    /** Who decided what and when, a line for each that said the same. */
    private static String answered(List<AnsweredDoubt> answers) {
        Map<String, List<AnsweredDoubt>> alike = new LinkedHashMap<>();
        answers.forEach(one -> alike.computeIfAbsent(
                        one.needed().id() + " by " + Printable.of(one.by()) + " on " + one.on(),
                        unused -> new ArrayList<>())
                .add(one));
        List<String> lines = new ArrayList<>();
        alike.forEach((who, about) -> lines.add(who + ": "
                + Counted.few(about, POINTS_SHOWN, one -> one.doubt().point().toString())));
        return String.join("\n", lines);
    }

    private static String mark(boolean holds) {
        return holds ? "✓" : "NO";
    }

    private static String reliesOn(List<Precondition.ReliesOn> relied) {
        return String.join(
                "; ",
                relied.stream()
                        .map(one -> Printable.of(one.group()) + " for " + one.service() + " to "
                                + Printable.of(one.destination().text()))
                        .toList());
    }

    private static String curve(List<Plan.TradeoffPoint> points) {
        List<String> words = new ArrayList<>();
        int step = Math.max(1, (points.size() + POINTS_SHOWN - 2) / (POINTS_SHOWN - 1));
        for (int i = 0; i < points.size(); i++) {
            if (i % step == 0 || i + 1 == points.size()) {
                words.add(points.get(i).rules() + ": "
                        + Counted.number(points.get(i).neverSeen()));
            }
        }
        return "rules: addresses never seen  " + String.join("  ", words);
    }

    private static String backtest(Backtest backtest) {
        String words = "learned to %s, replayed after: %s of %s permitted"
                .formatted(
                        Timestamp.day(backtest.learnedTo()),
                        Counted.number(backtest.permitted()),
                        Counted.number(backtest.connections()));
        if (backtest.denied().isEmpty()) {
            return words;
        }
        return words + "; denied then: "
                + Counted.few(
                        backtest.denied(),
                        5,
                        one -> service(one.service()) + " " + one.destination() + " (" + one.connections() + ")");
    }

    private static String unseen(UnseenMass unseen) {
        if (unseen.share() == 0) {
            return "every destination was seen on two days or more; " + aMonth(unseen.newDestinationsNext30Days())
                    + " to be expected";
        }
        return "about %s of connections go to new destinations (at most %s): %s"
                .formatted(
                        Percent.about(unseen.share()),
                        Percent.about(unseen.upper95()),
                        aMonth(unseen.newDestinationsNext30Days()));
    }

    /** How likely a denial is, over which days, and what that rests on. */
    public static String chance(DenialChance chance) {
        String days = Counted.of(chance.days(), "day was", "days were") + " observed";
        return chance.stated()
                .map(stated -> chance(stated) + " that something needed is denied within " + DenialChance.HORIZON_DAYS
                        + " days: " + days + ", and " + (chance.freshDays() == 0 ? "none" : chance.freshDays())
                        + " of them brought what rules learned from the days before would have denied")
                .orElseGet(() -> "not stated how likely something needed is denied within " + DenialChance.HORIZON_DAYS
                        + " days: " + days + ", and at least " + DenialChance.FEWEST_DAYS + " tell");
    }

    /** {@code about 32 % (90 % interval 0 to 91 %)}. */
    public static String chance(DenialChance.Stated stated) {
        long percent = Math.round(stated.probability() * 100);
        String about = percent == 0 ? "less than 1 %" : percent == 100 ? "more than 99 %" : "about " + percent + " %";
        // Outward, from thousandths that a double only comes near to.
        long low = Math.floorDiv(Math.round(stated.low() * 1000), 10L);
        long high = -Math.floorDiv(-Math.round(stated.high() * 1000), 10L);
        return about + " (90 % interval " + low + " to " + high + " %)";
    }

    public static String service(Service service) {
        return service.protocol().isAll() ? "all" : service.toString();
    }

    /** {@code about 12 a month}, {@code less than 1 a month}. */
    public static String aMonth(double count) {
        if (count == 0) {
            return "none a month";
        }
        return count < 1 ? "less than 1 a month" : "about " + Math.round(count) + " a month";
    }

    /** How many connections speak for a rule, and whether they may all be answers. */
    public static String connections(Authorization.ServedTraffic seen) {
        return Counted.number(seen.connections()) + (seen.isAmbiguous() ? " (ambiguous)" : "");
    }
}
