package dev.weir.names;

import dev.weir.net.IpAddress;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficProfile;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which addresses each interface was seen asking on port 53: resolvers of one's own, which ask Amazon's for all of their clients.
 * Amazon's own resolver is in no flow log.
 */
final class OwnResolvers {

    private static final int DNS = 53;

    private final Map<String, Set<IpAddress>> asked = new HashMap<>();

    private OwnResolvers() {}

    static OwnResolvers of(TrafficProfile profile) {
        OwnResolvers resolvers = new OwnResolvers();
        profile.observations(resolvers::add);
        return resolvers;
    }

    private void add(Observation seen) {
        if (seen.service().protocol().hasPorts() && seen.service().from() == DNS) {
            asked.computeIfAbsent(seen.networkInterface(), unused -> new HashSet<>())
                    .add(seen.destination());
        }
    }

    Set<IpAddress> of(String networkInterface) {
        return asked.getOrDefault(networkInterface, Collections.emptySet());
    }
}
