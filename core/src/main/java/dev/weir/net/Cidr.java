package dev.weir.net;

/**
 * A prefix: all addresses that share the first {@code prefixLength} bits of {@code base}.
 *
 * <p>Always canonical: the bits after the prefix are zero. Two readers exist. {@link #parse} is for what a person types and
 * refuses {@code 10.0.0.1/8}; {@link #canonical} is for what AWS returns or accepts and reads it as {@code 10.0.0.0/8}, as
 * AuthorizeSecurityGroupEgress does. Order: by first address, then the shorter prefix first.
 *
 * @param base the first address
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(IpAddress base, int prefixLength) implements Comparable<Cidr> {

    /** {@code 0.0.0.0/0}. */
    public static final Cidr ALL_IPV4 = new Cidr(IpAddress.ipv4(0), 0);

    /** {@code ::/0}. */
    public static final Cidr ALL_IPV6 = new Cidr(IpAddress.ipv6(0, 0), 0);

    public Cidr {
        int bits = base.family().bits();
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("the prefix length of an %s CIDR is 0 to %d, found %d"
                    .formatted(base.family(), bits, prefixLength));
        }
        if (!truncated(base, prefixLength).equals(base)) {
            throw new IllegalArgumentException("%s/%d has bits set after its prefix; the canonical form is %s/%d"
                    .formatted(base, prefixLength, truncated(base, prefixLength), prefixLength));
        }
    }

    /** The prefix of this length that holds {@code address}. */
    public static Cidr containing(IpAddress address, int prefixLength) {
        return new Cidr(truncated(address, prefixLength), prefixLength);
    }

    /** The prefix that holds this address and no other: {@code /32} or {@code /128}. */
    public static Cidr host(IpAddress address) {
        return new Cidr(address, address.family().bits());
    }

    /**
     * Reads a CIDR strictly, as a person must type it.
     *
     * @throws IllegalArgumentException if it is not a CIDR, or has bits set after its prefix; the message names the canonical
     *     form
     */
    public static Cidr parse(String text) {
        Cidr cidr = canonical(text);
        IpAddress written = IpAddress.parse(text.substring(0, text.indexOf('/')));
        if (!written.equals(cidr.base)) {
            throw new IllegalArgumentException("`" + text + "` has bits set after its prefix; write `" + cidr + "`");
        }
        return cidr;
    }

    /**
     * Reads a CIDR as AWS does: bits after the prefix are dropped.
     *
     * @throws IllegalArgumentException if it is not an address, a slash and a prefix length
     */
    public static Cidr canonical(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("`" + text + "` is not a CIDR: it has no prefix length");
        }
        IpAddress address;
        try {
            address = IpAddress.parse(text.substring(0, slash));
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a CIDR: " + notAnAddress.getMessage(), notAnAddress);
        }
        return containing(address, prefixLength(text, slash + 1, address.family()));
    }

    private static int prefixLength(String text, int from, IpFamily family) {
        int digits = text.length() - from;
        int length = 0;
        boolean wellFormed = digits >= 1 && digits <= 3 && !(digits > 1 && text.charAt(from) == '0');
        for (int i = from; wellFormed && i < text.length(); i++) {
            char digit = text.charAt(i);
            wellFormed = digit >= '0' && digit <= '9';
            length = length * 10 + (digit - '0');
        }
        if (!wellFormed || length > family.bits()) {
            throw new IllegalArgumentException(
                    "`%s` is not a CIDR: the prefix length of %s is 0 to %d".formatted(text, family, family.bits()));
        }
        return length;
    }

    private static IpAddress truncated(IpAddress address, int prefixLength) {
        if (address.family() == IpFamily.IPV4) {
            return IpAddress.ipv4(address.low() & UInt128.lowMask(96 + prefixLength));
        }
        return IpAddress.ipv6(
                address.high() & UInt128.highMask(prefixLength), address.low() & UInt128.lowMask(prefixLength));
    }

    public IpFamily family() {
        return base.family();
    }

    /** The first address, which is {@link #base}. */
    public IpAddress first() {
        return base;
    }

    /** The last address: every bit after the prefix is one. */
    public IpAddress last() {
        if (family() == IpFamily.IPV4) {
            return IpAddress.ipv4(base.low() | (0xffffffffL & ~UInt128.lowMask(96 + prefixLength)));
        }
        return IpAddress.ipv6(
                base.high() | ~UInt128.highMask(prefixLength), base.low() | ~UInt128.lowMask(prefixLength));
    }

    /** Whether the address is of this family and has this prefix. */
    public boolean contains(IpAddress address) {
        return address.family() == family() && truncated(address, prefixLength).equals(base);
    }

    /** Whether every address of {@code other} is in this prefix. */
    public boolean contains(Cidr other) {
        return other.prefixLength >= prefixLength && contains(other.base);
    }

    /** Whether it holds a single address. */
    public boolean isHost() {
        return prefixLength == family().bits();
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that && prefixLength == that.prefixLength && base.equals(that.base);
    }

    @Override
    public int hashCode() {
        return 31 * base.hashCode() + prefixLength;
    }

    @Override
    public int compareTo(Cidr other) {
        int byBase = base.compareTo(other.base);
        return byBase != 0 ? byBase : Integer.compare(prefixLength, other.prefixLength);
    }

    /** The canonical text, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
    @Override
    public String toString() {
        return base + "/" + prefixLength;
    }
}
