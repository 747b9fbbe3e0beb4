package dev.weir.cli;

import dev.weir.files.JournalFile;
import dev.weir.remediation.Direction;
import dev.weir.remediation.RejectWatch;
import dev.weir.remediation.SecurityGroupGateway;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Watches the flow logs after a change, and undoes it when it denies too much. */
final class Watching {

    /** Flow logs come 5 to 10 minutes late (VPC user guide); without any record for longer, the logs are silent. */
    private static final Duration DELIVERY = Duration.ofMinutes(15);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Optional<Duration> period;
    private final Optional<Integer> limit;
    private final List<Path> flows;
    private final Surroundings surroundings;

    private Watching(Optional<Duration> period, Optional<Integer> limit, List<Path> flows, Surroundings surroundings) {
        this.period = period;
        this.limit = limit;
        this.flows = flows;
        this.surroundings = surroundings;
    }

    /** @throws UsageException if options miss one another */
    static Watching of(
            Arguments arguments, Grammar.Option observe, Grammar.Option rollback, Surroundings surroundings) {
        Optional<Duration> period = Spans.find(arguments, observe);
        Optional<Integer> limit = number(arguments, rollback);
        List<Path> flows = arguments.all(VerifyCommand.FLOWS.name()).stream()
                .map(Inventories::path)
                .toList();
        if (period.isPresent() == flows.isEmpty() || limit.isPresent() && period.isEmpty()) {
            throw new UsageException("`--observe TIME` needs `--flows FLOWS`, and `--rollback-on-reject N` needs both");
        }
        return new Watching(period, limit, flows, surroundings);
    }

    /** The value of an option that is a number from 1. */
    static Optional<Integer> number(Arguments arguments, Grammar.Option option) {
        return arguments.one(option.name()).map(text -> {
            if (!text.matches("[1-9][0-9]{0,8}")) {
                throw new UsageException(
                        "`" + option.name() + "`: expected a number from 1, found `" + Printable.of(text) + "`");
            }
            return Integer.parseInt(text);
        });
    }

    private static String word(RejectReading.Found found) {
        return switch (found.exitCode()) {
            case ExitCode.CLEAN -> "applied";
            case ExitCode.FOUND -> "rejects";
            default -> "not observed";
        };
    }

    boolean isAsked() {
        return period.isPresent();
    }

    /**
     * What came of watching.
     *
     * @param exit the exit code of what was seen
     * @param word what became of the change, for a summary
     */
    record Watched(int exit, String word) {}

    /** Watches; a change that denied too much is undone by then. */
    Watched watch(ChangeRun.Ended ended, SecurityGroupGateway gateway, ChangeRun changes) {
        Optional<Instant> changedAt = RejectWatch.changedAt(JournalFile.read(ended.journal()));
        if (changedAt.isEmpty()) {
            return new Watched(ExitCode.CLEAN, "applied");
        }
        RejectReading reading = new RejectReading(ended.opened(), changedAt.get(), Optional.empty(), flows);
        WallClockPacer pacer = new WallClockPacer(surroundings.clock());
        Instant begun = pacer.now();
        surroundings.tell(waiting(ended, changedAt.get(), begun.plus(DELIVERY)));
        boolean delivered = false;
        while (true) {
            RejectReading.Found found = reading.read();
            if (!delivered && found.result().firstDelivery().isPresent()) {
                delivered = true;
                surroundings.tell("  the first records are there; watching for rejected flows for "
                        + words(period.orElseThrow()));
            }
            long rejected = found.result().rejected();
            if (limit.isPresent() && rejected >= limit.get()) {
                surroundings.print(RejectReading.words(ended.opened(), found));
                surroundings.tell("  " + Counted.of(rejected, "rejected flow") + ": rolling back");
                ChangeRun.Ended undone = changes.goOn(ended.journal(), opened -> gateway, Optional.of(Direction.BACK));
                surroundings.print(ChangeReport.outcome(undone.outcome(), undone.opened(), undone.journal()));
                return undone.outcome().isEnd()
                        ? new Watched(ExitCode.FOUND, "rolled back")
                        : new Watched(ExitCode.INCOMPLETE, "not undone");
            }
            Instant end = found.result()
                    .firstDelivery()
                    .map(first -> first.isAfter(begun) ? first : begun)
                    .orElse(begun.plus(DELIVERY))
                    .plus(period.orElseThrow());
            if (!pacer.now().isBefore(end)) {
                found.problems().forEach(problem -> surroundings.tell("weir: " + Printable.of(problem)));
                surroundings.print(RejectReading.words(ended.opened(), found));
                return new Watched(found.exitCode(), word(found));
            }
            Duration rest = Duration.between(pacer.now(), end);
            pacer.sleep(rest.compareTo(LONGEST_PAUSE) < 0 ? rest : LONGEST_PAUSE);
        }
    }

    private String waiting(ChangeRun.Ended ended, Instant changedAt, Instant silence) {
        String interfaces = ended.opened().surroundings().interfaces().stream()
                .map(wearer -> Printable.of(wearer.id()))
                .limit(5)
                .collect(Collectors.joining(", "));
        return "  waiting for the first flow-log records of " + (interfaces.isEmpty() ? "its interfaces" : interfaces)
                + " from after " + Timestamp.iso(changedAt) + " in "
                + flows.stream().map(flow -> Printable.of(flow.toString())).collect(Collectors.joining(", "))
                + ": they come 5 to 10 minutes late; then " + words(period.orElseThrow())
                + " of watching; without any by " + Timestamp.iso(silence) + " it is watched no longer than "
                + Timestamp.iso(silence.plus(period.orElseThrow()));
    }

    private static String words(Duration time) {
        return time.toSeconds() % 60 == 0
                ? Counted.of(time.toMinutes(), "minute")
                : Counted.of(time.toSeconds(), "second");
    }
}
