package dev.weir.operation;

import dev.weir.plan.Plan;
import java.util.Optional;

/**
 * What became of a plan that was to be applied.
 *
 * @param plan the plan
 * @param digest of the plan
 * @param end how it ended
 * @param change as its journal says; empty where none was begun
 */
public record AttemptedPlan(Plan plan, String digest, End end, Optional<EndedChange> change) {

    /** How an attempt ends. */
    public enum End {
        /** Applied, and if it was watched, nothing was rejected. */
        APPLIED,
        /** Applied on the canaries; the other interfaces wait. */
        PAUSED,
        /** Something definite stood in the way. */
        STOPPED,
        /** It is not known what became of a call. */
        UNKNOWN,
        /** Applied, and something that the change denies was rejected. */
        REJECTS,
        /** Applied, and the flow logs do not tell whether anything was rejected. */
        NOT_OBSERVED,
        /** Undone, because too much was rejected. */
        ROLLED_BACK,
        /** Too much was rejected, and undoing it did not come to its end. */
        NOT_UNDONE,
        /** Nothing was changed. */
        NOT_BEGUN
    }

    static AttemptedPlan notBegun(ApplyOperation.Preview preview) {
        return new AttemptedPlan(preview.plan(), preview.digest(), End.NOT_BEGUN, Optional.empty());
    }

    static AttemptedPlan of(ApplyOperation.Preview preview, EndedChange change) {
        End end = End.valueOf(change.outcome().kind().name());
        return new AttemptedPlan(preview.plan(), preview.digest(), end, Optional.of(change));
    }

    AttemptedPlan became(End other) {
        return new AttemptedPlan(plan, digest, other, change);
    }

    /** Whether the next plan may be applied. */
    public boolean isClean() {
        return end == End.APPLIED
                && change.map(ended -> ended.outcome().isClean()).orElse(false);
    }
}
