package dev.weir.operation;

import dev.weir.remediation.Direction;
import dev.weir.remediation.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Watches the flow logs after a change, and undoes it when it denies too much. */
record Watch(Watching asked, ChangePorts ports, ApplyListener listener) {

    /** Flow logs come 5 to 10 minutes late (VPC user guide); without any record for longer, the logs are silent. */
    private static final Duration DELIVERY = Duration.ofMinutes(15);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Watches a change that was applied; one that denied too much is undone by then. */
    AttemptedPlan.End over(EndedChange change, ChangeRun changes) {
        return change.changedAt().map(at -> over(change, at, changes)).orElse(AttemptedPlan.End.APPLIED);
    }

    private AttemptedPlan.End over(EndedChange change, Instant changedAt, ChangeRun changes) {
        Pacer pacer = ports.pacers().get();
        Instant begun = pacer.now();
        listener.awaitsRecords(change.opened(), changedAt, begun.plus(DELIVERY));
        boolean delivered = false;
        while (true) {
            VerifyOperation.Result seen =
                    VerifyOperation.look(change.opened(), changedAt, Optional.empty(), asked.logs());
            Optional<Instant> first = seen.rejects().firstDelivery();
            if (!delivered && first.isPresent()) {
                delivered = true;
                listener.recordsCame();
            }
            if (asked.limit().isPresent()
                    && seen.rejects().rejected() >= asked.limit().getAsInt()) {
                listener.rollsBack(seen);
                return undone(change, changes);
            }
            Instant end = first.map(at -> at.isAfter(begun) ? at : begun)
                    .orElse(begun.plus(DELIVERY))
                    .plus(asked.period());
            Duration rest = Duration.between(pacer.now(), end);
            if (rest.isNegative() || rest.isZero()) {
                listener.watched(seen);
                return end(seen);
            }
            pacer.sleep(rest.compareTo(LONGEST_PAUSE) < 0 ? rest : LONGEST_PAUSE);
        }
    }

    private AttemptedPlan.End undone(EndedChange change, ChangeRun changes) {
        try {
            EndedChange undone = changes.goOn(change.journal(), Optional.of(Direction.BACK));
            listener.changed(undone);
            return undone.outcome().isEnd() ? AttemptedPlan.End.ROLLED_BACK : AttemptedPlan.End.NOT_UNDONE;
        } catch (FailureException failed) {
            listener.failed(failed.sentence());
            return AttemptedPlan.End.NOT_UNDONE;
        }
    }

    private static AttemptedPlan.End end(VerifyOperation.Result seen) {
        if (!seen.isObserved()) {
            return AttemptedPlan.End.NOT_OBSERVED;
        }
        return seen.rejects().denied().isEmpty() ? AttemptedPlan.End.APPLIED : AttemptedPlan.End.REJECTS;
    }
}
