package dev.weir.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What somebody said of some traffic.
 *
 * @param needed what
 * @param by who; hostile text
 * @param on when
 * @param kind why it was asked
 * @param until the end of what was known then: later evidence was not judged
 * @param about which traffic of which groups
 */
public record GivenAnswer(
        Needed needed, String by, LocalDate on, Doubt.Kind kind, Instant until, List<TrafficLine> about) {

    public GivenAnswer {
        about = List.copyOf(about);
        if (needed != Needed.UNKNOWN && by.isBlank()) {
            throw new IllegalArgumentException("nobody answers for it");
        }
    }
}
