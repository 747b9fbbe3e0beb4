package dev.weir.triage;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Vpc;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the outbound rules of a group say wherever the group lies, so that the same rules in two accounts are equal.
 *
 * <p>Order, ids, descriptions, tags and the way in which ports and CIDRs are split say nothing. The group itself, its VPC, a
 * prefix list of AWS and a group of another name are the same thing in every account and Region.
 *
 * @param addresses what is permitted to addresses
 * @param others what is permitted to whatever has no address of its own, one text each
 * @param rules all rules, one text each, as people compare them
 */
record GroupShape(TrafficSet addresses, Set<String> others, Set<String> rules) {

    static GroupShape of(SecurityGroup group, Snapshot snapshot) {
        TrafficSet.Builder permitted = new TrafficSet.Builder();
        Set<String> others = new TreeSet<>();
        Set<String> rules = new TreeSet<>();
        AddressSet vpc =
                AddressSet.of(group.vpc().flatMap(snapshot::vpc).map(Vpc::cidrs).orElse(List.of()));
        for (SecurityGroupRule rule : group.outbound()) {
            if (!(rule instanceof SecurityGroupRule.Known known)) {
                others.add("not read");
                rules.add("not read");
                continue;
            }
            Optional<String> name = name(known.destination(), group, vpc, snapshot);
            String text = known.service() + " to "
                    + name.orElseGet(() -> known.destination().text());
            rules.add(text);
            if (name.isPresent()) {
                others.add(text);
            } else if (known.destination() instanceof Destination.Addresses addresses) {
                permitted.add(known.service(), AddressSet.of(addresses.cidr()));
            }
        }
        return new GroupShape(permitted.build(), others, rules);
    }

    /** What stands for a destination in every account; empty for addresses that are the same everywhere. */
    private static Optional<String> name(
            Destination destination, SecurityGroup group, AddressSet vpc, Snapshot snapshot) {
        if (destination instanceof Destination.Group peer) {
            return Optional.of(
                    peer.id().equals(group.id())
                            ? "the group itself"
                            : snapshot.securityGroup(peer.id())
                                    .map(SecurityGroup::name)
                                    .filter(name -> !name.isEmpty())
                                    .map(name -> "group " + name)
                                    .orElse(peer.id()));
        }
        if (destination instanceof Destination.PrefixList list) {
            return Optional.of(snapshot.prefixList(list.id())
                    .map(ManagedPrefixList::name)
                    .filter(name -> name.startsWith("com.amazonaws."))
                    .map(name -> group.scope()
                            .region()
                            .map(region -> name.replace("." + region + ".", ".REGION."))
                            .orElse(name))
                    .orElse(list.id()));
        }
        return destination instanceof Destination.Addresses addresses
                        && !vpc.isEmpty()
                        && AddressSet.of(addresses.cidr()).equals(vpc)
                ? Optional.of("its VPC")
                : Optional.empty();
    }

    boolean sameAs(GroupShape other) {
        return addresses.equals(other.addresses) && others.equals(other.others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupShape shape && sameAs(shape);
    }

    @Override
    public int hashCode() {
        return 31 * addresses.hashCode() + others.hashCode();
    }

    /** How the rules differ from those of another shape, in words. */
    String difference(GroupShape usual) {
        return difference(rules, usual.rules);
    }

    /** What these have more than others, and what less. */
    static String difference(Collection<String> these, Collection<String> others) {
        Stream<String> more =
                these.stream().filter(one -> !others.contains(one)).map(one -> "+ " + one);
        Stream<String> less =
                others.stream().filter(one -> !these.contains(one)).map(one -> "- " + one);
        return Stream.concat(more, less).collect(Collectors.joining(", "));
    }

    /** Of the rules of the smaller one, the share that both have. */
    double overlap(GroupShape other) {
        int smaller = Math.min(rules.size(), other.rules.size());
        long both = rules.stream().filter(other.rules::contains).count();
        return smaller == 0 ? 0 : (double) both / smaller;
    }

    /** Whether it is what AWS gives every new group: all traffic to everywhere, and nothing else. */
    boolean isAsBorn() {
        return others.isEmpty() && addresses.contains(TrafficSet.of(Service.ALL, AddressSet.of(Cidr.ALL_IPV4)));
    }
}
