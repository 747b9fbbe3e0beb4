package dev.weir.recommendation;

import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.util.List;

/**
 * What fixed rules and rules on open ports weigh, which no choice changes.
 *
 * @param ipv4 for IPv4
 * @param ipv6 for IPv6
 */
record Standing(int ipv4, int ipv6) {

    static Standing of(Request request, List<ClassNeeds> needs) {
        int[] weight = new int[IpFamily.values().length];
        for (FixedRule rule : request.fixed()) {
            for (IpFamily family : IpFamily.values()) {
                weight[family.ordinal()] += rule.weight(family);
            }
        }
        for (ClassNeeds need : needs) {
            for (Cidr cidr : need.portOnly().cidrs()) {
                weight[cidr.family().ordinal()]++;
            }
        }
        return new Standing(weight[IpFamily.IPV4.ordinal()], weight[IpFamily.IPV6.ordinal()]);
    }

    int weight(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4 : ipv6;
    }

    boolean fits(Quota quota) {
        return ipv4 + quota.standingIpv4() <= quota.limit() && ipv6 + quota.standingIpv6() <= quota.limit();
    }
}
