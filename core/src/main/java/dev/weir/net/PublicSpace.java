package dev.weir.net;

import java.math.BigInteger;
import java.util.List;

/**
 * The public address space: unicast that the IANA special-purpose address registries call globally reachable.
 *
 * <p>Where rows nest, the most specific wins. A row whose "globally reachable" is N/A (6to4 relay anycast, 6to4, Teredo,
 * the old ORCHID block) is not public. IPv4 is the unicast space below 224.0.0.0; IPv6 is that part of {@code 2000::/3},
 * the only block that IANA gives out for global unicast.
 *
 * <p>Sources: iana-ipv4-special-registry and iana-ipv6-special-registry (RFC 6890, RFC 8190), ipv6-address-space.
 */
public final class PublicSpace {

    private static final List<RegistryRow> ROWS = List.of(
            new RegistryRow("0.0.0.0/0", true),
            new RegistryRow("0.0.0.0/8", false),
            new RegistryRow("10.0.0.0/8", false),
            new RegistryRow("100.64.0.0/10", false),
            new RegistryRow("127.0.0.0/8", false),
            new RegistryRow("169.254.0.0/16", false),
            new RegistryRow("172.16.0.0/12", false),
            new RegistryRow("192.0.0.0/24", false),
            new RegistryRow("192.0.0.9/32", true),
            new RegistryRow("192.0.0.10/32", true),
            new RegistryRow("192.0.2.0/24", false),
            new RegistryRow("192.31.196.0/24", true),
            new RegistryRow("192.52.193.0/24", true),
            new RegistryRow("192.88.99.0/24", false),
            new RegistryRow("192.168.0.0/16", false),
            new RegistryRow("192.175.48.0/24", true),
            new RegistryRow("198.18.0.0/15", false),
            new RegistryRow("198.51.100.0/24", false),
            new RegistryRow("203.0.113.0/24", false),
            new RegistryRow("224.0.0.0/4", false),
            new RegistryRow("240.0.0.0/4", false),
            new RegistryRow("2000::/3", true),
            new RegistryRow("2001::/23", false),
            new RegistryRow("2001::/32", false),
            new RegistryRow("2001:1::1/128", true),
            new RegistryRow("2001:1::2/128", true),
            new RegistryRow("2001:1::3/128", true),
            new RegistryRow("2001:2::/48", false),
            new RegistryRow("2001:3::/32", true),
            new RegistryRow("2001:4:112::/48", true),
            new RegistryRow("2001:10::/28", false),
            new RegistryRow("2001:20::/28", true),
            new RegistryRow("2001:30::/28", true),
            new RegistryRow("2001:db8::/32", false),
            new RegistryRow("2002::/16", false),
            new RegistryRow("2620:4f:8000::/48", true),
            new RegistryRow("3fff::/20", false));

    private static final AddressSet ADDRESSES = addressesOf(ROWS);
    private static final BigInteger IPV4_SIZE = ADDRESSES.size(IpFamily.IPV4);
    private static final BigInteger IPV6_SIZE = ADDRESSES.size(IpFamily.IPV6);

    private PublicSpace() {}

    private static final AddressSet INSIDE = AddressSet.of(List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"),
            Cidr.parse("127.0.0.0/8"),
            Cidr.parse("169.254.0.0/16"),
            Cidr.parse("224.0.0.0/4"),
            Cidr.parse("fc00::/7"),
            Cidr.parse("fe80::/10"),
            Cidr.parse("ff00::/8")));

    /** Addresses that no organisation outside holds: private, shared, loopback, link-local, multicast and unique local. */
    public static AddressSet inside() {
        return INSIDE;
    }

    /** Every public address of both families. */
    public static AddressSet addresses() {
        return ADDRESSES;
    }

    /** How many public addresses the family has: 3,702,258,434 for IPv4. */
    public static BigInteger size(IpFamily family) {
        return family == IpFamily.IPV4 ? IPV4_SIZE : IPV6_SIZE;
    }

    private static AddressSet addressesOf(List<RegistryRow> rows) {
        AddressSet addresses = AddressSet.EMPTY;
        // From the least specific to the most, because the most specific row wins; rows of equal length are disjoint.
        for (int prefixLength = 0; prefixLength <= IpFamily.IPV6.bits(); prefixLength++) {
            for (RegistryRow row : rows) {
                if (row.cidr().prefixLength() == prefixLength) {
                    AddressSet block = AddressSet.of(row.cidr());
                    addresses = row.globallyReachable() ? addresses.union(block) : addresses.minus(block);
                }
            }
        }
        return addresses;
    }

    private record RegistryRow(Cidr cidr, boolean globallyReachable) {
        RegistryRow(String cidr, boolean globallyReachable) {
            this(Cidr.parse(cidr), globallyReachable);
        }
    }
}
