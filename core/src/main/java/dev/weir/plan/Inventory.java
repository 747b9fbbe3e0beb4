package dev.weir.plan;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Policy;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Vpc;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot with what planning asks of it again and again. */
final class Inventory {

    private static final int REMEMBERED = 256;

    final Snapshot snapshot;
    final PrefixLists prefixLists;
    final RuleWeights weights;
    private final Policy policy;
    private final Map<String, AddressSet> members = new HashMap<>();
    private final Map<List<SecurityGroupRule>, Judged> judged = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<SecurityGroupRule>, Judged> eldest) {
            return size() > REMEMBERED;
        }
    };

    Inventory(Snapshot snapshot, Policy policy) {
        this.snapshot = snapshot;
        this.policy = policy;
        prefixLists = PrefixLists.of(snapshot.prefixLists());
        weights = new RuleWeights(prefixLists);
    }

    /** The addresses of the interfaces that wear a group. */
    AddressSet members(String groupId) {
        return members.computeIfAbsent(groupId, id -> {
            List<Cidr> cidrs = new ArrayList<>();
            for (NetworkInterface one : snapshot.wearersOf(id)) {
                one.addresses().forEach(address -> cidrs.add(Cidr.host(address)));
                cidrs.addAll(one.prefixes());
            }
            return AddressSet.of(cidrs);
        });
    }

    int memberCount(String groupId) {
        return snapshot.wearersOf(groupId).size();
    }

    /**
     * The most addresses that a group can stand for: those of the VPCs that it and its interfaces are in.
     *
     * <p>A VPC that was not read counts as one without IPv6 unless one of the interfaces has an IPv6 address: AWS gives a new
     * group an {@code ::/0} rule exactly where the VPC has an IPv6 CIDR.
     */
    AddressSet mostMembers(String groupId, SecurityGroup asker) {
        AddressSet most = members(groupId);
        List<String> vpcs = new ArrayList<>();
        snapshot.securityGroup(groupId)
                .flatMap(SecurityGroup::vpc)
                .or(asker::vpc)
                .ifPresent(vpcs::add);
        snapshot.wearersOf(groupId).forEach(one -> one.vpc().ifPresent(vpcs::add));
        boolean unread = vpcs.isEmpty();
        for (String id : vpcs) {
            Optional<Vpc> vpc = snapshot.vpc(id).filter(found -> !found.cidrs().isEmpty());
            unread |= vpc.isEmpty();
            most = most.union(vpc.map(found -> AddressSet.of(found.cidrs())).orElse(AddressSet.EMPTY));
        }
        if (!unread) {
            return most;
        }
        boolean ipv6 = !most.only(IpFamily.IPV6).isEmpty();
        return most.union(ipv6 ? AddressSet.ALL : AddressSet.ALL_IPV4);
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
