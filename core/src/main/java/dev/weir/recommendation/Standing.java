package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import java.util.List;

/**
 * What fixed rules and rules on open ports weigh, which no choice changes.
 *
 * @param ipv4 for IPv4
 * @param ipv6 for IPv6
 */
record Standing(int ipv4, int ipv6) {

    static Standing of(OptimiserRequest request, List<ClassNeeds> needs) {
        return new Standing(weight(IpFamily.IPV4, request, needs), weight(IpFamily.IPV6, request, needs));
    }

    private static int weight(IpFamily family, OptimiserRequest request, List<ClassNeeds> needs) {
        int weight =
                request.fixed().stream().mapToInt(rule -> rule.weight(family)).sum();
        for (ClassNeeds need : needs) {
            weight += need.portOnly().only(family).cidrs().size();
        }
        return weight;
    }

    int weight(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4 : ipv6;
    }

    boolean fits(Quota quota) {
        return ipv4 + quota.standingIpv4() <= quota.limit() && ipv6 + quota.standingIpv6() <= quota.limit();
    }
}
