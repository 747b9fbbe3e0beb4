package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * The addresses that one class of traffic was seen going to; ascending, each once.
 *
 * <p>Held as primitive arrays: a hundred thousand of them are sorted and covered in milliseconds. However they were given
 * (order, repetitions), equal addresses make equal destinations.
 */
public final class Destinations {

    public static final Destinations NONE = of(List.of());

    /** Up to so many addresses are looked up one by one. */
    private static final int FEW = 64;

    private final AddressColumn ipv4;
    private final AddressColumn ipv6;

    private Destinations(AddressColumn ipv4, AddressColumn ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** These addresses, in any order and each as often as it likes. */
    public static Destinations of(Collection<IpAddress> addresses) {
        return new Destinations(AddressColumn.of(IpFamily.IPV4, addresses), AddressColumn.of(IpFamily.IPV6, addresses));
    }

    /** How many addresses of this family there are. */
    public int count(IpFamily family) {
        return column(family).low().length;
    }

    /** The address at this place in ascending order. */
    public IpAddress address(IpFamily family, int index) {
        AddressColumn column = column(family);
        return new IpAddress(family, family == IpFamily.IPV4 ? 0 : column.high()[index], column.low()[index]);
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
        int count = column.low().length;
        BitSet inside = new BitSet(count);
        if (count > FEW) {
            inRuns(column, addresses.only(family).cidrs(), inside);
        } else {
            for (int i = 0; i < count; i++) {
                inside.set(i, addresses.contains(address(family, i)));
            }
        }
        if (keep == Keep.OUTSIDE) {
            inside.flip(0, count);
        }
        return column.only(inside);
    }

    /** The prefixes and the addresses both ascend, so each prefix holds one run of the addresses. */
    private static void inRuns(AddressColumn column, List<Cidr> cidrs, BitSet inside) {
        int done = 0;
        for (Cidr cidr : cidrs) {
            int from = column.firstNotBelow(cidr.first(), done);
            done = column.firstNotBelow(cidr.last(), from);
            if (done < column.low().length && column.isAt(cidr.last(), done)) {
                done++;
            }
            inside.set(from, done);
        }
    }

    /** Lower words in ascending order of address; not a copy. */
    long[] low(IpFamily family) {
        return column(family).low();
    }

    /** Upper words in ascending order of address, empty for IPv4; not a copy. */
    long[] high(IpFamily family) {
        return column(family).high();
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
        return 31 * Arrays.hashCode(ipv4.low()) + Arrays.hashCode(ipv6.low());
    }

    @Override
    public String toString() {
        return "%d IPv4 and %d IPv6 destinations".formatted(count(IpFamily.IPV4), count(IpFamily.IPV6));
    }
}
