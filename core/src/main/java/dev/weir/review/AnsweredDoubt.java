package dev.weir.review;

import java.time.LocalDate;

/**
 * A doubt that somebody settled.
 *
 * @param needed yes or no
 * @param by who; hostile text
 * @param on when
 * @param doubt what was asked, with the evidence that there is now
 */
public record AnsweredDoubt(Needed needed, String by, LocalDate on, Doubt doubt) {

    public AnsweredDoubt {
        if (needed == Needed.UNKNOWN) {
            throw new IllegalArgumentException("unknown settles nothing");
        }
    }

    /** {@code no: tcp 443 to 203.0.113.7, by jane on 2026-11-22}. */
    @Override
    public String toString() {
        return needed.id() + ": " + doubt.point() + ", by " + by + " on " + on;
    }
}
