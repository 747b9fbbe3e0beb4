package dev.weir.ranges;

import dev.weir.net.AddressSet;
import java.time.Duration;
import java.util.List;

/**
 * Addresses under a name, and the prefix lists that are to hold them.
 *
 * @param name what the organisation calls them
 * @param addresses what its source says now, of either family
 * @param source where that was read and which version it is, for people
 * @param prefixLists ids or names of customer-managed prefix lists, at most one of a family; of a family without one nothing is kept
 * @param grace how long an address stays in a list after its source no longer has it
 */
public record KeptRange(String name, AddressSet addresses, String source, List<String> prefixLists, Duration grace) {

    /** What is waited for unless told otherwise: addresses that were rotated out come back within a day. */
    public static final Duration GRACE = Duration.ofHours(24);

    public KeptRange {
        prefixLists = List.copyOf(prefixLists);
    }
}
