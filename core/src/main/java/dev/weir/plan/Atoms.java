package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.Atom;
import dev.weir.traffic.Conversation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What may stand for destinations of a class and follows change better than addresses do. */
final class Atoms {

    private static final Set<String> MIDDLEBOXES =
            Set.of("nat_gateway", "gateway_load_balancer_endpoint", "transit_gateway", "gateway_load_balancer");
    private static final int LAST = 1000;
    private static final int NAMED = 3;
    private static final int ENTRY_BITS_IPV4 = 8;
    private static final int ENTRY_BITS_IPV6 = 64;

    private final GroupView view;
    private final PlanSettings settings;
    private final Detours detours;
    private final List<ManagedPrefixList> lists;
    private final List<OrganisationPolicy.NamedRange> ranges = new ArrayList<>();
    private final Map<String, Set<String>> detoured = new TreeMap<>();
    private final Map<String, AddressSet> asWideAsTheWorld = new TreeMap<>();
    private final Set<String> tooWide = new TreeSet<>();

    Atoms(GroupView view, PlanSettings settings, Detours detours) {
        this.view = view;
        this.settings = settings;
        this.detours = detours;
        lists = new ArrayList<>();
        Set<String> named = new TreeSet<>();
        view.old.forEach(rule -> named.add(rule.destination().text()));
        Set<String> taken = new TreeSet<>();
        for (ManagedPrefixList list : view.inventory.snapshot.prefixLists()) {
            boolean wanted = list.awsManaged() || named.contains(list.id());
            boolean sameRegion = list.scope().region().isEmpty()
                    || view.group.scope().region().isEmpty()
                    || list.scope().region().equals(view.group.scope().region());
            if (wanted
                    && sameRegion
                    && view.inventory.prefixLists.contents(list.id()).whole()
                    && taken.add(list.id())) {
                if (list.awsManaged() || isNarrow(List.of(new Destination.PrefixList(list.id())))) {
                    lists.add(list);
                } else {
                    asWideAsTheWorld.put(
                            "`" + list.id() + "`",
                            view.inventory.prefixLists.contents(list.id()).known());
                }
            }
        }
        for (OrganisationPolicy.NamedRange range :
                settings.wanted().organisation().ranges()) {
            if (isNarrow(range.cidrs().stream().map(Destination::of).toList())) {
                ranges.add(range);
            } else {
                asWideAsTheWorld.put("the range `" + range.name() + "`", AddressSet.of(range.cidrs()));
            }
        }
    }

    private Atoms(Atoms other, List<ManagedPrefixList> lists) {
        view = other.view;
        settings = other.settings;
        detours = other.detours;
        this.lists = lists;
        ranges.addAll(other.ranges);
        asWideAsTheWorld.putAll(other.asWideAsTheWorld);
    }

    /** Whether rules to these destinations would open nothing to the world, as the check means it. */
    private boolean isNarrow(List<? extends Destination> destinations) {
        return view.judge(destinations.stream()
                        .map(destination -> SecurityGroupRule.Known.of(Service.ALL, destination))
                        .toList())
                .passes();
    }

    /** The same without these lists. */
    Atoms without(Collection<ManagedPrefixList> others) {
        return new Atoms(
                this, lists.stream().filter(list -> !others.contains(list)).toList());
    }

    /**
     * The customer's lists that may open more than their size justifies: a /24, or for IPv6 a /64, for each entry.
     *
     * <p>What AWS publishes is justified by its own size, and so is what the policy file names.
     */
    List<ManagedPrefixList> broad() {
        return lists.stream()
                .filter(list -> !list.awsManaged()
                        && size(view.inventory.prefixLists.contents(list.id()).known())
                                        .compareTo(justified(list))
                                > 0)
                .toList();
    }

    private static BigInteger size(AddressSet addresses) {
        return addresses.size(IpFamily.IPV4).add(addresses.size(IpFamily.IPV6));
    }

