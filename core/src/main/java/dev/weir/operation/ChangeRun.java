package dev.weir.operation;

import dev.weir.operation.JournalStore.OpenJournal;
import dev.weir.operation.JournalStore.Right;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Announced;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalFailure;
import dev.weir.remediation.Outcome;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.RejectWatch;
import dev.weir.remediation.RemediationRun;
import dev.weir.remediation.SecurityGroupGateway;
import dev.weir.remediation.Tempo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs changes over their journals, one at a time, each with the right to change its group. */
record ChangeRun(ChangePorts ports, Tempo tempo, ChangeListener listener) {

    /**
     * Starts a change.
     *
     * @param opening makes the first line for a caller, from a read that nobody else changes the group after
     */
    EndedChange begin(GroupRef group, Function<String, Opened> opening) {
        return guarded(() -> {
            try (Right right = ports.journals().lock(group)) {
                right.caveat().ifPresent(listener::tells);
                SecurityGroupGateway gateway = ports.gateways().apply(group);
                String caller = caller(gateway);
                Opened opened = opening.apply(caller);
                try (OpenJournal journal = ports.journals().create(group, opened.at())) {
                    journal.append(opened);
                    return run(journal, gateway, Direction.FORWARD, caller);
                }
            }
        });
    }

    /**
     * Goes on with a change once the listener said that it may.
     *
     * @param wanted which way; empty is the way that its journal last announced
     */
    EndedChange confirmed(String name, Optional<Direction> wanted) {
        List<JournalEntry> entries = guarded(() -> ports.journals().read(name));
        listener.mayGoOn(guarded(() -> opened(entries)), wanted.orElseGet(() -> direction(entries)), name);
        return goOn(name, wanted);
    }

    /** Goes on with a change. */
    EndedChange goOn(String name, Optional<Direction> wanted) {
        return guarded(() -> {
            GroupRef group = opened(ports.journals().read(name)).group();
            try (Right right = ports.journals().lock(group);
                    OpenJournal journal = ports.journals().open(name)) {
                right.caveat().ifPresent(listener::tells);
                if (journal.wasTorn()) {
                    listener.journalWasTorn();
                }
                Direction announced = direction(journal.entries());
                Direction direction = wanted.orElse(announced);
                if (direction != announced) {
                    // Whoever resumes after a kill must not head the old way: this comes before anything that can take
                    // time.
                    journal.append(new Announced(ports.now(), direction, Optional.empty()));
                }
                SecurityGroupGateway gateway = ports.gateways().apply(group);
                return run(journal, gateway, direction, caller(gateway));
            }
        });
    }

    private EndedChange run(OpenJournal journal, SecurityGroupGateway gateway, Direction direction, String caller) {
        Pacer pacer = ports.pacers().get();
        journal.append(new Announced(pacer.now(), direction, Optional.of(caller)));
        Opened opened = opened(journal.entries());
        listener.callsBegin(journal.name());
        try {
            RemediationRun remediation = new RemediationRun(gateway, journal, pacer, tempo, listener::tells);
            Outcome outcome = remediation.run();
            return new EndedChange(outcome, opened, RejectWatch.changedAt(journal.entries()), journal.name());
        } finally {
            listener.callsEnd();
        }
    }

    private static String caller(SecurityGroupGateway gateway) {
        ReadAnswer<String> answer = gateway.caller();
        return answer.match(ReadAnswer.Read::value, unread -> {
            throw new FailureException("AWS does not say who is calling: " + unread.reason());
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

    static <T> T guarded(Supplier<T> run) {
        try {
            return run.get();
        } catch (JournalFailure failed) {
            throw new FailureException(failed.reason(), failed);
        }
    }
}
