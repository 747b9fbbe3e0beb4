package dev.weir.recommendation;

import dev.weir.net.Cidr;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The least cost for every number of rules, and the rules of each point. */
interface Curve {

    /** How many of the lowest bits of a cost hold the tie-break. */
    int TIE_BITS = 24;

    /** The largest number of rules with which something is still gained; at least 1, at most the limit it was made with. */
    int length();

    /**
     * The cost of exactly this many rules, 1 to {@link #length}: what they open beside the destinations, weighted, shifted
     * left by {@link #TIE_BITS}, plus the tie-break. Empty where no such rules are allowed.
     */
    Optional<BigInteger> cost(int rules);

    /** The rules of a point that has a cost, in ascending order. */
    List<Box> boxes(int rules);

    /** With how few rules it could be done if there were no limit. */
    int fewestEver();

    /**
     * A rule of a curve: a prefix, on a run of ports or on the ports of the class.
     *
     * @param fromPort the first port, or -1 for the service of the class
     * @param toPort the last port, or -1 likewise
     * @param prefix the addresses
     */
    record Box(int fromPort, int toPort, Cidr prefix) {}
}