    /** How many addresses never seen a list may open beyond what addresses would. */
    static BigInteger justified(ManagedPrefixList list) {
        return list.entries().stream()
                .distinct()
                .map(entry ->
                        BigInteger.ONE.shiftLeft(entry.family() == IpFamily.IPV4 ? ENTRY_BITS_IPV4 : ENTRY_BITS_IPV6))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What is not named because it is as wide as the world, and which destinations are named by address for a detour. */
    List<String> hints() {
        List<String> hints = new ArrayList<>();
        if (!tooWide.isEmpty()) {
            hints.add(String.join(" and ", tooWide) + (tooWide.size() == 1 ? " opens" : " open")
                    + " what counts as the world, and so stands for no destination");
        }
        detoured.forEach((through, destinations) -> hints.add((destinations.size() == 1
                        ? "1 destination of the VPC is"
                        : destinations.size() + " destinations of the VPC are")
                + " named by address, because traffic goes through " + through
                + " and a rule to a security group matches only what is reached directly: "
                + String.join(", ", destinations.stream().limit(NAMED).toList())
                + (destinations.size() > NAMED ? " and " + (destinations.size() - NAMED) + " more" : "")));
        return hints;
    }

    /** The candidates for a class. */
    List<Atom> of(Service service, List<Conversation> members) {
        List<Atom> atoms = new ArrayList<>();
        asWideAsTheWorld.forEach((name, addresses) -> {
            if (members.stream().anyMatch(one -> addresses.contains(one.destination()))) {
                tooWide.add(name);
            }
        });
        for (ManagedPrefixList list : lists) {
            Destination destination = new Destination.PrefixList(list.id());
            AddressSet coverage = view.inventory.prefixLists.contents(list.id()).known();
            if (members.stream().anyMatch(one -> coverage.contains(one.destination()))
                    && view.narrows(List.of(SecurityGroupRule.Known.of(service, destination)))) {
                atoms.add(atom(destination, Atom.Kind.PREFIX_LIST, coverage, 0));
            }
        }
        if (settings.manner().preference() == PlanSettings.Preference.WHAT_FOLLOWS_CHANGE) {
            groups(members).forEach(id -> group(service, id).ifPresent(atoms::add));
        }
        for (OrganisationPolicy.NamedRange range : ranges) {
            for (Cidr cidr : range.cidrs()) {
                if (members.stream().anyMatch(one -> cidr.contains(one.destination()))) {
                    atoms.add(atom(Destination.of(cidr), Atom.Kind.NAMED_RANGE, AddressSet.of(cidr), 0));
                }
            }
        }
        return atoms;
    }

    /** What prefix lists and named ranges hold: destinations there follow change already. */
    static AddressSet steady(List<Atom> atoms) {
        return AddressSet.unionOf(atoms.stream()
                .filter(atom -> atom.kind() != Atom.Kind.SECURITY_GROUP)
                .map(Atom::coverage)
                .toList());
    }

    private Set<String> groups(List<Conversation> members) {
        Set<String> groups = new TreeSet<>();
        for (Conversation one : members) {
            Set<String> held = new TreeSet<>();
            for (NetworkInterface holder : view.inventory.holdersOf(one.destination())) {
                boolean sameVpc = holder.vpc().isPresent() && holder.vpc().equals(view.group.vpc());
                if (sameVpc && holder.groupsRead() && !MIDDLEBOXES.contains(holder.type())) {
                    held.addAll(holder.groups());
                }
            }
            Optional<String> through = held.isEmpty() ? Optional.empty() : detours.to(one.destination());
            through.ifPresentOrElse(
                    words -> detoured.computeIfAbsent(words, unused -> new TreeSet<>())
                            .add(one.destination().toString()),
                    () -> groups.addAll(held));
        }
        return groups;
    }

    private Optional<Atom> group(Service service, String id) {
        Destination destination = new Destination.Group(id, Optional.empty());
        AddressSet coverage = direct(id);
        boolean inOneVpc = view.inventory.snapshot.associatedWith(id).stream()
                .allMatch(one -> one.vpc().equals(view.group.vpc()));
        if (coverage.isEmpty()
                || !inOneVpc
                || !view.narrows(List.of(SecurityGroupRule.Known.of(service, destination)))) {
            return Optional.empty();
        }
        boolean isDefault = view.inventory
                .snapshot
                .securityGroup(id)
                .map(SecurityGroup::isDefault)
                .orElse(false);
        int preference = isDefault ? LAST : Math.min(LAST - 1, view.inventory.memberCount(id));
        return Optional.of(atom(destination, Atom.Kind.SECURITY_GROUP, coverage, preference));
    }

    /** The members that are reached directly: those behind a detour the rule does not serve. */
    private AddressSet direct(String id) {
        AddressSet members = view.inventory.members(id);
        List<Cidr> behind = new ArrayList<>();
        for (NetworkInterface one : view.inventory.snapshot.associatedWith(id)) {
            for (IpAddress address : one.addresses()) {
                if (detours.to(address).isPresent()) {
                    behind.add(Cidr.host(address));
                }
            }
        }
        return behind.isEmpty() ? members : members.minus(AddressSet.of(behind));
    }

    private Atom atom(Destination destination, Atom.Kind kind, AddressSet coverage, int preference) {
        return new Atom(
                destination,
                kind,
                coverage,
                view.inventory.weights.of(destination, IpFamily.IPV4),
                view.inventory.weights.of(destination, IpFamily.IPV6),
                preference);
    }
}
