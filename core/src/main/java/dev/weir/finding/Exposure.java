package dev.weir.finding;

import dev.weir.net.Ratio;

/**
 * The share of the TCP and UDP port x public-address space that the known rules permit, per family.
 *
 * @param ipv4 of 2 x 65 536 x 3,702,258,434 points
 * @param ipv6 of 2 x 65 536 x the public IPv6 addresses
 */
public record Exposure(Ratio ipv4, Ratio ipv6) {

    public static final Exposure NONE = new Exposure(Ratio.NONE, Ratio.NONE);
}
