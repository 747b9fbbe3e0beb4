package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.Atom;
import dev.weir.traffic.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What may stand for destinations of a class and follows change better than addresses do (design section 6.5). */
final class Atoms {

    /** A virtual private gateway, and peering with another Region: no group reference reaches over those. */
    private static final Set<Integer> INDIRECT_PATHS = Set.of(3, 5);

    private static final Set<String> MIDDLEBOXES =
            Set.of("nat_gateway", "gateway_load_balancer_endpoint", "transit_gateway", "gateway_load_balancer");
    private static final int LAST = 1000;

    private final GroupView view;
    private final PlanSettings settings;
    private final Set<String> indirect;
    private final List<ManagedPrefixList> lists = new ArrayList<>();

    Atoms(GroupView view, PlanSettings settings, List<dev.weir.traffic.Observation> observations) {
        this.view = view;
        this.settings = settings;
        indirect = new TreeSet<>();
        for (dev.weir.traffic.Observation seen : observations) {
            if (seen.trafficPaths().stream().anyMatch(INDIRECT_PATHS::contains)) {
                indirect.add(seen.destination().toString());
            }
        }
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
                lists.add(list);
            }
        }
    }

    /** The candidates for a class. */
    List<Atom> of(Service service, List<Conversation> members) {
        List<Atom> atoms = new ArrayList<>();
        for (ManagedPrefixList list : lists) {
            AddressSet coverage = view.inventory.prefixLists.contents(list.id()).known();
            if (members.stream().anyMatch(one -> coverage.contains(one.destination()))) {
                atoms.add(atom(new Destination.PrefixList(list.id()), Atom.Kind.PREFIX_LIST, coverage, 0));
            }
        }
        if (settings.preference() == PlanSettings.Preference.WHAT_FOLLOWS_CHANGE) {
            groups(members).forEach(id -> group(service, id).ifPresent(atoms::add));
        }
        for (OrganisationPolicy.NamedRange range : settings.organisation().ranges()) {
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
            if (indirect.contains(one.destination().toString())) {
                continue;
            }
            for (NetworkInterface holder : view.inventory.holdersOf(one.destination())) {
                boolean sameVpc = holder.vpc().isPresent() && holder.vpc().equals(view.group.vpc());
                if (sameVpc && holder.groupsRead() && !MIDDLEBOXES.contains(holder.type())) {
                    groups.addAll(holder.groups());
                }
            }
        }
        return groups;
    }

    private Optional<Atom> group(Service service, String id) {
        Destination destination = new Destination.Group(id, Optional.empty());
        AddressSet coverage = view.inventory.members(id);
        boolean inOneVpc = view.inventory.snapshot.wearersOf(id).stream()
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
