package dev.weir.report.commands;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Policy;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.PublicSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Of the rules that together open a port to the world, those to remove: the broad ones.
 *
 * <p>Beside {@code 0.0.0.0/0} a rule to one network on the same port is part of the union too, but it is what the group
 * needs, and removing it would cut traffic for nothing. So the narrow rules stay, smallest first, as long as all that stays
 * adds up to less than the world's share in either family, overlaps counted twice: then no port can be open to the world any
 * more. Narrow is a CIDR of at most a /16 (IPv4) or /32 (IPv6), or any prefix list that was read.
 */
record BroadRules(Policy policy, PrefixLists prefixLists) {

    private static final int NARROW_IPV4 = 16;
    private static final int NARROW_IPV6 = 32;

    /** The rules to remove, in the order given; all of them where no rule is broad by itself. */
    List<SecurityGroupRule.Known> among(List<SecurityGroupRule.Known> opening) {
        if (opening.size() <= 1) {
            return opening;
        }
        List<Sized> narrow = new ArrayList<>();
        for (SecurityGroupRule.Known rule : opening) {
            if (isNarrow(rule.destination())) {
                narrow.add(sized(rule));
            }
        }
        narrow.sort(BroadRules::bySize);
        List<SecurityGroupRule.Known> broad = new ArrayList<>(opening);
        BigInteger ipv4 = BigInteger.ZERO;
        BigInteger ipv6 = BigInteger.ZERO;
        for (Sized candidate : narrow) {
            ipv4 = ipv4.add(candidate.ipv4());
            ipv6 = ipv6.add(candidate.ipv6());
            if (isWorld(ipv4, IpFamily.IPV4) || isWorld(ipv6, IpFamily.IPV6)) {
                break;
            }
            broad.remove(candidate.rule());
        }
        return broad.isEmpty() ? opening : List.copyOf(broad);
    }

    private record Sized(SecurityGroupRule.Known rule, BigInteger ipv4, BigInteger ipv6) {}

    private static int bySize(Sized one, Sized other) {
        int byIpv4 = one.ipv4().compareTo(other.ipv4());
        return byIpv4 != 0 ? byIpv4 : one.ipv6().compareTo(other.ipv6());
    }

    private Sized sized(SecurityGroupRule.Known rule) {
        AddressSet reached = Permissions.knownAddresses(rule.destination(), prefixLists)
                .reached()
                .intersect(PublicSpace.addresses());
        return new Sized(rule, reached.size(IpFamily.IPV4), reached.size(IpFamily.IPV6));
    }

    private boolean isNarrow(Destination destination) {
        return destination.match(
                addresses -> isNarrow(addresses.cidr()),
                list -> prefixLists.contents(list.id()).whole(),
                group -> false);
    }

    private static boolean isNarrow(Cidr cidr) {
        return cidr.prefixLength() >= (cidr.family() == IpFamily.IPV4 ? NARROW_IPV4 : NARROW_IPV6);
    }

    private boolean isWorld(BigInteger addresses, IpFamily family) {
        return policy.worldShare().isReachedBy(addresses, PublicSpace.size(family));
    }
}
