package dev.weir.cli;

import dev.weir.files.JournalFile;
import dev.weir.files.JournalLock;
import dev.weir.operation.FailureException;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Announced;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalFailure;
import dev.weir.remediation.Outcome;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.Remediation;
import dev.weir.remediation.SecurityGroupGateway;
import dev.weir.remediation.Tempo;
import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs changes over their journals, one at a time, each under the lock of its group. */
final class ChangeRun {

    static final Grammar.Option SETTLE = new Grammar.Option(
            "--settle",
            "TIME",
            Grammar.Times.ONCE,
            "How long to wait between seeing the new rules and revoking the old. Default: 30s.");
    static final Grammar.Option IN_FLIGHT = new Grammar.Option(
            "--in-flight",
            "TIME",
            Grammar.Times.ONCE,
            "How long a call without an answer may still take effect, and reads may lag. Default: 60s.");

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Surroundings surroundings;
    private final Tempo tempo;

    ChangeRun(Arguments arguments, Surroundings surroundings) {
        this.surroundings = surroundings;
        Duration settle = Spans.of(arguments, SETTLE, Tempo.DEFAULT.settle());
        Duration inFlight = Spans.of(arguments, IN_FLIGHT, Tempo.DEFAULT.inFlight());
        if (settle.compareTo(LONGEST_WAIT) > 0 || inFlight.compareTo(LONGEST_WAIT) > 0) {
            throw new UsageException("`--settle` and `--in-flight` take at most 1h");
        }
        this.tempo = Tempo.DEFAULT.settling(settle).inFlight(inFlight);
    }

    /** What a run came to. */
    record Ended(Outcome outcome, Opened opened, Path journal) {}

    /**
     * Starts a change.
     *
     * @param folder where its journal goes
     * @param gateway to the group's Region
     * @param opening makes the first line, from a read under the lock
     */
    Ended begin(
            Path folder, SecurityGroupGateway gateway, dev.weir.plan.GroupRef group, Function<String, Opened> opening) {
        return guarded(() -> {
            try (JournalLock lock = JournalLock.of(folder, group.id())) {
                String caller = caller(gateway);
                Opened opened = opening.apply(caller);
                try (JournalFile journal = JournalFile.create(folder, group, opened.at())) {
                    journal.append(opened);
                    return run(journal, gateway, Direction.FORWARD, caller);
                }
            }
        });
    }

    /**
     * Tells what going on with a change would mean.
     *
     * @param wanted which way; empty is the way that its journal last announced
     */
    void announce(Path path, Optional<Direction> wanted, BiConsumer<Opened, Direction> told) {
        guarded(() -> {
            List<JournalEntry> entries = JournalFile.read(path);
            told.accept(opened(entries), wanted.orElseGet(() -> direction(entries)));
            return path;
        });
    }

    /**
     * Goes on with a change.
     *
     * @param wanted which way; empty is the way that its journal last announced
     */
    Ended goOn(Path path, Function<Opened, SecurityGroupGateway> gateways, Optional<Direction> wanted) {
        return guarded(() -> {
            String group = opened(JournalFile.read(path)).group().id();
            try (JournalLock lock = JournalLock.beside(path, group);
                    JournalFile journal = JournalFile.open(path)) {
                if (journal.wasTorn()) {
                    surroundings.say("weir: the last line of the journal was torn by a crash while it was written;"
                            + " nothing was done on the strength of it");
                }
                Direction announced = direction(journal.entries());
                Direction direction = wanted.orElse(announced);
                if (direction != announced) {
                    // Whoever resumes after a kill must not head the old way: this comes before anything that can take
                    // time.
                    journal.append(new Announced(surroundings.clock().instant(), direction, Optional.empty()));
                }
                SecurityGroupGateway gateway = gateways.apply(opened(journal.entries()));
                return run(journal, gateway, direction, caller(gateway));
            }
        });
    }

    private Ended run(JournalFile journal, SecurityGroupGateway gateway, Direction direction, String caller) {
        Pacer pacer = new WallClockPacer(surroundings.clock());
        journal.append(new Announced(pacer.now(), direction, Optional.of(caller)));
        Opened opened = opened(journal.entries());
        Thread farewell = new Thread(() -> surroundings.say("weir: interrupted; the group is safe as it is; go on with"
                + " `weir resume " + Printable.of(journal.path().toString()) + "` or undo with `weir rollback "
                + Printable.of(journal.path().toString()) + "`"));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            Outcome outcome = new Remediation(
                            gateway, journal, pacer, tempo, sentence -> surroundings.say("  " + Printable.of(sentence)))
                    .run();
            return new Ended(outcome, opened, journal.path());
        } finally {
            unhook(farewell);
        }
    }

    private static void unhook(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException alreadyEnding) {
            // The process is on its way out, and says so.
        }
    }

    private static String caller(SecurityGroupGateway gateway) {
        ReadAnswer<String> answer = gateway.caller();
        return answer.match(read -> read.value(), unread -> {
            throw new FailureException("AWS does not say who is calling: " + Printable.of(unread.reason()));
        });
    }

    static Opened opened(List<JournalEntry> entries) {
        if (entries.get(0) instanceof Opened opened) {
            return opened;
        }
        throw new JournalFailure("the journal's first line opens no security group");
    }

    /** The direction that a journal last announced. */
    private static Direction direction(List<JournalEntry> entries) {
        Direction direction = Direction.FORWARD;
        for (JournalEntry entry : entries) {
            if (entry instanceof Announced announced) {
                direction = announced.direction();
            }
        }
        return direction;
    }

    private static <T> T guarded(Supplier<T> run) {
        try {
            return run.get();
        } catch (JournalFailure failed) {
            throw new FailureException(Printable.of(failed.reason()), failed);
        }
    }
}
