package dev.weir.plan;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Policy;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listings;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Routing;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A snapshot with what planning asks of it again and again. */
final class PlannerInventory {

    private static final int REMEMBERED = 256;

    final Snapshot snapshot;
    final PrefixLists prefixLists;
    final RuleWeights weights;
    final Routing routing;
    private final Policy policy;
    private final Map<String, AddressSet> members = new HashMap<>();
    private final Map<IpAddress, List<NetworkInterface>> holders = new HashMap<>();
    private final AddressSet vpcAddresses;
    private final Map<String, List<FlowLog>> flowLogs = new HashMap<>();
    private Optional<Rescan> rescan = Optional.empty();
    private final Map<List<SecurityGroupRule>, Judged> judged = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<SecurityGroupRule>, Judged> eldest) {
            return size() > REMEMBERED;
        }
    };

    PlannerInventory(Snapshot snapshot, Policy policy) {
        this.snapshot = snapshot;
        this.policy = policy;
        prefixLists = PrefixLists.of(snapshot.prefixLists());
        weights = new RuleWeights(prefixLists);
        Listings listings = new Listings();
        snapshot.listings().forEach(listings::add);
        routing = new Routing(listings);
        snapshot.routeTables().forEach(routing::add);
        snapshot.subnets().forEach(routing::add);
        snapshot.vpcs().forEach(routing::add);
        snapshot.flowLogs()
                .forEach(log -> flowLogs.computeIfAbsent(log.resource(), id -> new ArrayList<>())
                        .add(log));
        vpcAddresses = AddressSet.of(
                snapshot.vpcs().stream().flatMap(vpc -> vpc.cidrs().stream()).toList());
    }

    /** The same inventory, scanned again. */
    Rescan rescan() {
        Rescan made = rescan.orElseGet(() -> new Rescan(snapshot, policy));
        rescan = Optional.of(made);
        return made;
    }

    /** The flow logs that watch an interface: by itself, its subnet or its VPC. */
    List<FlowLog> flowLogsOf(NetworkInterface one) {
        List<FlowLog> watching = new ArrayList<>(flowLogs.getOrDefault(one.id(), List.of()));
        one.subnet().ifPresent(subnet -> watching.addAll(flowLogs.getOrDefault(subnet, List.of())));
        snapshot.vpcOf(one).ifPresent(vpc -> watching.addAll(flowLogs.getOrDefault(vpc, List.of())));
        return watching;
    }

    /** The addresses of the interfaces that are associated with a group. */
    AddressSet members(String groupId) {
        return members.computeIfAbsent(groupId, id -> {
            List<Cidr> cidrs = new ArrayList<>();
            for (NetworkInterface one : snapshot.associatedWith(id)) {
                one.addresses().forEach(address -> cidrs.add(Cidr.host(address)));
                cidrs.addAll(one.prefixes());
            }
            return AddressSet.of(cidrs);
        });
    }

    /** The interfaces that hold a private address now. */
    List<NetworkInterface> holdersOf(IpAddress address) {
        if (holders.isEmpty()) {
            for (NetworkInterface one : snapshot.networkInterfaces()) {
                one.addresses()
                        .forEach(mine -> holders.computeIfAbsent(mine, unused -> new ArrayList<>(1))
                                .add(one));
            }
        }
        return holders.getOrDefault(address, List.of());
    }

    /** The groups that the holders of an address in a VPC are associated with now. */
    Set<String> groupsOf(IpAddress address, Optional<String> vpc) {
        Set<String> groups = new TreeSet<>();
        for (NetworkInterface one : holdersOf(address)) {
            if (vpc.isEmpty() || one.vpc().isEmpty() || one.vpc().equals(vpc)) {
                groups.addAll(one.groups());
            }
        }
        return groups;
    }

    /** The addresses of every VPC that was read. */
    AddressSet vpcAddresses() {
        return vpcAddresses;
    }

    int memberCount(String groupId) {
        return snapshot.associatedWith(groupId).size();
    }

    /**
     * The addresses that a rule to a group opens: those of its interfaces now.
     *
     * <p>Of a group without interfaces that were read, those of its VPC. A VPC that was not read counts as one without IPv6:
     * AWS gives a new group an {@code ::/0} rule exactly where the VPC has an IPv6 CIDR.
     */
    AddressSet opened(String groupId, SecurityGroup asker) {
        AddressSet now = members(groupId);
        if (!now.isEmpty()) {
            return now;
        }
        return snapshot.securityGroup(groupId)
                .flatMap(SecurityGroup::vpc)
                .or(asker::vpc)
                .flatMap(snapshot::vpc)
                .filter(vpc -> !vpc.cidrs().isEmpty())
                .map(vpc -> AddressSet.of(vpc.cidrs()))
                .orElse(AddressSet.ALL_IPV4);
    }

    Judged judge(SecurityGroup group, List<? extends SecurityGroupRule> rules) {
        List<SecurityGroupRule> key = List.copyOf(rules);
        Judged known = judged.get(key);
        if (known == null) {
            known = Judged.of(group, key, snapshot, policy);
            judged.put(key, known);
        }
        return known;
    }

    /** What an id is called, for people. */
    Optional<String> name(String id) {
        if (id.startsWith("pl-")) {
            return prefixLists.find(id).map(list -> list.name()).filter(name -> !name.isEmpty());
        }
        return snapshot.securityGroup(id).map(group -> {
            int count = memberCount(id);
            String members = count == 1 ? "1 member" : count + " members";
            return group.name().isEmpty() ? "(" + members + ")" : group.name() + " (" + members + ")";
        });
    }
}
