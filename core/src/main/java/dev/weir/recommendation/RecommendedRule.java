package dev.weir.recommendation;

import dev.weir.inventory.Destination;
import dev.weir.net.Service;
import java.math.BigInteger;

/**
 * One rule of a recommendation, with what speaks for it.
 *
 * @param service the protocol and ports
 * @param destination the one destination
 * @param basis why it is there
 * @param neverSeen how many of its (port, address) points were never seen; without ports, addresses
 */
public record RecommendedRule(Service service, Destination destination, Basis basis, BigInteger neverSeen)
        implements Comparable<RecommendedRule> {

    /** Why a rule is recommended. */
    public enum Basis {
        /** Asked for, required by policy, or kept. */
        FIXED,
        /** The class stays open on its port. */
        PORT_ONLY,
        /** A prefix list covers what was seen. */
        PREFIX_LIST,
        /** A security group covers what was seen. */
        SECURITY_GROUP,
        /** A range of the policy file covers what was seen. */
        NAMED_RANGE,
        /** The narrowest prefixes for what is left. */
        ADDRESSES
    }

    /** By service, then by destination: CIDRs by address, before prefix lists, before groups. */
    @Override
    public int compareTo(RecommendedRule other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : compare(destination, other.destination);
    }

    private static int compare(Destination one, Destination other) {
        if (one instanceof Destination.Addresses mine && other instanceof Destination.Addresses theirs) {
            return mine.cidr().compareTo(theirs.cidr());
        }
        int byKind = Integer.compare(kind(one), kind(other));
        return byKind != 0 ? byKind : one.text().compareTo(other.text());
    }

    private static int kind(Destination destination) {
        return destination.match(addresses -> 0, prefixList -> 1, group -> 2);
    }
}
