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
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads flow logs for what a change denies, and says it. */
final class RejectReading {

    private static final int SHOWN = 50;

    private final Opened opened;
    private final Instant changedAt;
    private final List<Path> flows;

    RejectReading(Opened opened, Instant changedAt, List<Path> flows) {
        this.opened = opened;
        this.changedAt = changedAt;
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
                pass.over(listing.objects(), () -> new RejectWatch(opened, changedAt), reading -> {});
        RejectWatch all = new RejectWatch(opened, changedAt);
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
        text.append(", changed ").append(Timestamp.iso(result.changedAt())).append('\n');
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
        if (result.denied().isEmpty()) {
            text.append("nothing was rejected there that the old rules permitted and the new deny\n");
        } else {
            text.append(Counted.of(result.rejected(), "rejected flow"))
                    .append(" that the old rules permitted and the new deny:\n");
            result.denied().stream()
                    .limit(SHOWN)
                    .forEach(denied -> text.append("  ")
                            .append(denied.flow().protocol())
                            .append(' ')
                            .append(denied.flow().port())
                            .append(' ')
                            .append(denied.flow().destination())
                            .append(" from ")
                            .append(Printable.of(denied.flow().networkInterface()))
                            .append(": ")
                            .append(denied.rejected())
                            .append(" rejected since ")
                            .append(Timestamp.iso(denied.first()))
                            .append("; before: ")
                            .append(denied.acceptedBefore())
                            .append(" accepted, ")
                            .append(denied.rejectedBefore())
                            .append(" rejected\n"));
            if (result.denied().size() > SHOWN) {
                text.append("  and ").append(result.denied().size() - SHOWN).append(" more\n");
            }
        }
        return text.toString();
    }
}
