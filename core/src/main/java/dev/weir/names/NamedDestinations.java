package dev.weir.names;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.util.List;

/**
 * Destinations of one group that are called the same, as far as it is known.
 *
 * @param service the protocol and port that they were connected to on
 * @param naming what they are called
 * @param addresses ascending, at least one
 * @param connections to all of them, a lower bound
 */
public record NamedDestinations(Service service, Naming naming, List<IpAddress> addresses, long connections) {

    public NamedDestinations {
        addresses = List.copyOf(addresses);
    }
}
