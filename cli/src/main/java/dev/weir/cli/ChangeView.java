package dev.weir.cli;

import dev.weir.operation.ApplyListener;
import dev.weir.operation.ApplyOperation.Preview;
import dev.weir.operation.EndedChange;
import dev.weir.operation.VerifyOperation;
import dev.weir.plan.Plan;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.Leg;
import dev.weir.report.ChangeText;
import dev.weir.report.RejectText;
import dev.weir.report.commands.ParkingCalls;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells a person at a terminal how changes go, and asks before one is made. */
final class ChangeView implements ApplyListener {

    private static final int CUTS_SHOWN = 10;
    private static final int INTERFACES_SHOWN = 5;

    private final String goOn;
    private final Arguments arguments;
    private final ProcessContext surroundings;
    private Optional<ShutdownHook> farewell = Optional.empty();

    /** @param goOn what going on with a journal is called, such as {@code undo the change} */
    ChangeView(String goOn, Arguments arguments, ProcessContext surroundings) {
        this.goOn = goOn;
        this.arguments = arguments;
        this.surroundings = surroundings;
    }

    @Override
    public void mayGoOn(Opened opened, Direction direction, String journal) {
        surroundings.say(ChangeText.heading(opened, direction, journal));
        Prompt.ask(arguments, surroundings, goOn, ChangeText.inShort(opened, direction));
    }

    @Override
    public void journalWasTorn() {
        surroundings.say("weir: the last line of the journal was torn by a crash while it was written;"
                + " nothing was done on the strength of it");
    }

    @Override
    public void callsBegin(String journal) {
        String path = Printable.of(journal);
        farewell = Optional.of(ShutdownHook.of(
                "weir-farewell",
                () -> surroundings.say("weir: interrupted; the group is safe as it is; go on with `weir resume " + path
                        + "` or undo with `weir rollback " + path + "`")));
    }

    @Override
    public void tells(String sentence) {
        surroundings.say("  " + Printable.of(sentence));
    }

    @Override
    public void callsEnd() {
        farewell.ifPresent(ShutdownHook::close);
    }

    @Override
    public void previewed(Preview preview) {
        Plan plan = preview.plan();
        List<Leg> legs = preview.legs();
        surroundings.say(ChangeText.change(
                        plan.group(), plan.revoke(), legs.get(legs.size() - 1).to())
                .stripTrailing());
        if (!plan.intermediate().isEmpty()) {
            surroundings.tell(
                    "  old and new rules do not fit the quota together, so the change is made in two steps; in"
                            + " between, these rules stand, which permit all that is planned:");
            plan.intermediate().forEach(rule -> surroundings.tell("    " + ChangeText.rule(rule)));
        }
        preview.parking()
                .ifPresent(parking -> ChangeText.parking(parking).lines().forEach(surroundings::tell));
        if (!preview.cuts().isEmpty()) {
            surroundings.tell(
                    "  the change itself interrupts connections that AWS does not track now; drain them or use a"
                            + " maintenance window:");
            preview.cuts().stream()
                    .limit(CUTS_SHOWN)
                    .forEach(cut -> surroundings.tell("    " + Printable.of(cut.toString())));
            if (preview.cuts().size() > CUTS_SHOWN) {
                surroundings.tell("    and " + (preview.cuts().size() - CUTS_SHOWN) + " more");
            }
        }
        surroundings.tell(
                "  connections that AWS tracks keep working until they end or idle out (TCP: up to 5 days), so"
                        + " what the change denies can show days later");
        preview.untold()
                .forEach(reason -> surroundings.tell(
                        "  a dry run did not tell whether this is permitted: " + Printable.of(reason)));
        if (arguments.has(ApplyCommand.DRY_RUN)) {
            surroundings.print(preview.parking()
                    .map(parking ->
                            ParkingCalls.of(plan.group(), plan.revoke(), parking, ChangeText.calls(plan.group(), legs)))
                    .orElseGet(() -> ChangeText.calls(plan.group(), legs)));
        }
    }

    @Override
    public void mayApply(List<Plan> plans) {
        Prompt.ask(
                arguments,
                surroundings,
                "make " + (plans.size() == 1 ? "this change" : "these " + plans.size() + " changes"),
                inShort(plans));
    }

    @Override
    public void mayGoOnWith(List<Plan> others) {
        Prompt.ask(arguments, surroundings, "go on with the other " + others.size(), inShort(others));
    }

    /** The groups, and what will be different of each. */
    private static String inShort(List<Plan> plans) {
        return plans.stream()
                .map(plan -> ChangeText.inShort(
                        plan.group(), plan.authorize().size(), plan.revoke().size()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void changed(EndedChange ended) {
        surroundings.answer(ChangeText.outcome(ended));
    }

    @Override
    public void failed(String sentence) {
        surroundings.say("weir: " + Printable.of(sentence));
    }

    @Override
    public void awaitsRecords(Opened opened, Instant changedAt, Instant silence) {
        Duration period = period();
        String interfaces = opened.surroundings().interfaces().stream()
                .map(one -> Printable.of(one.id()))
                .limit(INTERFACES_SHOWN)
                .collect(Collectors.joining(", "));
        String flows =
                arguments.all(VerifyCommand.FLOWS).stream().map(Printable::of).collect(Collectors.joining(", "));
        surroundings.tell("  waiting for the first flow-log records of "
                + (interfaces.isEmpty() ? "its interfaces" : interfaces)
                + " from after " + Timestamp.iso(changedAt) + " in " + flows
                + ": they come 5 to 10 minutes late; then " + Counted.time(period)
                + " of watching; without any by " + Timestamp.iso(silence) + " it is watched no longer than "
                + Timestamp.iso(silence.plus(period)));
    }

    @Override
    public void recordsCame() {
        surroundings.tell("  the first records are there; watching for rejected flows for " + Counted.time(period()));
    }

    @Override
    public void rollsBack(VerifyOperation.Result seen) {
        surroundings.answer(RejectText.words(seen));
        surroundings.tell("  " + Counted.of(seen.rejects().rejected(), "rejected flow") + ": rolling back");
    }

    @Override
    public void watched(VerifyOperation.Result seen) {
        seen.problems().forEach(problem -> surroundings.tell("weir: " + Printable.of(problem)));
        surroundings.answer(RejectText.words(seen));
    }

    private Duration period() {
        return Spans.find(arguments, ApplyCommand.OBSERVE).orElse(Duration.ZERO);
    }
}
