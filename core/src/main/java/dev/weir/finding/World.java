package dev.weir.finding;

import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.PublicSpace;
import dev.weir.net.Ratio;
import java.math.BigInteger;

/**
 * What a policy calls the world and all ports, as whole numbers: how many public addresses, how many ports.
 *
 * <p>Addresses are counted where traffic arrives, so an IPv6 destination inside 64:ff9b::/96 counts as IPv4.
 */
final class World {

    static final BigInteger IPV4 = PublicSpace.size(IpFamily.IPV4);
    static final BigInteger IPV6 = PublicSpace.size(IpFamily.IPV6);

    private static final BigInteger PORTS_OF_TCP_AND_UDP = BigInteger.valueOf(2L * PortRange.PORTS);
    private static final BigInteger IPV4_POINTS = IPV4.multiply(PORTS_OF_TCP_AND_UDP);
    private static final BigInteger IPV6_POINTS = IPV6.multiply(PORTS_OF_TCP_AND_UDP);

    private final BigInteger leastIpv4;
    private final BigInteger leastIpv6;
    private final int leastPorts;

    World(Policy policy) {
        leastIpv4 = policy.worldShare().leastOf(IPV4);
        leastIpv6 = policy.worldShare().leastOf(IPV6);
        leastPorts =
                policy.portsShare().leastOf(BigInteger.valueOf(PortRange.PORTS)).intValueExact();
    }

    /** The public addresses that traffic to this set arrives at, per family. */
    static Reach reach(AddressSet addresses) {
        return addresses.isEmpty()
                ? Reach.NOWHERE
                : Reach.of(addresses.reached().intersect(PublicSpace.addresses()));
    }

    boolean isWorldIpv4(BigInteger addresses) {
        return addresses.compareTo(leastIpv4) >= 0;
    }

    boolean isWorldIpv6(BigInteger addresses) {
        return addresses.compareTo(leastIpv6) >= 0;
    }

    /** Whether a port that reaches this is open to the world: either family suffices. */
    boolean isWorld(Reach reach) {
        return isWorldIpv4(reach.ipv4()) || isWorldIpv6(reach.ipv6());
    }

    boolean isAllPorts(int openPorts) {
        return openPorts >= leastPorts;
    }

    /** The share of the TCP and UDP port x public-address space that this many points are. */
    static Exposure exposure(BigInteger ipv4Points, BigInteger ipv6Points) {
        return ipv4Points.signum() == 0 && ipv6Points.signum() == 0
                ? Exposure.NONE
                : new Exposure(new Ratio(ipv4Points, IPV4_POINTS), new Ratio(ipv6Points, IPV6_POINTS));
    }

    /**
     * Public addresses.
     *
     * @param addresses which
     * @param ipv4 how many of IPv4
     * @param ipv6 how many of IPv6
     */
    record Reach(AddressSet addresses, BigInteger ipv4, BigInteger ipv6) {

        static final Reach NOWHERE = new Reach(AddressSet.EMPTY, BigInteger.ZERO, BigInteger.ZERO);

        /** Counts addresses that are public and where traffic arrives already, as unions of reaches are. */
        static Reach of(AddressSet reached) {
            return reached.isEmpty()
                    ? NOWHERE
                    : new Reach(reached, reached.size(IpFamily.IPV4), reached.size(IpFamily.IPV6));
        }
    }
}
