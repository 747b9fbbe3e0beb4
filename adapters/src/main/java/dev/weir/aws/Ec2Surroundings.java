package dev.weir.aws;

import dev.weir.ec2.ListedRules;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.remediation.ReadAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what is around one group: its interfaces, all groups of those, the prefix lists that their rules name, and the
 * interfaces of the groups that they name.
 *
 * @param calls the Region's calls
 * @param scope the account and Region
 */
record Ec2Surroundings(RegionCalls calls, Scope scope) {

    private static final int FILTER_VALUES = 200;

    /** Everything, or the reason why something could not be read. */
    ReadAnswer<Snapshot> read(String group, Set<String> lists, Set<String> referenced) {
        try {
            return new ReadAnswer.Read<>(snapshot(group, lists, referenced));
        } catch (NoAnswer unanswered) {
            return unanswered.answer();
        }
    }

    private Snapshot snapshot(String group, Set<String> lists, Set<String> referenced) {
        Snapshot.Builder snapshot = new Snapshot.Builder();
        List<NetworkInterface> associated = withInstanceTypes(interfaces(Set.of(group)));
        associated.forEach(snapshot::networkInterface);
        Set<String> groups = new TreeSet<>(Set.of(group));
        associated.forEach(one -> groups.addAll(one.groups()));
        List<SecurityGroup> read = groups(groups);
        Set<String> wantedLists = new TreeSet<>(lists);
        Set<String> wantedGroups = new TreeSet<>(referenced);
        for (SecurityGroup each : read) {
            snapshot.securityGroup(each);
            each.outbound().forEach(rule -> collect(rule, wantedLists, wantedGroups));
            each.inbound().forEach(rule -> collect(rule, wantedLists, new TreeSet<>()));
        }
        if (!wantedGroups.isEmpty()) {
            interfaces(wantedGroups).forEach(snapshot::networkInterface);
        }
        prefixLists(wantedLists).forEach(snapshot::prefixList);
        return snapshot.build();
    }

    private static void collect(SecurityGroupRule rule, Set<String> lists, Set<String> groups) {
        Optional<Destination> destination = rule.match(
                known -> Optional.of(known.destination()),
                unresolved -> unresolved.bound().destination());
        if (destination.isPresent()) {
            boolean unused = destination
                    .get()
                    .match(addresses -> false, list -> lists.add(list.id()), other -> groups.add(other.id()));
        }
    }

    private List<NetworkInterface> interfaces(Set<String> groups) {
        return Calls.portions(groups, FILTER_VALUES).stream()
                .flatMap(
                        some -> NoAnswer.unlessAll(
                                "ec2:DescribeNetworkInterfaces", token -> calls.networkInterfaces(some, token))
                                .stream())
                .toList();
    }

    /** The type decides how long idle connections are tracked where that is not set on the interface; unread, it is not known. */
    private List<NetworkInterface> withInstanceTypes(List<NetworkInterface> interfaces) {
        Set<String> instances = new TreeSet<>();
        for (NetworkInterface each : interfaces) {
            each.instance()
                    .filter(instance -> each.tracking().tcpEstablished().isEmpty())
                    .ifPresent(instances::add);
        }
        Map<String, String> types = new LinkedHashMap<>();
        for (List<String> some : Calls.portions(instances, FILTER_VALUES)) {
            Calls.pages("ec2:DescribeInstances", token -> calls.instanceTypes(some, token))
                    .items()
                    .forEach(types::putAll);
        }
        return interfaces.stream()
                .map(each -> each.instance()
                        .flatMap(instance -> Optional.ofNullable(types.get(instance)))
                        .map(type -> each.with(each.tracking().on(type)))
                        .orElse(each))
                .toList();
    }

    private List<SecurityGroup> groups(Set<String> ids) {
        List<SecurityGroup> groups = new ArrayList<>();
        for (List<String> some : Calls.portions(ids, FILTER_VALUES)) {
            ListedRules listed = new ListedRules();
            NoAnswer.unlessAll("ec2:DescribeSecurityGroupRules", token -> calls.rules(some, token))
                    .forEach(rule -> listed.add(rule, calls.place(Listing.Kind.SECURITY_GROUP_RULES)));
            for (SecurityGroup group :
                    NoAnswer.unlessAll("ec2:DescribeSecurityGroups", token -> calls.groups(some, token))) {
                groups.add(listed.instead(group, calls.origin(Listing.Kind.SECURITY_GROUP_RULES)));
            }
        }
        return groups;
    }

    private List<ManagedPrefixList> prefixLists(Set<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, ManagedPrefixList> described = new LinkedHashMap<>();
        for (ManagedPrefixList list : NoAnswer.unlessAll("ec2:DescribeManagedPrefixLists", calls::prefixLists)) {
            described.put(list.id(), list);
        }
        return ids.stream()
                .map(id -> withEntries(Optional.ofNullable(described.get(id)).orElseGet(() -> undescribed(id))))
                .toList();
    }

    private ManagedPrefixList undescribed(String id) {
        return ManagedPrefixList.undescribed(id, scope, calls.origin(Listing.Kind.PREFIX_LIST_ENTRIES));
    }

    /** A list whose entries cannot be read is one that was not read: rules that name it are still what they are. */
    private ManagedPrefixList withEntries(ManagedPrefixList list) {
        Pages<Cidr> entries = Calls.pages("ec2:GetManagedPrefixListEntries", token -> calls.entries(list.id(), token));
        return list.with(
                entries.items(),
                entries.isWhole() ? ManagedPrefixList.Extent.WHOLE : ManagedPrefixList.Extent.NOT_READ,
                entries.failure().map(Failure::sentence));
    }
}
