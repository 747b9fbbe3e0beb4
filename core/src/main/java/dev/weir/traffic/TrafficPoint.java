package dev.weir.traffic;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.util.Comparator;

/**
 * One service at one address.
 *
 * @param service protocol with the one port; all types for ICMP, no ports for other protocols
 * @param destination the address
 */
public record TrafficPoint(Service service, IpAddress destination) implements Comparable<TrafficPoint> {

    private static final Comparator<TrafficPoint> ORDER =
            Comparator.comparing(TrafficPoint::destination).thenComparing(TrafficPoint::service);

    @Override
    public int compareTo(TrafficPoint other) {
        return ORDER.compare(this, other);
    }

    /** {@code tcp 443 to 203.0.113.7}. */
    @Override
    public String toString() {
        return service + " to " + destination;
    }
}
