package dev.weir.operation.trend;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** What was true at one time: a snapshot, or the findings of an earlier scan. */
public interface DatedState {

    /** What the user calls it. */
    String name();

    /**
     * When it was true, as it says itself; empty where it does not say.
     *
     * @throws FailureException if it cannot be read
     */
    Optional<Instant> asOf();

    /**
     * Hands out the findings, passes included.
     *
     * @param policy what counts as the world, where that is not decided yet
     * @param day on which suppressions hold or do not, where findings are yet to be made
     * @throws FailureException if it cannot be read
     */
    JudgedExtent read(Policy policy, LocalDate day, Consumer<ReportedFinding> findings);
}
