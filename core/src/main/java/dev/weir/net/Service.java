package dev.weir.net;

import java.util.OptionalInt;

/**
 * What a rule says beside its destination: a protocol with its ports, or with its ICMP type and code.
 *
 * <p>Normalised as AWS means it (EC2 API, IpPermission): {@code -1} and every protocol other than TCP, UDP, ICMP and
 * ICMPv6 ignore ports; TCP or UDP without ports, or with -1, means all ports; an ICMP type of -1 means all types.
 * To the set algebra every protocol has 65 536 points: ports, or {@code type * 256 + code} for ICMP; {@link #span} gives them.
 *
 * @param protocol the protocol, or all of them
 * @param from first port, or ICMP type; -1 where there is none or all are meant
 * @param to last port, or ICMP code; -1 likewise
 */
public record Service(Protocol protocol, int from, int to) implements Comparable<Service> {

    /** All traffic: every protocol, every port. */
    public static final Service ALL = new Service(Protocol.ALL, -1, -1);

    public Service {
        if (protocol.hasPorts()) {
            PortRange unused = new PortRange(from, to);
        } else if (protocol.isIcmp()) {
            if (from < -1 || from > 255 || to < -1 || to > 255) {
                throw new IllegalArgumentException(
                        "an ICMP type and code are 0 to 255, or -1 for all, found %d/%d".formatted(from, to));
            }
            if (from == -1 && to != -1) {
                throw new IllegalArgumentException("an ICMP type of -1 needs the code -1, found " + to);
            }
        } else if (from != -1 || to != -1) {
            throw new IllegalArgumentException("protocol %s has no ports, found %d-%d".formatted(protocol, from, to));
        }
    }

    /**
     * The service that a rule's fields mean to AWS; absent ports are empty.
     *
     * @throws IllegalArgumentException if a field that counts for this protocol is out of range, reversed or alone
     */
    public static Service of(Protocol protocol, OptionalInt fromPort, OptionalInt toPort) {
        if (!protocol.hasPorts() && !protocol.isIcmp()) {
            return new Service(protocol, -1, -1);
        }
        if (protocol.isIcmp()) {
            return new Service(protocol, fromPort.orElse(-1), toPort.orElse(-1));
        }
        if (fromPort.isEmpty() != toPort.isEmpty()) {
            throw new IllegalArgumentException("a %s rule has both ports or none, found %s"
                    .formatted(protocol, fromPort.isPresent() ? "FromPort alone" : "ToPort alone"));
        }
        if (fromPort.orElse(-1) == -1 && toPort.orElse(-1) == -1) {
            return of(protocol, PortRange.ALL);
        }
        return of(protocol, new PortRange(fromPort.getAsInt(), toPort.getAsInt()));
    }

    /** TCP or UDP on these ports. */
    public static Service of(Protocol protocol, PortRange ports) {
        return new Service(protocol, ports.from(), ports.to());
    }

    /** TCP on one port. */
    public static Service tcp(int port) {
        return of(Protocol.TCP, PortRange.of(port));
    }

    /** UDP on one port. */
    public static Service udp(int port) {
        return of(Protocol.UDP, PortRange.of(port));
    }

    /** Everything of this protocol: all ports, all types, or all there is. */
    public static Service all(Protocol protocol) {
        return of(protocol, OptionalInt.empty(), OptionalInt.empty());
    }

    /** The points of the protocol's 65 536 that it covers: its ports, or its types and codes as {@code type * 256 + code}. */
    public PortRange span() {
        if (protocol.hasPorts()) {
            return new PortRange(from, to);
        }
        if (protocol.isIcmp() && from >= 0) {
            return to >= 0 ? PortRange.of(from << 8 | to) : new PortRange(from << 8, from << 8 | 255);
        }
        return PortRange.ALL;
    }

    /** Whether all that {@code other} names is named by this. */
    public boolean covers(Service other) {
        return (protocol.isAll() || protocol.equals(other.protocol)) && span().contains(other.span());
    }

    /** FromPort as the EC2 API carries it: empty for all traffic and for protocols without ports. */
    public OptionalInt fromPort() {
        return protocol.hasPorts() || protocol.isIcmp() ? OptionalInt.of(from) : OptionalInt.empty();
    }

    /** ToPort as the EC2 API carries it: empty for all traffic and for protocols without ports. */
    public OptionalInt toPort() {
        return protocol.hasPorts() || protocol.isIcmp() ? OptionalInt.of(to) : OptionalInt.empty();
    }

    /** The ports in words: {@code 443}, {@code 1-1024}, {@code all}, or {@code type 8 code 0}. */
    public String ports() {
        if (protocol.hasPorts()) {
            return span().toString();
        }
        if (!protocol.isIcmp() || from < 0) {
            return "all";
        }
        return to < 0 ? "type " + from : "type " + from + " code " + to;
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Service that && from == that.from && to == that.to && protocol.equals(that.protocol);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * protocol.hashCode() + from) + to;
    }

    @Override
    public int compareTo(Service other) {
        int byProtocol = protocol.compareTo(other.protocol);
        if (byProtocol != 0) {
            return byProtocol;
        }
        return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }

    /** {@code tcp 443}, {@code udp all ports}, {@code icmp type 8}, {@code protocol 47}, {@code all traffic}. */
    @Override
    public String toString() {
        if (protocol.isAll()) {
            return "all traffic";
        }
        if (protocol.hasPorts()) {
            return protocol + (span().equals(PortRange.ALL) ? " all ports" : " " + span());
        }
        return protocol.isIcmp() ? protocol + " " + ports() : "protocol " + protocol;
    }
}
