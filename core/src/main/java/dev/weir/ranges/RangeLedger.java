package dev.weir.ranges;

import dev.weir.net.Cidr;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Since when addresses of prefix lists are in their ranges no more: what a shrinking list waits by, and what AWS keeps nowhere.
 *
 * @param departures by the id of the list
 */
public record RangeLedger(Map<String, Map<Cidr, Instant>> departures) {

    /** Nothing left yet. */
    public static final RangeLedger EMPTY = new RangeLedger(Map.of());

    public RangeLedger {
        TreeMap<String, Map<Cidr, Instant>> copy = new TreeMap<>();
        departures.forEach((list, since) -> copy.put(list, new TreeMap<>(since)));
        departures = copy;
    }

    public Map<Cidr, Instant> of(String list) {
        return departures.getOrDefault(list, Map.of());
    }

    /** The same with what is now known of one list. */
    public RangeLedger with(String list, Map<Cidr, Instant> since) {
        Map<String, Map<Cidr, Instant>> other = new TreeMap<>(departures);
        if (since.isEmpty()) {
            other.remove(list);
        } else {
            other.put(list, since);
        }
        return new RangeLedger(other);
    }
}
