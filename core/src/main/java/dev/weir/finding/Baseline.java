package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Suppression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * What an earlier scan found, so that only what is new counts: a finding that was there, and is no worse than it was, is
 * suppressed.
 *
 * <p>Known by fingerprint. Worse is: a fail that was unknown, more severe, more ports or more of the world, or as many ports by
 * other rules. What was suppressed in code then and is not now is new.
 */
public final class Baseline {

    /** None: everything counts. */
    public static final Baseline NONE = new Baseline("", Map.of());

    private final Map<String, ReportedFinding> open;
    private final Optional<Suppression> decision;

    private Baseline(String name, Map<String, ReportedFinding> open) {
        this.open = open;
        this.decision = Optional.of(new Suppression(
                Check.OUTBOUND_ACCESS_RESTRICTED.id(),
                Optional.empty(),
                Optional.of("in the baseline"),
                Origin.of(name),
                Suppression.Where.BASELINE,
                Optional.empty()));
    }

    /** Takes findings one by one, and keeps those that do not pass. */
    public static final class Builder {

        private final Map<String, ReportedFinding> open = new HashMap<>();

        public void add(ReportedFinding finding) {
            if (finding.verdict() != Verdict.PASS) {
                open.merge(finding.fingerprint(), finding, (one, other) -> one.isWorseThan(other) ? one : other);
            }
        }

        /** The baseline that a file holds. */
        public Baseline build(String file) {
            return new Baseline(file, Map.copyOf(open));
        }
    }

    /** The finding, suppressed if it was known. */
    Finding applied(Finding finding) {
        if (open.isEmpty()
                || finding.verdict() == Verdict.PASS
                || finding.suppression().isPresent()) {
            return finding;
        }
        ReportedFinding was = open.get(finding.fingerprint());
        return was == null || isNew(ReportedFinding.of(finding), was) ? finding : finding.with(decision);
    }

    private static boolean isNew(ReportedFinding is, ReportedFinding was) {
        boolean opensLess = is.openPorts().tcp() + is.openPorts().udp()
                < was.openPorts().tcp() + was.openPorts().udp();
        return is.isWorseThan(was) || !opensLess && !new HashSet<>(was.rules()).containsAll(is.rules());
    }
}
