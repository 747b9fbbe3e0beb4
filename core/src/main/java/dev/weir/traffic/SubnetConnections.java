package dev.weir.traffic;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many connections were learned in each subnet, apart by whether the groups of their interface are known. */
final class SubnetConnections {

    private final Map<String, Count> bySubnet = new HashMap<>();
    private final Count anywhere = new Count();

    /** Connections of interfaces whose groups are known, and of others. */
    static final class Count {
        long attributed;
        long unattributed;

        private void add(Count other) {
            attributed += other.attributed;
            unattributed += other.unattributed;
        }
    }

    /** Adds the connections of an interface; one whose subnet nobody knows may be in any. */
    void add(Optional<String> subnet, boolean groupsKnown, long connections) {
        Count count = subnet.map(id -> bySubnet.computeIfAbsent(id, unused -> new Count()))
                .orElse(anywhere);
        count.attributed += groupsKnown ? connections : 0;
        count.unattributed += groupsKnown ? 0 : connections;
    }

    /** All of them. */
    Count total() {
        return in(bySubnet.keySet());
    }

    /** Those in these subnets, and those that may be in any. */
    Count in(Collection<String> subnets) {
        Count sum = new Count();
        sum.add(anywhere);
        for (String subnet : subnets) {
            Count count = bySubnet.get(subnet);
            if (count != null) {
                sum.add(count);
            }
        }
        return sum;
    }
}
