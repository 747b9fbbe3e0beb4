package dev.weir.cli;

import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.parquet.FlowParquet;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.RejectWatch;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads flow logs for what a change denies, and says it. */
final class RejectReading {

    private static final int SHOWN = 50;
    private static final int NAMED = 5;

    private final Opened opened;
    private final Instant changedAt;
    private final Optional<Instant> undoneAt;
    private final List<Path> flows;

    RejectReading(Opened opened, Instant changedAt, Optional<Instant> undoneAt, List<Path> flows) {
        this.opened = opened;
        this.changedAt = changedAt;
        this.undoneAt = undoneAt;
        this.flows = List.copyOf(flows);
    }

    /**
     * What was found, and what could not be read.
     *
     * @param result what the logs say
     * @param problems what could not be read of them
     */
    record Found(RejectWatch.Result result, List<String> problems) {

        int exitCode() {
            if (!problems.isEmpty() || result.observed().isEmpty()) {
                return ExitCode.INCOMPLETE;
            }
            return result.denied().isEmpty() ? ExitCode.CLEAN : ExitCode.FOUND;
        }
    }

    Found read() {
        FlowSource.Listing listing = new FlowFiles(flows, FlowSelection.ALL).list();
        List<String> problems = new ArrayList<>();
        listing.problems().forEach(problem -> problems.add(problem.toString()));
        FlowPass pass = new FlowPass(
                FlowContent.andText(List.of(new FlowParquet()), List.of()),
                Runtime.getRuntime().availableProcessors());
        FlowPass.Outcome<RejectWatch> outcome =
                pass.over(listing.objects(), () -> new RejectWatch(opened, changedAt, undoneAt), reading -> {});
        RejectWatch all = new RejectWatch(opened, changedAt, undoneAt);
        outcome.sinks().forEach(all::merge);
        for (FlowReading reading : outcome.readings()) {
            reading.problem().ifPresent(problem -> problems.add(reading.object() + ": " + problem));
        }
        return new Found(all.result(), problems);
    }

    static String words(Opened opened, Found found) {
        RejectWatch.Result result = found.result();
        StringBuilder text = new StringBuilder();
        text.append("security group ").append(ChangeReport.name(opened.group()));
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
        text.append("observed ")
                .append(result.observed().size())
                .append(" of ")
                .append(Counted.of(interfaces, "network interface"))
                .append(", until ")
                .append(Timestamp.iso(result.observed().values().stream()
                        .max(Instant::compareTo)
                        .orElseThrow()))
                .append('\n');
        result.notObserved().stream()
                .limit(SHOWN)
                .forEach(id ->
                        text.append("  not observed: ").append(Printable.of(id)).append('\n'));
        String between = result.undoneAt().isPresent() ? " between the change and the rollback" : "";
        if (result.denied().isEmpty()) {
            text.append("nothing was rejected there")
                    .append(between)
                    .append(" that the old rules permitted and the new deny\n");
        } else {
            text.append(Counted.of(result.rejected(), "rejected flow"))
                    .append(between)
                    .append(" that the old rules permitted and the new deny:\n");
            result.denied().stream()
                    .limit(SHOWN)
                    .forEach(denied -> text.append("  ")
                            .append(flow(denied.flow()))
                            .append(": ")
                            .append(denied.rejected())
                            .append(" rejected since ")
                            .append(Timestamp.iso(denied.first()))
                            .append("; before: ")
                            .append(denied.acceptedBefore())
                            .append(" accepted, ")
                            .append(denied.rejectedBefore())
                            .append(" rejected\n"));
            more(text, result.denied());
        }
        if (!result.afterwards().isEmpty()) {
            text.append(Counted.of(
                            result.afterwards().stream()
                                    .mapToLong(RejectWatch.Denied::rejectedAfterwards)
                                    .sum(),
                            "rejected flow"))
                    .append(
                            " since the rollback, which the rules in force permit: this change is not why (a network ACL may be,"
                                    + " or packets of closed connections):\n");
            result.afterwards().stream()
                    .limit(SHOWN)
                    .forEach(denied -> text.append("  ")
                            .append(flow(denied.flow()))
                            .append(": ")
                            .append(denied.rejectedAfterwards())
                            .append(" rejected\n"));
            more(text, result.afterwards());
        }
        return text.toString();
    }

    private static String flow(RejectWatch.Flow flow) {
        return flow.protocol() + " " + flow.port() + " " + flow.destination() + " from "
                + Printable.of(flow.networkInterface());
    }

    private static void more(StringBuilder text, List<RejectWatch.Denied> shown) {
        if (shown.size() > SHOWN) {
            text.append("  and ").append(shown.size() - SHOWN).append(" more\n");
        }
    }

    /** What to do now, in a line. */
    static String next(Opened opened, Found found, Path journal) {
        RejectWatch.Result result = found.result();
        String path = Printable.of(journal.toString());
        if (result.observed().isEmpty()) {
            return "next: flow logs come 5 to 10 minutes late; run this again with those of the time after the change\n";
        }
        if (result.denied().isEmpty()) {
            return result.undoneAt().isPresent()
                    ? ""
                    : "next: what the change denies can show later, when connections that AWS tracked have ended; run this again"
                            + " until then\n";
        }
        String plan = "weir plan " + Printable.of(opened.group().id()) + allowing(result.denied());
        return result.undoneAt().isPresent()
                ? "next: plan again with what is needed of it: " + plan + "\n"
                : "next: if it is needed, undo the change: weir rollback " + path + "; then plan again: " + plan + "\n";
    }

    private static String allowing(List<RejectWatch.Denied> denied) {
        String allow = denied.stream()
                .map(RejectWatch.Denied::flow)
                .map(flow -> " --allow " + flow.protocol() + ":"
                        + (flow.protocol().hasPorts() ? flow.port() : "") + ":" + flow.destination())
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining());
        return allow + (denied.size() > NAMED ? " …" : "");
    }
}
