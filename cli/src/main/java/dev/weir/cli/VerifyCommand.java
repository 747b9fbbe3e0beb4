package dev.weir.cli;

import dev.weir.files.JournalFile;
import dev.weir.operation.FailureException;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalFailure;
import dev.weir.remediation.RejectWatch;
import dev.weir.report.text.Printable;
import java.time.Instant;
import java.util.List;

/** {@code weir verify}: whether a change denied anything that it should not have. */
final class VerifyCommand implements Command {

    static final Grammar.Option FLOWS = new Grammar.Option(
            "--flows", "FLOWS", Grammar.Times.MANY, "Flow logs, a file or a folder; may be repeated.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "verify",
                "Look in flow logs for traffic that a change denies.",
                "JOURNAL",
                1,
                1,
                "The journal that `weir apply` wrote.",
                List.of(FLOWS),
                List.of(new Grammar.Example(
                        "weir verify .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal --flows flows/",
                        "Rejected flows that the old rules permitted and the new deny, against the time before.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        if (arguments.all(FLOWS.name()).isEmpty()) {
            throw new UsageException("`--flows FLOWS` is missing");
        }
        String path = arguments.words().get(0);
        List<JournalEntry> journal;
        Opened opened;
        try {
            journal = JournalFile.read(Inventories.path(path));
            opened = ChangeRun.opened(journal);
        } catch (JournalFailure damaged) {
            throw new FailureException(Printable.of(damaged.reason()), damaged);
        }
        Instant changedAt = RejectWatch.changedAt(journal)
                .orElseThrow(() -> new FailureException("the change of journal `" + Printable.of(path)
                        + "` has revoked nothing yet, so it can have denied nothing; help: `weir resume "
                        + Printable.of(path) + "`"));
        RejectReading.Found found = new RejectReading(
                        opened,
                        changedAt,
                        RejectWatch.undoneAt(journal),
                        arguments.all(FLOWS.name()).stream()
                                .map(Inventories::path)
                                .toList())
                .read();
        found.problems().forEach(problem -> surroundings.say("weir: " + Printable.of(problem)));
        surroundings.print(
                RejectReading.words(opened, found) + RejectReading.next(opened, found, Inventories.path(path)));
        return found.exitCode();
    }
}
