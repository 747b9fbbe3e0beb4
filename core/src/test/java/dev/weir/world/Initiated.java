package dev.weir.world;

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

    @Override
    public int compareTo(Initiated other) {
        return toString().compareTo(other.toString());
    }
}
