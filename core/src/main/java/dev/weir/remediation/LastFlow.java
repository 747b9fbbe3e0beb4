package dev.weir.remediation;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.plan.LongestTracked;
import dev.weir.remediation.JournalEntry.Opened;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When the last connection that a change's old rules let through, and that is idle, has died.
 *
 * <p>One that goes on carrying traffic lives on, until it ends or is idle for as long.
 *
 * @param at the instant, at the latest
 * @param longest the interface that tracks connections longest
 */
public record LastFlow(Instant at, LongestTracked longest) {

    /**
     * The last flow of a change.
     *
     * @param changedAt when the old rules were taken away
     * @return empty where the group was on no interface
     */
    public static Optional<LastFlow> of(Opened opened, Instant changedAt) {
        Map<String, ConnectionTracking> tracking = new TreeMap<>();
        opened.surroundings().interfaces().forEach(one -> tracking.put(one.id(), one.tracking()));
        return LongestTracked.of(tracking, opened.revoke())
                .map(longest -> new LastFlow(changedAt.plus(longest.idle()), longest));
    }
}
