package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.plan.Consequences;
import dev.weir.plan.Hazards;
import dev.weir.plan.Plan;
import dev.weir.plan.RejectLogs;
import dev.weir.plan.Reversal;
import dev.weir.plan.ReviewNeed;
import dev.weir.plan.Settling;
import dev.weir.plan.SeverityChange;
import dev.weir.plan.UntrackedConnections;
import dev.weir.report.commands.ChangeCalls;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What carrying a plan out comes to, in sentences that every format says alike; printable. */
public final class ConsequenceWords {

    private static final int FEW = 3;

    private ConsequenceWords() {}

    /** Label and sentence, in the order in which they are asked: how bad it is, what may go wrong, how one would see it, and back. */
    public static Map<String, String> statements(Plan plan) {
        Map<String, String> statements = new LinkedHashMap<>();
        Optional<Consequences> known = plan.consequences();
        known.ifPresentOrElse(
                said -> statements.put("severity", severity(said.severity())),
                () -> statements.put(
                        "unknown",
                        "severity before and after, when it takes effect, and how many interfaces used a rule: an"
                                + " earlier weir made this plan, and did not keep that; help: `weir plan --refresh PLAN`"
                                + " with `--out` makes it again"));
        Hazards hazards = Hazards.of(plan);
        statements.put("may break", mayBreak(plan, hazards));
        known.ifPresent(said -> statements.put("in force", inForce(plan, said)));
        statements.put("watch", watch(plan, hazards));
        statements.put("review", review(ReviewNeed.of(plan)));
        statements.put("undo", undo(plan));
        return statements;
    }

    /** The calls that open again what the plan closes, to be copied; none where it closes nothing. */
    public static List<String> reopening(Plan plan) {
        if (plan.revoke().isEmpty()) {
            return List.of();
        }
        return ChangeCalls.authorize(plan.group().scope(), plan.group().id(), plan.revoke()).stream()
                .map(Printable::of)
                .toList();
    }

    /** {@code high to none}, by the worst reading; empty where it is not known. */
    public static Optional<String> worst(Plan plan) {
        return plan.consequences()
                .map(Consequences::severity)
                .map(change -> worst(change.before()) + " to " + worst(change.after()));
    }

    private static String worst(List<SeverityChange.Assessed> readings) {
        return Words.of(readings.stream()
                .map(SeverityChange.Assessed::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE));
    }

    private static String severity(SeverityChange change) {
        List<String> readings = new ArrayList<>();
        for (int i = 0; i < change.before().size() && i < change.after().size(); i++) {
            readings.add(change.before().get(i).reading().id() + " "
                    + severity(change.before().get(i)) + " before, "
                    + severity(change.after().get(i)) + " after");
        }
        return String.join("; ", readings) + " (" + interfaces(change) + path(change) + ")";
    }

    private static String severity(SeverityChange.Assessed one) {
        return Words.of(one.severity()) + (one.verdict() == Verdict.UNKNOWN ? " (unknown, not all was read)" : "");
    }

    private static String interfaces(SeverityChange change) {
        if (change.interfaces().isEmpty()) {
            return "its interfaces were not read";
        }
        return "on " + (change.interfacesRead() ? "" : "at least ")
                + Counted.of(change.interfaces().getAsInt(), "interface");
    }

    private static String path(SeverityChange change) {
        if (change.before().isEmpty()) {
            return "";
        }
        InternetPath path = change.before().get(0).path();
        return switch (path.answer()) {
            case NO -> ", no path to the internet";
            case UNKNOWN -> ", path to the internet not known" + via(path);
            case YES ->
                ", path to the internet" + via(path)
                        + (path.publicAddress() ? ", with a public address and an internet gateway" : "");
        };
    }

    private static String via(InternetPath path) {
        if (path.via().isEmpty()) {
            return "";
        }
        return " by " + Counted.few(path.via(), FEW, Printable::of);
    }

