package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;

/**
 * Who is told the verdicts that {@link Resolver} draws: of one interface after the other, by key and day. The views that it is
 * handed are filled again when it returns.
 */
interface Verdicts {

    /**
     * Something was initiated, or may have been.
     *
     * @param port of the peer, which the run's key does not name where that is about the local port
     * @param connections a lower bound
     */
    void learned(EntryRuns run, int port, DayFacts facts, long connections, Initiation verdict);

    /** Something was tried so often, and refused. */
    void denied(EntryRuns run, DayFacts facts, long attempts);
}
