package dev.weir.traffic;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many connections were learned in each place, apart by whether the groups of their interface are known. */
final class PlaceConnections {

    private final Map<InterfaceLocation, Count> byPlace = new HashMap<>();

    /**
     * Connections in some places.
     *
     * @param attributed of interfaces whose groups are known
     * @param unattributed of others
     */
    record Count(long attributed, long unattributed) {

        private static final Count NONE = new Count(0, 0);

        private Count plus(Count other) {
            return new Count(attributed + other.attributed, unattributed + other.unattributed);
        }
    }

    void add(InterfaceLocation place, boolean groupsKnown, long connections) {
        byPlace.merge(place, groupsKnown ? new Count(connections, 0) : new Count(0, connections), Count::plus);
    }

    /** Those that are, or may be, in the subnets of these places. */
    Count among(Collection<InterfaceLocation> places) {
        return byPlace.entrySet().stream()
                .filter(one -> one.getKey().mayBeAmong(places))
                .map(Map.Entry::getValue)
                .reduce(Count.NONE, Count::plus);
    }
}
