package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortAddresses;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules may be recommended at all.
 *
 * @param permitted what the old rules permit: nothing else is opened, so a plan never widens
 * @param forbidden addresses that policy forbids
 * @param shortestIpv4 the shortest IPv4 prefix that addresses may be gathered under, 0 to 32
 * @param shortestIpv6 the same for IPv6, 0 to 128
 * @param zones addresses that weigh more or less than others
 * @param quota how many rules
 */
public record Constraints(
        TrafficSet permitted, AddressSet forbidden, int shortestIpv4, int shortestIpv6, List<Zone> zones, Quota quota) {

    public Constraints {
        zones = List.copyOf(zones);
        if (shortestIpv4 < 0 || shortestIpv4 > 32 || shortestIpv6 < 0 || shortestIpv6 > 128) {
            throw new IllegalArgumentException(
                    "the shortest prefix is 0 to 32 for IPv4 and 0 to 128 for IPv6, found %d and %d"
                            .formatted(shortestIpv4, shortestIpv6));
        }
    }

    /** Everything that the old rules permit, any prefix, every address alike. */
    public static Constraints of(TrafficSet permitted, Quota quota) {
        return new Constraints(permitted, AddressSet.EMPTY, 0, 0, List.of(), quota);
    }

    /** The shortest prefix that addresses of this family may be gathered under. */
    public int shortest(IpFamily family) {
        return family == IpFamily.IPV4 ? shortestIpv4 : shortestIpv6;
    }

    /** The addresses that every point of the service may be opened to. */
    AddressSet allowed(Service service) {
        AddressSet allowed = on(permitted.layer(service.protocol()), service.span());
        if (service.protocol().isAll()) {
            for (Protocol named : permitted.namedProtocols()) {
                allowed = allowed.intersect(on(permitted.layer(named), service.span()));
            }
        }
        return allowed.minus(forbidden);
    }

    private static AddressSet on(PortAddresses layer, PortRange ports) {
        List<PortAddresses.Segment> touched = new ArrayList<>();
        int covered = 0;
        for (PortAddresses.Segment segment : layer.segments()) {
            if (segment.ports().intersects(ports)) {
                touched.add(segment);
                covered += Math.min(segment.ports().to(), ports.to())
                        - Math.max(segment.ports().from(), ports.from())
                        + 1;
            }
        }
        if (covered < ports.size()) {
            return AddressSet.EMPTY;
        }
        AddressSet everywhere = touched.get(0).addresses();
        for (PortAddresses.Segment segment : touched) {
            everywhere = everywhere.intersect(segment.addresses());
        }
        return everywhere;
    }
}
