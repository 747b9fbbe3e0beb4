package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.Evidence;

/**
 * How many connections of each interface were learned, and of how many the records cannot tell who began them: what is left of
 * verdicts where nobody asks for each.
 */
final class ConnectionCounts implements Verdicts {

    /** By token of an interface, which is told by one thread. */
    private final long[] connections;

    private final long[] ambiguous;

    private ConnectionCounts(Evidence evidence) {
        connections = new long[evidence.texts.size()];
        ambiguous = new long[connections.length];
    }

    /** Counts the verdicts about oriented evidence. */
    static ConnectionCounts of(Evidence evidence, int[] teams, ProfileSettings settings) {
        ConnectionCounts counts = new ConnectionCounts(evidence);
        Resolver.resolve(evidence, teams, settings, () -> counts);
        return counts;
    }

    /** The connections of an interface, by its token. */
    long connections(int token) {
        return connections[token];
    }

    /** How many of those may have been begun by the other end. */
    long ambiguous(int token) {
        return ambiguous[token];
    }

    @Override
    public void learned(EntryRuns run, int port, DayFacts facts, long count, Initiation verdict) {
        long kept = Math.min(count, Observations.MOST_CONNECTIONS);
        connections[run.networkInterface()] += kept;
        if (verdict.isAmbiguous()) {
            ambiguous[run.networkInterface()] += kept;
        }
    }

    @Override
    public void denied(EntryRuns run, DayFacts facts, long attempts) {
        // Nothing came about.
    }
}
