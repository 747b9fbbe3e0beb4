package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.traffic.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One group as the inventory has it now: its rules, its interfaces, and the other groups on them. */
final class GroupView {

    final PlannerInventory inventory;
    final SecurityGroup group;
    final List<SecurityGroupRule.Known> old;
    final Permissions permissions;
    final List<NetworkInterface> interfaces;
    final List<SecurityGroup> siblings;
    /** Groups on the same interfaces that were not read. */
    final List<String> unreadSiblings;

    private final Unfiltered unfiltered;
    private List<SecurityGroupRule.Known> cutBy = List.of();
    private List<UntrackedConnections.Cut> cuts = List.of();

    private GroupView(PlannerInventory inventory, SecurityGroup group, List<SecurityGroupRule.Known> old) {
        this.inventory = inventory;
        this.group = group;
        this.old = List.copyOf(old);
        permissions = Permissions.of(old, inventory.prefixLists);
        interfaces = inventory.snapshot.associatedWith(group.id());
        TreeSet<String> ids = new TreeSet<>();
        interfaces.forEach(one -> ids.addAll(one.groups()));
        ids.remove(group.id());
        List<SecurityGroup> read = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (String id : ids) {
            Optional<SecurityGroup> sibling = inventory.snapshot.securityGroup(id);
            sibling.ifPresentOrElse(read::add, () -> unread.add(id));
        }
        siblings = List.copyOf(read);
        unreadSiblings = List.copyOf(unread);
        unfiltered = new Unfiltered(inventory, this);
    }

    /**
     * The view of a group whose rules were all read.
     *
     * @throws Impossible if there is no such group, or something of it was not read
     */
    static GroupView of(PlannerInventory inventory, String groupId) {
        List<SecurityGroup> versions = inventory.snapshot.versionsOf(groupId);
        if (versions.isEmpty()) {
            throw new Impossible("there is no security group `" + groupId
                    + "` in what was read; help: `weir scan` lists the groups that fail");
        }
        Optional<String> contradiction = SecurityGroup.contradiction(versions);
        if (contradiction.isPresent()) {
            throw new Impossible("`" + groupId + "` " + contradiction.get()
                    + "; help: give the newest alone, or one account and Region");
        }
        SecurityGroup group = versions.get(0);
        List<SecurityGroupRule.Known> known = new ArrayList<>();
        for (SecurityGroupRule rule : group.outbound()) {
            if (rule instanceof SecurityGroupRule.Unresolved unresolved) {
                throw new Impossible("the outbound rules of `" + groupId + "` were not read whole: "
                        + unresolved.reason() + "; help: read the group again");
            }
            known.add((SecurityGroupRule.Known) rule);
        }
        return new GroupView(inventory, group, known);
    }

    /** Why nobody knows which interfaces carry the group, or not all of them, and what to do; empty where all were read. */
    Optional<String> unreadInterfaces() {
        Snapshot snapshot = inventory.snapshot;
        if (snapshot.isWhole(Listing.Kind.NETWORK_INTERFACES, group.scope())) {
            return Optional.empty();
        }
        String why = snapshot.problem(Listing.Kind.NETWORK_INTERFACES, group.scope())
                .map(problem -> " (" + problem + ")")
                .orElse("");
        int read = interfaces.size();
        String known = read == 0
                ? "nobody knows which interfaces `" + group.id() + "` is on: they were not read"
                : (read == 1 ? "1 interface of it was" : read + " interfaces of it were")
                        + " read, and not all are known: the listing is not whole";
        return Optional.of(known + why
                + "; help: save `aws ec2 describe-network-interfaces --include-managed-resources --output json` beside"
                + " the groups, or plan on the live account");
    }

    /** The addresses that a destination stands for now; for a group those of its interfaces. */
    AddressSet coverage(Destination destination) {
        return destination instanceof Destination.Group reference
                ? inventory.members(reference.id())
                : Permissions.knownAddresses(destination, inventory.prefixLists);
    }

    /** Whether the rules permit nothing that the old ones do not. */
    boolean narrows(List<SecurityGroupRule.Known> rules) {
        return Permissions.of(rules, inventory.prefixLists).implies(permissions, id -> inventory.opened(id, group));
    }

    /** The old rule that says the same, so that its id, description and tags stay. */
    Optional<SecurityGroupRule.Known> oldRule(SecurityGroupRule.Known rule) {
        return old.stream().filter(rule::sameRuleAs).findFirst();
    }

    /** The untracked connections that giving the group these rules cuts; those of the last rules are remembered. */
    List<UntrackedConnections.Cut> cuts(List<SecurityGroupRule.Known> rules) {
        if (cutBy.isEmpty() || !cutBy.equals(rules)) {
            cuts = UntrackedConnections.of(group, rules, inventory.snapshot);
            cutBy = List.copyOf(rules);
        }
        return cuts;
    }

    Judged judge(List<? extends SecurityGroupRule> rules) {
        return inventory.judge(group, rules);
    }

    /** The prefix lists that these rules name, as they are. */
    List<Precondition.PrefixListVersion> prefixLists(List<SecurityGroupRule.Known> rules) {
        TreeSet<String> ids = new TreeSet<>();
        for (SecurityGroupRule.Known rule : rules) {
            if (rule.destination() instanceof Destination.PrefixList list) {
                ids.add(list.id());
            }
        }
        return ids.stream()
                .flatMap(id -> inventory.prefixLists.find(id).stream())
                .map(Precondition.PrefixListVersion::of)
                .toList();
    }

    List<Precondition.InterfaceGroups> interfaceGroups() {
        return interfaces.stream()
                .map(one -> new Precondition.InterfaceGroups(
                        one.id(), one.groups().stream().distinct().sorted().toList()))
                .distinct()
                .sorted(java.util.Comparator.comparing(Precondition.InterfaceGroups::id))
                .toList();
    }

    /** The groups that the destination's holders are associated with: those of a peer that was seen, and those of now. */
    List<String> peers(IpAddress destination, Peer seen) {
        Set<String> groups = new TreeSet<>(seen.groups());
        groups.addAll(inventory.groupsOf(destination, group.vpc()));
        return List.copyOf(groups);
    }

    /** Whether security groups do not filter it at all. */
    boolean needsNoRule(dev.weir.net.Service service, IpAddress destination) {
        return unfiltered.holds(service, destination);
    }

    boolean permitsNow(dev.weir.net.Service service, IpAddress address, List<String> peerGroups) {
        return Points.permits(permissions, service, address, peerGroups);
    }
}
