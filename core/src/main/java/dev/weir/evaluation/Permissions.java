package dev.weir.evaluation;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a list of rules permits: to which addresses, to which security groups, by which rule; and what it may permit where
 * something was not read.
 *
 * <p>A rule list is the outbound (or the inbound) rules of one group, or of all groups of an interface: AWS takes the union.
 * Two answers stand side by side. {@link #known} is what certainly is permitted. {@link #possible} is the most that can be:
 * a prefix list that was not read may hold every address of its family, an unresolved rule is as wide as its bound. A
 * security group as destination is opaque: it is no address here, {@link #toGroup} tells what may be asked of it.
 */
public final class Permissions {

    private final List<SecurityGroupRule> rules;
    private final PrefixLists prefixLists;
    private final TrafficSet known;
    private final TrafficSet possible;
    private final SortedMap<String, Services> groups;
    private final SortedMap<String, Services> unreadLists;
    private final TrafficSet unresolved;
    private final SortedMap<String, Services> possibleGroups;

    private Permissions(List<SecurityGroupRule> rules, PrefixLists prefixLists) {
        this.rules = rules;
        this.prefixLists = prefixLists;
        Sorter sorter = new Sorter(prefixLists);
        for (SecurityGroupRule rule : rules) {
            rule.match(sorter::known, sorter::unresolved);
        }
        known = sorter.known.build();
        unresolved = sorter.unresolved.build();
        groups = services(sorter.groups);
        unreadLists = services(sorter.unreadLists);
        possibleGroups = services(sorter.possibleGroups);
        TrafficSet.Builder unread = new TrafficSet.Builder();
        sorter.unreadLists.forEach((id, services) -> services.forEach(
                service -> unread.add(service, prefixLists.contents(id).possible())));
        possible = known.union(unresolved).union(unread.build());
    }

    /** What these rules permit together. */
    public static Permissions of(Collection<? extends SecurityGroupRule> rules, PrefixLists prefixLists) {
        return new Permissions(List.copyOf(rules), prefixLists);
    }

    private static SortedMap<String, Services> services(Map<String, List<Service>> byId) {
        SortedMap<String, Services> services = new TreeMap<>();
        byId.forEach((id, list) -> services.put(id, Services.of(list)));
        return Collections.unmodifiableSortedMap(services);
    }

    /** The addresses that a readable destination certainly has; none for a security group. */
    public static AddressSet knownAddresses(Destination destination, PrefixLists prefixLists) {
        return destination.match(
                addresses -> AddressSet.of(addresses.cidr()),
                prefixList -> prefixLists.contents(prefixList.id()).known(),
                group -> AddressSet.EMPTY);
    }

    /** The most addresses that a readable destination can have; none for a security group. */
    public static AddressSet possibleAddresses(Destination destination, PrefixLists prefixLists) {
        return destination.match(
                addresses -> AddressSet.of(addresses.cidr()),
                prefixList -> prefixLists.contents(prefixList.id()).possible(),
                group -> AddressSet.EMPTY);
    }

    /** The most addresses that an unresolved rule can name; none where it names a security group. */
    public static AddressSet possibleAddresses(SecurityGroupRule.Bound bound, PrefixLists prefixLists) {
        return bound.destination()
                .map(destination -> possibleAddresses(destination, prefixLists))
                .orElse(bound.addresses());
    }

    /** The rules, in the order they were given. */
    public List<SecurityGroupRule> rules() {
        return rules;
    }

    /** What is certainly permitted, to addresses. */
    public TrafficSet known() {
        return known;
    }

    /** The most that can be permitted, to addresses: {@link #known} and everything unresolved as wide as its bound. */
    public TrafficSet possible() {
        return possible;
    }

    /** What is certainly permitted to this security group as a destination. */
    public Services toGroup(String id) {
        return groups.getOrDefault(id, Services.NONE);
    }

    /** Whether this point is certainly permitted; {@code port} is a point of {@link Service#span}. */
    public boolean permits(Protocol protocol, int port, IpAddress address) {
        return known.contains(protocol, port, address);
    }

    /**
     * Whether all that this permits is certainly permitted by {@code other} too, whatever the unread things hold.
     *
     * <p>A security group, and a prefix list that was not read whole, is covered by the same destination in {@code other}, or
     * by all addresses. An unresolved rule here counts as wide as its bound; one in {@code other} counts for nothing.
     */
    public boolean implies(Permissions other) {
        return implies(other, group -> AddressSet.ALL);
    }

    /**
     * The same, where it is known which addresses a security group can stand for.
     *
     * @param members the most addresses that the group with this id can stand for
     */
    public boolean implies(Permissions other, Function<String, AddressSet> members) {
        return other.known.contains(known.union(unresolved))
                && areCovered(possibleGroups, other.groups, members, other.known)
                && areCovered(
                        unreadLists,
                        other.unreadLists,
                        id -> prefixLists.contents(id).possible(),
                        other.known);
    }

    private static boolean areCovered(
            Map<String, Services> mine,
            Map<String, Services> theirs,
            Function<String, AddressSet> most,
            TrafficSet theirTraffic) {
        for (Map.Entry<String, Services> atom : mine.entrySet()) {
            Services left = atom.getValue().minus(theirs.getOrDefault(atom.getKey(), Services.NONE));
            if (!left.isEmpty()
                    && !Services.whereAllOf(most.apply(atom.getKey()), theirTraffic)
                            .contains(left)) {
                return false;
            }
        }
        return true;
    }

    /** The resolved parts, in words. */
    @Override
    public String toString() {
        return "Permissions[known " + known + ", groups " + groups + ", unread " + unreadLists.keySet() + "]";
    }

    /** Sorts rules into addresses, groups and what was not read. */
    private static final class Sorter {

        private final PrefixLists prefixLists;
        private final TrafficSet.Builder known = new TrafficSet.Builder();
        private final TrafficSet.Builder unresolved = new TrafficSet.Builder();
        private final Map<String, List<Service>> groups = new LinkedHashMap<>();
        private final Map<String, List<Service>> unreadLists = new LinkedHashMap<>();
        private final Map<String, List<Service>> possibleGroups = new LinkedHashMap<>();

        Sorter(PrefixLists prefixLists) {
            this.prefixLists = prefixLists;
        }

        Sorter known(SecurityGroupRule.Known rule) {
            Service service = rule.service();
            known.add(service, knownAddresses(rule.destination(), prefixLists));
            if (rule.destination() instanceof Destination.Group group) {
                add(groups, group.id(), service);
                add(possibleGroups, group.id(), service);
            } else if (rule.destination() instanceof Destination.PrefixList list
                    && !prefixLists.contents(list.id()).whole()) {
                add(unreadLists, list.id(), service);
            }
            return this;
        }

        Sorter unresolved(SecurityGroupRule.Unresolved rule) {
            SecurityGroupRule.Bound bound = rule.bound();
            unresolved.add(bound.service(), possibleAddresses(bound, prefixLists));
            if (bound.destination().isPresent() && bound.destination().get() instanceof Destination.Group group) {
                add(possibleGroups, group.id(), bound.service());
            }
            return this;
        }

        private static void add(Map<String, List<Service>> byId, String id, Service service) {
            byId.computeIfAbsent(id, key -> new ArrayList<>()).add(service);
        }
    }
}
