package dev.weir.remediation;

import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import java.util.Comparator;

/**
 * A kind of traffic of one interface.
 *
 * @param networkInterface its id
 * @param protocol of the flow
 * @param port destination port; 0 where the protocol has none
 * @param destination the far end
 */
public record RejectedFlow(String networkInterface, Protocol protocol, int port, IpAddress destination)
        implements Comparable<RejectedFlow> {

    private static final Comparator<RejectedFlow> ORDER = Comparator.comparing(RejectedFlow::networkInterface)
            .thenComparing(RejectedFlow::protocol)
            .thenComparingInt(RejectedFlow::port)
            .thenComparing(RejectedFlow::destination);

    @Override
    public int compareTo(RejectedFlow other) {
        return ORDER.compare(this, other);
    }
}