    private static String mayBreak(Plan plan, Hazards hazards) {
        List<String> parts = new ArrayList<>();
        if (plan.learning().observed().isEmpty()) {
            parts.add("whatever was not said by hand: nothing was observed");
        } else if (plan.proof().permitsObserved().isEmpty()) {
            parts.add("not known: not all that was observed could be read");
        } else if (!plan.proof().permitsObserved().get()) {
            parts.add("something that was observed is denied");
        } else {
            parts.add(
                    hazards.answeredNo() == 0
                            ? "nothing that was observed"
                            : "of what was observed " + Counted.of(hazards.answeredNo(), "destination")
                                    + " that somebody said " + (hazards.answeredNo() == 1 ? "is" : "are")
                                    + " not needed");
        }
        if (hazards.deniedLater() > 0) {
            parts.add("rules learned from the earlier days would have denied "
                    + Counted.number(hazards.deniedLater()) + " of "
                    + Counted.of(hazards.backtested(), "later connection"));
        }
        if (hazards.once() > 0) {
            parts.add(Counted.of(hazards.once(), "destination was", "destinations were")
                    + " seen on one day alone, so there may be others like "
                    + (hazards.once() == 1 ? "it" : "them"));
        }
        if (fails(plan, Gate.Name.VOLATILE_DESTINATIONS)) {
            parts.add("public destinations are pinned that keep changing");
        }
        List<String> unseen = unseen(plan, hazards);
        if (!unseen.isEmpty()) {
            parts.add("not seen, and so not planned for: " + String.join(", ", unseen));
        }
        return String.join("; ", parts);
    }

    /** What the period did not hold. */
    private static List<String> unseen(Plan plan, Hazards hazards) {
        List<String> unseen = new ArrayList<>();
        hazards.blind().ifPresent(days -> {
            if (days > 0) {
                unseen.add(Counted.number(days) + " of " + Counted.of(hazards.period(), "day"));
            }
        });
        plan.consequences().flatMap(Consequences::watched).ifPresent(watched -> {
            if (watched.seen() < watched.interfaces()) {
                unseen.add(Counted.number(watched.interfaces() - watched.seen()) + " of "
                        + Counted.of(watched.interfaces(), "interface"));
            }
        });
        if (plan.learning().observed().isPresent()) {
            Map<Gate.Name, String> lacking = new LinkedHashMap<>();
            lacking.put(Gate.Name.FULL_WEEK, "a whole week");
            lacking.put(Gate.Name.MONTH_END, "the end of a month");
            lacking.put(Gate.Name.COLD_START_SEEN, "the start of a host");
            lacking.forEach((gate, words) -> {
                if (fails(plan, gate)) {
                    unseen.add(words);
                }
            });
        }
        return unseen;
    }

    private static boolean fails(Plan plan, Gate.Name name) {
        return plan.gates().stream().anyMatch(gate -> gate.name() == name && gate.fails());
    }

    private static String inForce(Plan plan, Consequences said) {
        Settling settling = said.settling();
        List<String> parts = new ArrayList<>();
        parts.add("new connections at once");
        if (plan.revoke().isEmpty()) {
            parts.add("no rule goes, so none that is open ends");
        } else if (settling.longest().isEmpty()) {
            parts.add("it is on no interface that was read, so none that is open is known");
        } else {
            parts.add("open ones that AWS tracks when they end or have idled for up to "
                    + time(settling.longest().get().idle())
                    + (said.severity().interfacesRead() ? "" : " on the interfaces that were read") + " ("
                    + ChangeText.longest(settling.longest().get()) + ")");
            parts.add(
                    settling.cuts().isEmpty()
                            ? (said.severity().interfacesRead()
                                    ? "none is cut at once, as AWS tracks them all"
                                    : "none is known that is cut at once")
                            : "cut at once, as AWS does not track them: "
                                    + settling.cuts().stream()
                                            .map(ConsequenceWords::cut)
                                            .collect(Collectors.joining(", ")));
        }
        settling.lasting()
                .ifPresent(lasting -> parts.add("open for an hour or more were those to "
                        + Counted.of(lasting.destinations(), "destination") + ", longest "
                        + PlanWords.service(lasting.service()) + " to " + lasting.destination() + " for "
                        + time(lasting.longest()) + " of a day"));
        return String.join("; ", parts);
    }

    private static String cut(Settling.Cut cut) {
        boolean inbound = cut.way() == UntrackedConnections.Way.INBOUND;
        String ports = Counted.few(cut.ports(), FEW, Object::toString);
        return (inbound ? "inbound " : "outbound ") + cut.protocol() + " " + ports
                + (inbound ? " from anywhere (" : " to anywhere (") + cut.family() + ") on "
                + Counted.of(cut.interfaces(), "interface")
                + (cut.destinations().isPresent()
                        ? ", " + Counted.of(cut.destinations().getAsInt(), "destination") + " of which "
                                + (cut.destinations().getAsInt() == 1 ? "was" : "were") + " seen"
                        : "");
    }

