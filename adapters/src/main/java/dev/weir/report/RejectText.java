package dev.weir.report;

import dev.weir.operation.VerifyOperation;
import dev.weir.remediation.LastFlow;
import dev.weir.remediation.RejectedFlow;
import dev.weir.remediation.Rejects;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What flow logs say of what a change denies. */
public final class RejectText {

    private static final int SHOWN = 50;
    private static final int NAMED = 5;

    private RejectText() {}

    /** What was seen. */
    public static String words(VerifyOperation.Result seen) {
        Rejects result = seen.rejects();
        StringBuilder text = new StringBuilder();
        text.append("security group ").append(ChangeText.name(seen.opened().group()));
        text.append(", changed ").append(Timestamp.iso(result.changedAt()));
        result.undoneAt().ifPresent(undone -> text.append(", rolled back ").append(Timestamp.iso(undone)));
        text.append('\n');
        int interfaces = result.observed().size() + result.notObserved().size();
        if (interfaces == 0) {
            return text.append(
                            "not observed: it was on no network interface when it was changed, so no flow log tells what"
                                    + " was denied\n")
                    .toString();
        }
        if (result.observed().isEmpty()) {
            text.append("not observed: the flow logs have no record of its ")
                    .append(Counted.of(interfaces, "network interface"))
                    .append(" after the change; that is no sign that nothing was denied\n");
            return text.toString();
        }
        text.append("observed " + result.observed().size() + " of " + Counted.of(interfaces, "network interface")
                + ", until "
                + Timestamp.iso(result.observed().values().stream()
                        .max(Instant::compareTo)
                        .orElseThrow()) + "\n");
        result.notObserved().stream()
                .limit(SHOWN)
                .forEach(id ->
                        text.append("  not observed: ").append(Printable.of(id)).append('\n'));
        String between = result.undoneAt().isPresent() ? " between the change and the rollback" : "";
        if (result.denied().isEmpty()) {
            text.append("nothing was rejected there" + between + " that the old rules permitted and the new deny\n");
        } else {
            text.append(Counted.of(result.rejected(), "rejected flow"))
                    .append(between)
                    .append(" that the old rules permitted and the new deny:\n");
            result.denied().stream()
                    .limit(SHOWN)
                    .forEach(denied -> text.append("  " + flow(denied.flow()) + ": " + denied.rejected()
                            + " rejected since " + Timestamp.iso(denied.first()) + "; before: "
                            + denied.acceptedBefore() + " accepted, " + denied.rejectedBefore() + " rejected\n"));
            more(text, result.denied().size());
        }
        if (!result.late().isEmpty()) {
            text.append(Counted.of(
                            result.late().stream()
                                    .mapToLong(Rejects.Late::rejected)
                                    .sum(),
                            "rejected reply",
                            "rejected replies")
                    + " on connections from outside that were idle for longer than AWS tracks them: no rule is missing; keep"
                    + " them alive more often, or let the interface track them longer (TcpEstablishedTimeout):\n");
            result.late().stream()
                    .limit(SHOWN)
                    .forEach(late -> text.append("  " + late.protocol() + " " + late.port() + " of "
                            + Printable.of(late.networkInterface()) + ", tracked for "
                            + late.tracked().toSeconds() + " s: " + late.rejected() + " rejected\n"));
            more(text, result.late().size());
        }
        if (!result.afterwards().isEmpty()) {
            text.append(Counted.of(
                            result.afterwards().stream()
                                    .mapToLong(Rejects.Denied::rejectedAfterwards)
                                    .sum(),
                            "rejected flow")
                    + " since the rollback, which the rules in force permit: this change is not why (a network ACL may be,"
                    + " or packets of closed connections):\n");
            result.afterwards().stream()
                    .limit(SHOWN)
                    .forEach(denied -> text.append(
                            "  " + flow(denied.flow()) + ": " + denied.rejectedAfterwards() + " rejected\n"));
            more(text, result.afterwards().size());
        }
        return text.toString();
    }

    private static String flow(RejectedFlow flow) {
        return flow.protocol() + " " + flow.port() + " " + flow.destination() + " from "
                + Printable.of(flow.networkInterface());
    }

    private static void more(StringBuilder text, int all) {
        if (all > SHOWN) {
            text.append("  and ").append(all - SHOWN).append(" more\n");
        }
    }

    /** What to do now, in a line. */
    public static String next(VerifyOperation.Result seen, String journal) {
        Rejects result = seen.rejects();
        String path = Printable.of(journal);
        if (result.observed().isEmpty()) {
            return "next: flow logs come 5 to 10 minutes late; run this again with those of the time after the change\n";
        }
        if (result.denied().isEmpty()) {
            return result.undoneAt().isPresent()
                    ? "next: the change is undone, and denied nothing that these logs show; to make another: weir plan "
                            + Printable.of(seen.opened().group().id()) + "\n"
                    : "next: what the change denies can show later, when connections that AWS tracked have ended; run this again"
                            + " until then"
                            + LastFlow.of(seen.opened(), result.changedAt())
                                    .map(last -> ", for idle ones " + ChangeText.lastFlow(last))
                                    .orElse("")
                            + "\n";
        }
        String plan = "weir plan " + Printable.of(seen.opened().group().id()) + allowing(result.denied());
        return result.undoneAt().isPresent()
                ? "next: plan again with what is needed of it: " + plan + "\n"
                : "next: if it is needed, undo the change: weir rollback " + path + "; then plan again: " + plan + "\n";
    }

    private static String allowing(List<Rejects.Denied> denied) {
        String allow = denied.stream()
                .map(Rejects.Denied::flow)
                .map(flow -> " --allow " + flow.protocol() + ":"
                        + (flow.protocol().hasPorts() ? flow.port() : "") + ":" + flow.destination())
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining());
        return allow + (denied.size() > NAMED ? " …" : "");
    }
}
