package dev.weir.plan;

import dev.weir.evidence.Evidence;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What was observed, whole, and its earlier part alone.
 *
 * <p>The earlier part is cut from the evidence before anything is resolved, so that nothing later leaks into what is learned
 * from it, listeners included.
 */
public final class ObservedTraffic {

    private static final int LONG_PERIOD_DAYS = 28;
    private static final int WEEK = 7;

    private final TrafficProfile whole;
    private final Optional<Earlier> earlier;

    /**
     * The earlier part.
     *
     * @param profile resolved from the earlier evidence alone
     * @param firstLaterDay the first day that it does not hold
     */
    record Earlier(TrafficProfile profile, LocalDate firstLaterDay) {

        Instant learnedTo() {
            return firstLaterDay.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    /** Resolves evidence whole, and its earlier part where there are two days or more. */
    public ObservedTraffic(Evidence evidence, InventoryHistory inventory, ProfileSettings settings) {
        whole = TrafficProfile.of(evidence, inventory, settings);
        ObservationPeriod period = whole.period();
        if (period.days() < 2) {
            earlier = Optional.empty();
            return;
        }
        int quarter = Math.max(1, period.days() / 4);
        int held = period.days() >= LONG_PERIOD_DAYS ? Math.max(WEEK, quarter) : quarter;
        LocalDate firstLater = period.lastDay().minusDays(held - 1L);
        Evidence part = evidence.cut(LocalDate.EPOCH, firstLater.minusDays(1));
        earlier = Optional.of(new Earlier(TrafficProfile.of(part, inventory, settings), firstLater));
    }

    /** All of it. */
    public TrafficProfile whole() {
        return whole;
    }

    Optional<Earlier> earlier() {
        return earlier;
    }
}
