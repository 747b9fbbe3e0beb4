package dev.weir.report;

import dev.weir.operation.VerifyOperation;
import dev.weir.remediation.LastFlow;
import dev.weir.remediation.RejectedFlow;
import dev.weir.remediation.Rejects;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What flow logs say of what a change denies. */
public final class RejectText {

    private static final int SHOWN = 50;
    private static final int NAMED = 5;

    private RejectText() {}

    /** What was seen. */
    public static String words(VerifyOperation.Result seen) {
        Rejects result = seen.rejects();
        TextLines text = new TextLines();
        text.line("security group " + ChangeText.name(seen.opened().group()) + ", changed "
                + Timestamp.iso(result.changedAt())
                + result.undoneAt()
                        .map(undone -> ", rolled back " + Timestamp.iso(undone))
                        .orElse(""));
        int interfaces = result.observed().size() + result.notObserved().size();
        if (interfaces == 0) {
            return text.line("not observed: it was on no network interface when it was changed, so no flow log tells"
                            + " what was denied")
                    .toString();
        }
        if (result.observed().isEmpty()) {
            return text.line("not observed: the flow logs have no record of its "
                            + Counted.of(interfaces, "network interface")
                            + " after the change; that is no sign that nothing was denied")
                    .toString();
        }
        text.line("observed " + result.observed().size() + " of " + Counted.of(interfaces, "network interface")
                + ", until " + Timestamp.iso(Collections.max(result.observed().values())));
        result.notObserved().stream().limit(SHOWN).forEach(id -> text.line("  not observed: " + Printable.of(id)));
        String between = result.undoneAt().isPresent() ? " between the change and the rollback" : "";
        if (result.denied().isEmpty()) {
            text.line("nothing was rejected there" + between + " that the old rules permitted and the new deny");
        } else {
            text.line(Counted.of(result.rejected(), "rejected flow") + between
                    + " that the old rules permitted and the new deny:");
            few(
                    text,
                    result.denied(),
                    denied -> flow(denied.flow()) + ": " + denied.rejected() + " rejected since "
                            + Timestamp.iso(denied.first()) + "; before: " + denied.acceptedBefore() + " accepted, "
                            + denied.rejectedBefore() + " rejected");
        }
        if (!result.late().isEmpty()) {
            long replies =
                    result.late().stream().mapToLong(Rejects.Late::rejected).sum();
            text.line(Counted.of(replies, "rejected reply", "rejected replies")
                    + " on connections from outside that were idle for longer than AWS tracks them: no rule is missing; keep"
                    + " them alive more often, or let the interface track them longer (TcpEstablishedTimeout):");
            few(
                    text,
                    result.late(),
                    late -> late.protocol() + " " + late.port() + " of " + Printable.of(late.networkInterface())
                            + ", tracked for " + late.tracked().toSeconds() + " s: " + late.rejected() + " rejected");
        }
        if (!result.afterwards().isEmpty()) {
            long flows = result.afterwards().stream()
                    .mapToLong(Rejects.Denied::rejectedAfterwards)
                    .sum();
            text.line(Counted.of(flows, "rejected flow")
                    + " since the rollback, which the rules in force permit: this change is not why (a network ACL may be,"
                    + " or packets of closed connections):");
            few(
                    text,
                    result.afterwards(),
                    denied -> flow(denied.flow()) + ": " + denied.rejectedAfterwards() + " rejected");
        }
        return text.toString();
    }

    private static <T> void few(TextLines text, List<T> all, Function<T, String> words) {
        all.stream().limit(SHOWN).forEach(one -> text.line("  " + words.apply(one)));
        if (all.size() > SHOWN) {
            text.line("  and " + (all.size() - SHOWN) + " more");
        }
    }

    private static String flow(RejectedFlow flow) {
        return flow.protocol() + " " + flow.port() + " " + flow.destination() + " from "
                + Printable.of(flow.networkInterface());
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
