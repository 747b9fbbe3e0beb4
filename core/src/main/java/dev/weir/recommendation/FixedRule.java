package dev.weir.recommendation;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;

/**
 * A rule that the result has in any case: asked for by hand, required by policy, or kept.
 *
 * <p>What it opens is open: destinations it covers need no other rule, and its addresses cost nothing once more.
 *
 * @param service the protocol and ports
 * @param destination what it names
 * @param coverage the addresses that stands for
 * @param weightIpv4 what it counts among the IPv4 rules
 * @param weightIpv6 what it counts among the IPv6 rules
 */
public record FixedRule(Service service, Destination destination, AddressSet coverage, int weightIpv4, int weightIpv6) {

    public FixedRule {
        if (weightIpv4 < 0 || weightIpv6 < 0) {
            throw new IllegalArgumentException(
                    "a rule weighs 0 or more in the quota, found %d and %d".formatted(weightIpv4, weightIpv6));
        }
    }

    /** What it counts in the quota of this family. */
    public int weight(IpFamily family) {
        return family == IpFamily.IPV4 ? weightIpv4 : weightIpv6;
    }
}
