package dev.weir.recommendation;

import dev.weir.net.IpFamily;

/**
 * How many rules a group may have, and how many of them stand while the change is applied.
 *
 * <p>IPv4 and IPv6 are counted apart, each up to {@code limit}. What stands is old rules that go only after
 * the new ones are in place; rules that are kept are {@link FixedRule}s and are not counted here.
 *
 * @param limit the quota of each family, 1 to {@value #LARGEST}
 * @param standingIpv4 what the rules that stand weigh for IPv4
 * @param standingIpv6 what they weigh for IPv6
 */
public record Quota(int limit, int standingIpv4, int standingIpv6) {

    /** No group may have more: rules times groups of an interface is at most this. */
    public static final int LARGEST = 1000;

    public Quota {
        if (limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("a quota is 1 to %d rules, found %d".formatted(LARGEST, limit));
        }
        if (standingIpv4 < 0 || standingIpv6 < 0) {
            throw new IllegalArgumentException(
                    "0 or more rules stand, found %d and %d".formatted(standingIpv4, standingIpv6));
        }
    }

    /** A quota of which nothing is taken. */
    public static Quota of(int limit) {
        return new Quota(limit, 0, 0);
    }

    /** What the rules that stand weigh in this family. */
    public int standing(IpFamily family) {
        return family == IpFamily.IPV4 ? standingIpv4 : standingIpv6;
    }

    /** What is left in this family; never negative. */
    public int left(IpFamily family) {
        return Math.max(0, limit - standing(family));
    }
}