    /** {@code 5 days}, {@code 23 hours}, {@code 350 seconds}: whole ones. */
    private static String time(Duration time) {
        if (time.toDays() > 0) {
            return Counted.of(time.toDays(), "day");
        }
        return time.toHours() > 0 ? Counted.of(time.toHours(), "hour") : Counted.time(time);
    }

    private static String watch(Plan plan, Hazards hazards) {
        StringBuilder words =
                new StringBuilder("before: `weir plan --refresh PLAN` with newer flows; after: `weir verify"
                        + " JOURNAL --flows FLOWS`, which looks for REJECT records of what the old rules permitted and the new"
                        + " deny");
        plan.consequences()
                .map(Consequences::rejectLogs)
                .ifPresent(logs -> words.append(", in ").append(logs(logs)));
        hazards.rejected().ifPresent(rejected -> {
            if (rejected > 0) {
                long destinations = plan.consequences()
                        .flatMap(Consequences::watched)
                        .map(Consequences.Watched::rejectedDestinations)
                        .orElse(0);
                words.append("; no sign of it is what is rejected already: ")
                        .append(Counted.of(rejected, "connection"))
                        .append(" to ")
                        .append(Counted.of(destinations, "destination"));
            }
        });
        return words.toString();
    }

    private static String logs(RejectLogs logs) {
        if (logs.logs().isEmpty()) {
            return logs.read()
                    ? "no flow log of now: none keeps what is rejected there; help: `aws ec2 create-flow-logs"
                            + " --traffic-type ALL`"
                    : "its flow logs, which were not read; help: `aws ec2 describe-flow-logs`";
        }
        String named = Counted.few(logs.logs(), FEW, ConsequenceWords::log);
        int blind = logs.interfaces() - logs.watched();
        return named
                + (blind > 0
                        ? ", which " + (logs.logs().size() == 1 ? "sees" : "see") + " nothing of "
                                + Counted.number(blind) + " of " + Counted.of(logs.interfaces(), "interface")
                        : "");
    }

    private static String log(RejectLogs.Log log) {
        return Printable.of(log.id()) + (log.place().isEmpty() ? "" : " (" + Printable.of(log.place()) + ")");
    }

    private static String review(ReviewNeed need) {
        if (!need.isNeeded()) {
            return "not needed: no gate fails, and records leave no destination open";
        }
        List<String> parts = new ArrayList<>();
        if (!need.failing().isEmpty()) {
            StringBuilder accepted = new StringBuilder();
            need.failing().forEach(gate -> accepted.append(" --accept ").append(gate.id()));
            parts.add((need.failing().size() == 1
                            ? "a gate fails"
                            : need.failing().size() + " gates fail")
                    + ", to be accepted with a reason: `weir apply PLAN" + accepted + " --reason TEXT`");
        }
        if (need.open() > 0) {
            parts.add(Counted.of(need.open(), "destination") + " to be decided: `weir review PLAN --out answers.yaml`");
        }
        if (need.ambiguous() > 0) {
            parts.add(Counted.of(need.ambiguous(), "rule") + (need.ambiguous() == 1 ? " rests" : " rest")
                    + " on ambiguous records alone");
        }
        return "needed: " + String.join("; ", parts);
    }

    private static String undo(Plan plan) {
        Reversal reversal = Reversal.of(plan);
        if (reversal.isNothing()) {
            return "nothing to take back";
        }
        int back = reversal.authorize().size();
        List<String> calls = new ArrayList<>();
        if (back > 0) {
            calls.add("authorizes " + Counted.of(back, "rule") + " again");
        }
        if (!reversal.revoke().isEmpty()) {
            calls.add("revokes " + Counted.of(reversal.revoke().size(), "rule"));
        }
        return "`weir rollback JOURNAL` (apply names it) " + String.join(" and ", calls)
                + (back == 0
                        ? ""
                        : "; " + (back == 1 ? "its id is new then" : "their ids are new then")
                                + (reversal.lostIds().isEmpty() ? "" : " (" + ids(reversal.lostIds()) + ")")
                                + ", and what was cut stays cut");
    }

    private static String ids(List<String> ids) {
        return Counted.few(ids, FEW, Printable::of) + (ids.size() == 1 ? " is gone" : " are gone");
    }
}
