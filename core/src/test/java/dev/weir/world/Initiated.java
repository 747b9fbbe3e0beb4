package dev.weir.world;

import java.util.Comparator;

/**
 * The truth about who began something: an interface toward a service.
 *
 * @param networkInterface who began it
 * @param protocol number
 * @param destination address
 * @param port of the service; 0 for protocols without ports
 */
public record Initiated(String networkInterface, int protocol, String destination, int port)
        implements Comparable<Initiated> {

    private static final Comparator<Initiated> ORDER = Comparator.comparing(Initiated::networkInterface)
            .thenComparing(Initiated::protocol)
            .thenComparing(Initiated::destination)
            .thenComparing(Initiated::port);

    @Override
    public int compareTo(Initiated other) {
        return ORDER.compare(this, other);
    }
}
