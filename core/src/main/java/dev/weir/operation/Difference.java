package dev.weir.operation;

import dev.weir.finding.ReportedFinding;
import dev.weir.finding.Verdict;
import java.util.Locale;
import java.util.Optional;

/**
 * What became different of one reading of one resource.
 *
 * @param kind opened, closed, changed, or not known which
 * @param before what was said of it before
 * @param after what is said of it now
 * @param worse whether it is now open, or may be, and was not; or is so wider, more severely or no longer suppressed; never where it is
 *     suppressed now
 * @param reason why it is not known, one sentence; empty where it is
 */
public record Difference(Kind kind, State before, State after, boolean worse, Optional<String> reason) {

    /** What can be said. */
    public enum Kind {
        /** It fails now, and did not. */
        OPENED,
        /** It failed, and does not now. */
        CLOSED,
        /** It did not pass and does not now, and what it permits or how bad that is became different. */
        CHANGED,
        /** Something was not read: it may have opened or closed. */
        NOT_KNOWN;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A resource on one side.
     *
     * @param presence whether it is there
     * @param finding what is said of it; empty unless it was judged
     */
    public record State(Presence presence, Optional<ReportedFinding> finding) {

        static State of(ReportedFinding finding) {
            return new State(Presence.JUDGED, Optional.of(finding));
        }

        /** {@code fail}, {@code unknown}, {@code pass}, {@code absent} or {@code not-read}. */
        public String status() {
            return finding.map(judged -> judged.verdict().toString())
                    .orElse(presence.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** Whether a resource is on a side. */
    public enum Presence {
        JUDGED,
        /** It is not there: all was read. */
        ABSENT,
        /** It was not met, and may be there. */
        NOT_READ
    }

    /** What is said of it now, else what was said before. */
    public ReportedFinding latest() {
        return after.finding().or(before::finding).orElseThrow();
    }

    /** The finding that says how bad it is: the one that does not pass, of two the one now. */
    public ReportedFinding telling() {
        return after.finding()
                .filter(Difference::isOpen)
                .or(() -> before.finding().filter(Difference::isOpen))
                .orElseGet(this::latest);
    }

    static boolean isOpen(ReportedFinding finding) {
        return finding.verdict() != Verdict.PASS;
    }
}
