package dev.weir.evaluation;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import java.util.Collection;

/**
 * A set of (protocol, port) points: what may be asked of a destination that is not an address.
 *
 * <p>It is a traffic set to one stand-in address, so that it is as exact and as canonical as traffic sets are.
 */
public final class Services {

    /** Nothing. */
    public static final Services NONE = new Services(TrafficSet.EMPTY);

    private static final IpAddress STAND_IN = IpAddress.ipv4(0);
    private static final AddressSet STAND_IN_ONLY = AddressSet.of(Cidr.host(STAND_IN));

    private final TrafficSet points;

    private Services(TrafficSet points) {
        this.points = points;
    }

    /** All points of any of these services. */
    public static Services of(Collection<Service> services) {
        TrafficSet.Builder builder = new TrafficSet.Builder();
        services.forEach(service -> builder.add(service, STAND_IN_ONLY));
        return new Services(builder.build());
    }

    /** The points on which {@code traffic} holds every one of {@code addresses}. */
    static Services whereAllOf(AddressSet addresses, TrafficSet traffic) {
        return new Services(traffic.project(reached -> reached.contains(addresses) ? STAND_IN_ONLY : AddressSet.EMPTY));
    }

    /** Whether this point is in the set; {@code port} is a point of {@link Service#span}. */
    public boolean contains(Protocol protocol, int port) {
        return points.contains(protocol, port, STAND_IN);
    }

    public boolean contains(Services other) {
        return points.contains(other.points);
    }

    public Services minus(Services other) {
        return new Services(points.minus(other.points));
    }

    public boolean isEmpty() {
        return points.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Services services && points.equals(services.points);
    }

    @Override
    public int hashCode() {
        return points.hashCode();
    }

    @Override
    public String toString() {
        return "Services" + points;
    }
}
