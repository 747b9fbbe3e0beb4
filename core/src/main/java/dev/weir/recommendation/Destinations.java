package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The addresses that one class of traffic was seen going to, with the connections to each; ascending, each once.
 *
 * <p>Held as primitive arrays: a hundred thousand of them are sorted and covered in milliseconds. However they were given
 * (order, repetitions), equal addresses and counts make equal destinations.
 */
public final class Destinations {

    /** No destination. */
    public static final Destinations NONE = new Builder().build();

    /** Up to so many addresses are looked up one by one. */
    private static final int FEW = 64;

    private final AddressColumn ipv4;
    private final AddressColumn ipv6;

    private Destinations(AddressColumn ipv4, AddressColumn ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** These addresses, one connection each. */
    public static Destinations of(Collection<IpAddress> addresses) {
        Builder builder = new Builder();
        addresses.forEach(address -> builder.add(address, 1));
        return builder.build();
    }

    /** Collects addresses in any order; the connections of one address add up. */
    public static final class Builder {

        private final AddressColumn.Growing ipv4 = new AddressColumn.Growing();
        private final AddressColumn.Growing ipv6 = new AddressColumn.Growing();

        /**
         * Adds connections to one address.
         *
         * @throws IllegalArgumentException if the count is negative
         */
        public Builder add(IpAddress address, long connections) {
            if (connections < 0) {
                throw new IllegalArgumentException("connections are 0 or more, found " + connections);
            }
            (address.family() == IpFamily.IPV4 ? ipv4 : ipv6).add(address.high(), address.low(), connections);
            return this;
        }

        public Destinations build() {
            return new Destinations(ipv4.sorted(IpFamily.IPV4), ipv6.sorted(IpFamily.IPV6));
        }
    }

    /** How many addresses of this family there are. */
    public int count(IpFamily family) {
        return column(family).low.length;
    }

    public boolean isEmpty() {
        return count(IpFamily.IPV4) == 0 && count(IpFamily.IPV6) == 0;
    }

    /** The address at this place in ascending order. */
    public IpAddress address(IpFamily family, int index) {
        AddressColumn column = column(family);
        return new IpAddress(family, family == IpFamily.IPV4 ? 0 : column.high[index], column.low[index]);
    }

    /** The connections to the address at this place. */
    public long connections(IpFamily family, int index) {
        return column(family).counts[index];
    }

    /** All connections, of both families. */
    public long connections() {
        return Arrays.stream(ipv4.counts).sum() + Arrays.stream(ipv6.counts).sum();
    }

    /** Those that are not in the set. */
    public Destinations minus(AddressSet addresses) {
        return addresses.isEmpty() ? this : filtered(addresses, Keep.OUTSIDE);
    }

    /** Those that are in the set. */
    public Destinations within(AddressSet addresses) {
        return addresses.isEmpty() ? NONE : filtered(addresses, Keep.INSIDE);
    }

    private enum Keep {
        INSIDE,
        OUTSIDE
    }

    private Destinations filtered(AddressSet addresses, Keep keep) {
        return new Destinations(filtered(IpFamily.IPV4, addresses, keep), filtered(IpFamily.IPV6, addresses, keep));
    }

    private AddressColumn filtered(IpFamily family, AddressSet addresses, Keep keep) {
        AddressColumn column = column(family);
        return column.low.length <= FEW
                ? oneByOne(family, addresses, keep)
                : byRuns(family, addresses.only(family).cidrs(), keep);
    }

    private AddressColumn oneByOne(IpFamily family, AddressSet addresses, Keep keep) {
        AddressColumn column = column(family);
        AddressColumn.Growing kept = new AddressColumn.Growing();
        for (int i = 0; i < column.low.length; i++) {
            if (addresses.contains(address(family, i)) == (keep == Keep.INSIDE)) {
                kept.add(column, i, i + 1);
            }
        }
        return kept.size == column.low.length ? column : kept.column(family);
    }

    /** The prefixes and the addresses both ascend, so each prefix holds one run of the addresses. */
    private AddressColumn byRuns(IpFamily family, List<Cidr> cidrs, Keep keep) {
        AddressColumn column = column(family);
        AddressColumn.Growing kept = new AddressColumn.Growing();
        int done = 0;
        for (Cidr cidr : cidrs) {
            int from = column.firstNotBelow(cidr.first(), done);
            int to = column.firstNotBelow(cidr.last(), from);
            if (to < column.low.length && column.isAt(cidr.last(), to)) {
                to++;
            }
            kept.add(column, keep == Keep.INSIDE ? from : done, keep == Keep.INSIDE ? to : from);
            done = to;
        }
        if (keep == Keep.OUTSIDE) {
            kept.add(column, done, column.low.length);
        }
        return kept.size == column.low.length ? column : kept.column(family);
    }

    /** Lower words in ascending order of address; not a copy. */
    long[] low(IpFamily family) {
        return column(family).low;
    }

    /** Upper words in ascending order of address, empty for IPv4; not a copy. */
    long[] high(IpFamily family) {
        return column(family).high;
    }

    private AddressColumn column(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4 : ipv6;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Destinations that && ipv4.sameAs(that.ipv4) && ipv6.sameAs(that.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ipv4.low) + Arrays.hashCode(ipv6.low);
    }

    @Override
    public String toString() {
        return "%d IPv4 and %d IPv6 destinations".formatted(count(IpFamily.IPV4), count(IpFamily.IPV6));
    }
}
