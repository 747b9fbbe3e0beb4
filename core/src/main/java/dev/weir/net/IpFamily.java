package dev.weir.net;

/** One of the two address families; security groups keep separate rules and quotas for each. */
public enum IpFamily {
    IPV4(32, "IPv4"),
    IPV6(128, "IPv6");

    private final int bits;
    private final String label;

    IpFamily(int bits, String label) {
        this.bits = bits;
        this.label = label;
    }

    /** The length of an address in bits: 32 or 128, which is also the longest prefix. */
    public int bits() {
        return bits;
    }

    /** {@code IPv4} or {@code IPv6}, as people write it. */
    @Override
    public String toString() {
        return label;
    }
}
