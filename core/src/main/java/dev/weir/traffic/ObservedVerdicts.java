package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.Evidence;
import java.util.List;

/** Verdicts that are kept, each as an observation: those about IPv4 before those about IPv6. */
final class ObservedVerdicts implements Verdicts {

    /** What was initiated, or may have been. */
    final Observations learned;
    /** What was tried and refused. */
    final Observations denied;

    private final Observations learnedIpv6;
    private final Observations deniedIpv6;

    private ObservedVerdicts(Evidence evidence) {
        learned = new Observations(evidence.texts);
        denied = new Observations(evidence.texts);
        learnedIpv6 = new Observations(evidence.texts);
        deniedIpv6 = new Observations(evidence.texts);
    }

    /** All verdicts about oriented evidence. */
    static ObservedVerdicts of(Evidence evidence, int[] teams, ProfileSettings settings) {
        return together(evidence, Resolver.resolve(evidence, teams, settings, () -> new ObservedVerdicts(evidence)));
    }

    /** The same, drawn in parts of so many entries at least. */
    static ObservedVerdicts of(Evidence evidence, int[] teams, ProfileSettings settings, int least) {
        return together(
                evidence, Resolver.resolve(evidence, teams, settings, () -> new ObservedVerdicts(evidence), least));
    }

    private static ObservedVerdicts together(Evidence evidence, List<ObservedVerdicts> parts) {
        ObservedVerdicts all = new ObservedVerdicts(evidence);
        for (ObservedVerdicts part : parts) {
            all.learned.absorb(part.learned);
            all.denied.absorb(part.denied);
        }
        for (ObservedVerdicts part : parts) {
            all.learned.absorb(part.learnedIpv6);
            all.denied.absorb(part.deniedIpv6);
        }
        return all;
    }

    @Override
    public void learned(EntryRuns run, int port, DayFacts facts, long connections, Initiation verdict) {
        add(run.family() == 6 ? learnedIpv6 : learned, run, port, facts, connections, verdict);
    }

    @Override
    public void denied(EntryRuns run, DayFacts facts, long attempts) {
        add(
                run.family() == 6 ? deniedIpv6 : denied,
                run,
                run.port(),
                facts,
                attempts,
                Initiation.initiated(Confidence.CERTAIN));
    }

    private static void add(
            Observations to, EntryRuns run, int port, DayFacts facts, long connections, Initiation verdict) {
        to.add(
                run.networkInterface(),
                run.protocol(),
                port,
                run.family(),
                run.high(),
                run.low(),
                connections,
                facts,
                verdict.confidence(),
                verdict.isAmbiguous());
    }
}
