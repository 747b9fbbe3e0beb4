package dev.weir.net;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of addresses of both families, exact and immutable.
 *
 * <p>Each family is a sorted list of disjoint, non-adjacent runs, so equal sets are {@code equals} however they were written:
 * {@code 0.0.0.0/1} with {@code 128.0.0.0/1} is {@code 0.0.0.0/0}. Union, intersection and difference are linear merges;
 * {@link #contains} is a binary search.
 */
public final class AddressSet {

    public static final AddressSet EMPTY = new AddressSet(Ranges.EMPTY, Ranges.EMPTY);

    /** Every IPv4 address. */
    public static final AddressSet ALL_IPV4 = of(Cidr.ALL_IPV4);

    /** Every IPv6 address. */
    public static final AddressSet ALL_IPV6 = of(Cidr.ALL_IPV6);

    /** Every address of both families. */
    public static final AddressSet ALL = ALL_IPV4.union(ALL_IPV6);

    /** The well-known NAT64 prefix, {@code 64:ff9b::/96} (RFC 6052 section 2.1): its last 32 bits are an IPv4 address. */
    private static final AddressSet NAT64 = of(Cidr.parse("64:ff9b::/96"));

    private final Ranges ipv4;
    private final Ranges ipv6;

    private AddressSet(Ranges ipv4, Ranges ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** The addresses of one prefix. */
    public static AddressSet of(Cidr cidr) {
        return range(cidr.first(), cidr.last());
    }

    /** The addresses of any of the prefixes, in any order, overlapping or not. */
    public static AddressSet of(Collection<Cidr> cidrs) {
        long[][] runs4 = new long[cidrs.size()][];
        long[][] runs6 = new long[cidrs.size()][];
        int count4 = 0;
        int count6 = 0;
        for (Cidr cidr : cidrs) {
            IpAddress first = cidr.first();
            IpAddress last = cidr.last();
            long[] run = {first.high(), first.low(), last.high(), last.low()};
            if (cidr.family() == IpFamily.IPV4) {
                runs4[count4++] = run;
            } else {
                runs6[count6++] = run;
            }
        }
        return new AddressSet(
                Ranges.normalize(Arrays.copyOf(runs4, count4)), Ranges.normalize(Arrays.copyOf(runs6, count6)));
    }

    /**
     * All addresses from {@code first} to {@code last}, both included.
     *
     * @throws IllegalArgumentException if they are of two families or run downwards
     */
    public static AddressSet range(IpAddress first, IpAddress last) {
        if (first.family() != last.family() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "an address range runs upwards in one family, found %s to %s".formatted(first, last));
        }
        Ranges run = Ranges.of(first.high(), first.low(), last.high(), last.low());
        return first.family() == IpFamily.IPV4 ? new AddressSet(run, Ranges.EMPTY) : new AddressSet(Ranges.EMPTY, run);
    }

    /** Every address that is in any of the sets, joined in one pass. */
    public static AddressSet unionOf(List<AddressSet> sets) {
        return switch (sets.size()) {
            case 0 -> EMPTY;
            case 1 -> sets.get(0);
            case 2 -> sets.get(0).union(sets.get(1));
            default ->
                new AddressSet(
                        Ranges.unionOf(sets.stream().map(set -> set.ipv4).toList()),
                        Ranges.unionOf(sets.stream().map(set -> set.ipv6).toList()));
        };
    }

    public AddressSet union(AddressSet other) {
        return new AddressSet(ipv4.union(other.ipv4), ipv6.union(other.ipv6));
    }

    public AddressSet intersect(AddressSet other) {
        return new AddressSet(ipv4.intersect(other.ipv4), ipv6.intersect(other.ipv6));
    }

    public AddressSet minus(AddressSet other) {
        return new AddressSet(ipv4.minus(other.ipv4), ipv6.minus(other.ipv6));
    }

    /** The part in one family. */
    public AddressSet only(IpFamily family) {
        return family == IpFamily.IPV4 ? new AddressSet(ipv4, Ranges.EMPTY) : new AddressSet(Ranges.EMPTY, ipv6);
    }

    /**
     * The addresses that traffic to this set arrives at: an IPv6 destination inside {@code 64:ff9b::/96} is translated to the
     * IPv4 address in its last 32 bits and joins the IPv4 part (RFC 6052). The IPv6 part is unchanged.
     */
    public AddressSet reached() {
        Ranges translated = ipv6.intersect(NAT64.ipv6);
        if (translated.isEmpty()) {
            return this;
        }
        long[][] runs = new long[translated.count()][];
        for (int run = 0; run < runs.length; run++) {
            runs[run] =
                    new long[] {0, translated.firstLow(run) & 0xffffffffL, 0, translated.lastLow(run) & 0xffffffffL};
        }
        return new AddressSet(ipv4.union(Ranges.normalize(runs)), ipv6);
    }

    public boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    public boolean contains(IpAddress address) {
        return (address.family() == IpFamily.IPV4 ? ipv4 : ipv6).contains(address.high(), address.low());
    }

    /** Whether any address of the prefix is in the set; nothing is allocated. */
    public boolean meets(Cidr cidr) {
        long high = cidr.base().high();
        long low = cidr.base().low();
        if (cidr.family() == IpFamily.IPV4) {
            return ipv4.meets(0, low, 0, low | 0xffffffffL & ~UInt128.lowMask(96 + cidr.prefixLength()));
        }
        return ipv6.meets(
                high, low, high | ~UInt128.highMask(cidr.prefixLength()), low | ~UInt128.lowMask(cidr.prefixLength()));
    }

    public boolean contains(AddressSet other) {
        return other.minus(this).isEmpty();
    }

    public boolean intersects(AddressSet other) {
        return !intersect(other).isEmpty();
    }

    /** How many addresses of this family are in the set, exactly: up to 2<sup>32</sup> or 2<sup>128</sup>. */
    public BigInteger size(IpFamily family) {
        return (family == IpFamily.IPV4 ? ipv4 : ipv6).size();
    }

    /** The fewest prefixes that make up exactly this set, IPv4 first, each family ascending. */
    public List<Cidr> cidrs() {
        List<Cidr> cidrs = new ArrayList<>();
        split(ipv4, IpFamily.IPV4, cidrs);
        split(ipv6, IpFamily.IPV6, cidrs);
        return List.copyOf(cidrs);
    }

    private static void split(Ranges ranges, IpFamily family, List<Cidr> into) {
        for (int run = 0; run < ranges.count(); run++) {
            IpAddress at = new IpAddress(family, ranges.firstHigh(run), ranges.firstLow(run));
            IpAddress last = new IpAddress(family, ranges.lastHigh(run), ranges.lastLow(run));
            while (true) {
                Cidr cidr = largestFrom(at, last);
                into.add(cidr);
                IpAddress end = cidr.last();
                if (end.equals(last)) {
                    break;
                }
                at = new IpAddress(family, UInt128.highOfIncrement(end.high(), end.low()), end.low() + 1);
            }
        }
    }

    private static Cidr largestFrom(IpAddress at, IpAddress last) {
        int bits = at.family().bits();
        int trailingZeros = at.low() != 0
                ? Long.numberOfTrailingZeros(at.low())
                : at.high() != 0 ? 64 + Long.numberOfTrailingZeros(at.high()) : bits;
        int prefixLength = bits - Math.min(bits, trailingZeros);
        Cidr cidr = Cidr.containing(at, prefixLength);
        while (cidr.last().compareTo(last) > 0) {
            prefixLength++;
            cidr = Cidr.containing(at, prefixLength);
        }
        return cidr;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressSet set && ipv4.equals(set.ipv4) && ipv6.equals(set.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * ipv4.hashCode() + ipv6.hashCode();
    }

    /** The prefixes with commas between them, or {@code nothing}. */
    @Override
    public String toString() {
        return isEmpty()
                ? "nothing"
                : String.join(", ", cidrs().stream().map(Cidr::toString).toList());
    }
}
