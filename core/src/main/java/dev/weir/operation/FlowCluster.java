package dev.weir.operation;

import dev.weir.evidence.Evidence;

/** Other machines that read flow logs as a whole: they list them, sort out what is new, and hand back all that came of it. */
public interface FlowCluster {

    /**
     * Reads.
     *
     * @param before what was observed already
     * @param choice which records are taken
     * @return what was there before and what was learned, and how the reading went
     * @throws FailureException if they could not
     */
    FlowEvidence.FlowsRead read(Evidence before, FlowChoice choice);
}
