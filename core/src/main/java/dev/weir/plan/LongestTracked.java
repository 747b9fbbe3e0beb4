package dev.weir.plan;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Protocol;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The interface that tracks idle connections longest, of those that rules let through.
 *
 * <p>A connection that goes on carrying traffic lives on, until it ends or is idle for as long.
 *
 * @param networkInterface its id; of several that track alike the first by id
 * @param idle for how long
 * @param tracking why so long
 */
public record LongestTracked(String networkInterface, Duration idle, ConnectionTracking tracking) {

    /**
     * Of these interfaces.
     *
     * @param interfaces how each tracks, by id
     * @param rules that let the connections through
     * @return empty where there is no interface
     */
    public static Optional<LongestTracked> of(
            Map<String, ConnectionTracking> interfaces, Collection<SecurityGroupRule.Known> rules) {
        return interfaces.entrySet().stream()
                .map(one -> new LongestTracked(one.getKey(), tracked(one.getValue(), rules), one.getValue()))
                .max(Comparator.comparing(LongestTracked::idle)
                        .thenComparing(LongestTracked::networkInterface, Comparator.reverseOrder()));
    }

    private static Duration tracked(ConnectionTracking tracking, Collection<SecurityGroupRule.Known> rules) {
        return rules.stream()
                .map(rule -> tracking.idle(rule.service().protocol()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether established TCP connections are what is tracked for so long. */
    public boolean isOfTcp() {
        return idle.equals(tracking.idle(Protocol.TCP));
    }
}
