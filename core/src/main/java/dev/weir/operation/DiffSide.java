package dev.weir.operation;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import java.util.function.Consumer;

/** One side of a comparison: findings, and how far that was read which they are about. */
public interface DiffSide {

    /** What the user calls it. */
    String name();

    /** Whether it tells of what it holds alone, so that what it lacks is no difference: plans do. */
    default boolean isPartial() {
        return false;
    }

    /**
     * Hands out the findings, passes included.
     *
     * @param policy what counts as the world, where that is not decided yet
     * @throws FailureException if it cannot be read
     */
    JudgedExtent read(Policy policy, Consumer<ReportedFinding> findings);
}
