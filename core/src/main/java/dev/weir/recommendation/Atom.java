package dev.weir.recommendation;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;

/**
 * A destination that is better than addresses, because it follows change: a candidate for one class of traffic.
 *
 * <p>What it covers and what it weighs are resolved by the caller. Weight is what the rule counts in the quota of a family
 * : a security group 1 in both, a customer's prefix list its MaxEntries in its own family, AWS's lists by a
 * table, a named range 1.
 *
 * @param destination what the rule names
 * @param kind what it is; a lower kind is preferred
 * @param coverage the addresses it stands for now
 * @param weightIpv4 what it counts among the IPv4 rules
 * @param weightIpv6 what it counts among the IPv6 rules
 * @param preference among atoms of one kind that serve equally, the lower wins: {@code default} groups come last
 */
public record Atom(
        Destination destination, Kind kind, AddressSet coverage, int weightIpv4, int weightIpv6, int preference)
        implements Comparable<Atom> {

    /** The kinds, the preferred first. */
    public enum Kind {
        /** A prefix list: AWS or its owner keeps it current. */
        PREFIX_LIST,
        /** A security group that the destination interfaces carry. */
        SECURITY_GROUP,
        /** A range that the policy file names. */
        NAMED_RANGE
    }

    public Atom {
        if (weightIpv4 < 0 || weightIpv6 < 0 || weightIpv4 + weightIpv6 == 0) {
            throw new IllegalArgumentException(
                    "`%s` must weigh something in the quota, found %d for IPv4 and %d for IPv6"
                            .formatted(destination.text(), weightIpv4, weightIpv6));
        }
        if (preference < 0 || preference > 1000) {
            throw new IllegalArgumentException("a preference is 0 to 1000, found " + preference);
        }
    }

    /** What it counts in the quota of this family. */
    public int weight(IpFamily family) {
        return family == IpFamily.IPV4 ? weightIpv4 : weightIpv6;
    }

    /** By kind, preference and name. */
    @Override
    public int compareTo(Atom other) {
        int byKind = kind.compareTo(other.kind);
        if (byKind != 0) {
            return byKind;
        }
        int byPreference = Integer.compare(preference, other.preference);
        return byPreference != 0 ? byPreference : destination.text().compareTo(other.destination.text());
    }
}
