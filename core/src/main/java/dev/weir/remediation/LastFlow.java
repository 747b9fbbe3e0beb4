package dev.weir.remediation;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.net.Protocol;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When the last connection that a change's old rules let through, and that is idle, has died.
 *
 * <p>One that goes on carrying traffic lives on, until it ends or is idle for as long.
 *
 * @param at the instant, at the latest
 * @param networkInterface the interface that tracks connections longest
 * @param idle for how long
 * @param tracking why so long
 */
public record LastFlow(Instant at, String networkInterface, Duration idle, ConnectionTracking tracking) {

    /**
     * The last flow of a change.
     *
     * @param changedAt when the old rules were taken away
     * @return empty where the group was on no interface
     */
    public static Optional<LastFlow> of(Opened opened, Instant changedAt) {
        return opened.surroundings().interfaces().stream()
                .map(associated -> of(opened, associated, changedAt))
                .max(Comparator.comparing(LastFlow::at)
                        .thenComparing(LastFlow::networkInterface, Comparator.reverseOrder()));
    }

    /** Whether established TCP connections are what is tracked for so long. */
    public boolean isOfTcp() {
        return idle.equals(tracking.idle(Protocol.TCP));
    }

    private static LastFlow of(Opened opened, AssociatedInterface associated, Instant changedAt) {
        Duration idle = opened.revoke().stream()
                .map(rule -> associated.tracking().idle(rule.service().protocol()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new LastFlow(changedAt.plus(idle), associated.id(), idle, associated.tracking());
    }
}
