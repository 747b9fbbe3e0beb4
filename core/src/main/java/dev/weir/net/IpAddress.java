package dev.weir.net;

/**
 * One IPv4 or IPv6 address, as an unsigned number of 32 or 128 bits.
 *
 * <p>The number stands in {@code high} and {@code low}; for IPv4 {@code high} is 0 and {@code low} below 2<sup>32</sup>. An
 * IPv4-mapped IPv6 address ({@code ::ffff:192.0.2.1}) is an IPv6 address. Order: IPv4 before IPv6, then by number.
 *
 * @param family which family
 * @param high the upper 64 bits, unsigned
 * @param low the lower 64 bits, unsigned
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {

    public IpAddress {
        if (family == IpFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits, found %016x%016x".formatted(high, low));
        }
    }

    /** The IPv4 address with this number; bits above the lower 32 are refused. */
    public static IpAddress ipv4(long number) {
        return new IpAddress(IpFamily.IPV4, 0, number);
    }

    /** The IPv6 address with these two words. */
    public static IpAddress ipv6(long high, long low) {
        return new IpAddress(IpFamily.IPV6, high, low);
    }

    /**
     * Reads an address in any spelling that RFC 4291 section 2.2 allows, without a zone.
     *
     * <p>IPv4 is four decimal numbers without leading zeros, because {@code 010} is 8 to some readers and 10 to others.
     *
     * @throws IllegalArgumentException naming the text and what is wrong with it
     */
    public static IpAddress parse(String text) {
        return IpAddressText.parse(text);
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && family == that.family && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * family.ordinal() + Long.hashCode(high)) + Long.hashCode(low);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        return byFamily != 0 ? byFamily : UInt128.compare(high, low, other.high, other.low);
    }

    /** The canonical text: dotted decimal, or RFC 5952 (lower case, the longest run of zeros shortened). */
    @Override
    public String toString() {
        return IpAddressText.format(this);
    }
}
