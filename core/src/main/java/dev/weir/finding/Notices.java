package dev.weir.finding;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.World.Reach;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is worth a look beside a pass: public destinations larger than a /16 (IPv4) or a /32 (IPv6).
 *
 * <p>A check that knows only pass and fail is gamed with {@code 16.0.0.0/5}. The size is that of the public part, and of a
 * prefix list that of all its entries together; AWS's own lists are not named. Neighbouring CIDRs of several rules are
 * joined, so that cutting a block into /16 does not hide it.
 */
record Notices(PrefixLists prefixLists, Reaches reaches) {

    private static final BigInteger SLASH_16 = BigInteger.ONE.shiftLeft(16);
    private static final BigInteger SLASH_32 = BigInteger.ONE.shiftLeft(96);

    List<String> of(List<SecurityGroupRule> rules) {
        Set<String> notices = new LinkedHashSet<>(4);
        List<SecurityGroupRule.Known> small = new ArrayList<>(rules.size());
        long smallIpv4 = 0;
        boolean smallIpv6 = false;
        for (SecurityGroupRule rule : rules) {
            if (!(rule instanceof SecurityGroupRule.Known known) || isAwsManaged(known.destination())) {
                continue;
            }
            boolean isShown = !(known.destination() instanceof Destination.Addresses hidden) || !hidden.isSensitive();
            if (isShown
                    && known.destination() instanceof Destination.Addresses addresses
                    && addresses.cidr().family() == IpFamily.IPV4
                    && addresses.cidr().prefixLength() >= 16) {
                small.add(known);
                smallIpv4 += 1L << (32 - addresses.cidr().prefixLength());
                continue;
            }
            Reach reach = reaches.known(known.destination());
            if (isLarge(reach)) {
                notices.add(sentence(known.service(), named(known.destination()), reach));
            } else if (isShown
                    && known.destination() instanceof Destination.Addresses
                    && !reach.addresses().isEmpty()) {
                small.add(known);
                smallIpv6 = true;
            }
        }
        if (smallIpv6 || smallIpv4 > SLASH_16.longValue()) {
            addJoined(small, notices);
        }
        return List.copyOf(notices);
    }

    private static void addJoined(List<SecurityGroupRule.Known> rules, Set<String> notices) {
        Map<Service, List<Cidr>> byService = new LinkedHashMap<>();
        for (SecurityGroupRule.Known rule : rules) {
            if (rule.destination() instanceof Destination.Addresses addresses) {
                byService
                        .computeIfAbsent(rule.service(), service -> new ArrayList<>())
                        .add(addresses.cidr());
            }
        }
        byService.forEach((service, cidrs) -> addJoined(service, cidrs, notices));
    }

    private static void addJoined(Service service, List<Cidr> cidrs, Set<String> notices) {
        if (cidrs.size() < 2) {
            return;
        }
        for (Cidr joined : AddressSet.of(cidrs).cidrs()) {
            Reach reach = World.reach(AddressSet.of(joined));
            if (isLarge(reach)) {
                long parts = cidrs.stream().filter(joined::contains).count();
                notices.add(sentence(service, "`" + joined + "` (" + parts + " rules together)", reach));
            }
        }
    }

    private boolean isAwsManaged(Destination destination) {
        return destination instanceof Destination.PrefixList list
                && prefixLists.find(list.id()).map(found -> found.awsManaged()).orElse(false);
    }

    private static boolean isLarge(Reach reach) {
        return reach.ipv4().compareTo(SLASH_16) > 0 || reach.ipv6().compareTo(SLASH_32) > 0;
    }

    private static String named(Destination destination) {
        return destination instanceof Destination.PrefixList
                ? "prefix list `" + destination.text() + "`"
                : "`" + destination.text() + "`";
    }

    private static String sentence(Service service, String destination, Reach reach) {
        boolean largeIpv4 = reach.ipv4().compareTo(SLASH_16) > 0;
        boolean largeIpv6 = reach.ipv6().compareTo(SLASH_32) > 0;
        return service + " is open to " + destination + ", which holds "
                + (largeIpv4 ? count(reach.ipv4(), IpFamily.IPV4) + ", more than a /16" : "")
                + (largeIpv4 && largeIpv6 ? ", and " : "")
                + (largeIpv6 ? count(reach.ipv6(), IpFamily.IPV6) + ", more than a /32" : "");
    }

    private static String count(BigInteger size, IpFamily family) {
        String number = size.bitLength() <= 40
                ? inThousands(size.longValue())
                : (size.bitCount() == 1 ? "2^" : "more than 2^") + (size.bitLength() - 1);
        return number + " public " + family + " addresses";
    }

    /** {@code 3,702,258,434}. */
    private static String inThousands(long number) {
        StringBuilder digits = new StringBuilder(16).append(number);
        for (int comma = digits.length() - 3; comma > 0; comma -= 3) {
            digits.insert(comma, ',');
        }
        return digits.toString();
    }
}
