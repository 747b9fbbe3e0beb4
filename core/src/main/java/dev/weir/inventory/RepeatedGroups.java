package dev.weir.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups whose ids come more than once, so that each comes out once: as the group, or as its differing versions. Two owners have
 * two groups, whatever their ids.
 *
 * <p>The groups are pushed twice: first they are collected, of each id one version of each content; then all are passed on, and
 * where a repeated one comes first, all of its versions.
 */
final class RepeatedGroups {

    private final GroupIds ids;
    private final Map<String, List<SecurityGroup>> versions = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    RepeatedGroups(GroupIds ids) {
        this.ids = ids;
    }

    /** Takes the groups the first time. */
    InventorySink collector() {
        return new GroupSink() {
            @Override
            public void contradictorySecurityGroup(List<SecurityGroup> groups) {
                groups.stream().filter(group -> ids.isRepeated(group.id())).forEach(RepeatedGroups.this::keep);
            }
        };
    }

    private void keep(SecurityGroup group) {
        List<SecurityGroup> kept = versions.computeIfAbsent(group.id(), unused -> new ArrayList<>(1));
        for (int i = 0; i < kept.size(); i++) {
            if (isSame(kept.get(i), group)) {
                kept.set(i, richer(kept.get(i), group));
                return;
            }
        }
        kept.add(group);
    }

    /** Passes the groups on the second time. */
    InventorySink before(InventorySink sink) {
        return new GroupSink() {
            @Override
            public void contradictorySecurityGroup(List<SecurityGroup> groups) {
                String id = groups.get(0).id();
                if (!ids.isRepeated(id)) {
                    sink.securityGroupInVersions(groups);
                } else if (done.add(id)) {
                    for (List<SecurityGroup> one : SecurityGroup.apart(versions.getOrDefault(id, groups))) {
                        int told = told(one, groups);
                        if (told < one.size()) {
                            sink.problem(differs(one.get(0), one.get(told)));
                        }
                        sink.securityGroupInVersions(one);
                    }
                }
            }

            @Override
            public void problem(Problem problem) {
                sink.problem(problem);
            }
        };
    }

    /** How many versions stand in one place, which has said that they differ; at least the first. */
    private static int told(List<SecurityGroup> versions, List<SecurityGroup> place) {
        long same = versions.stream()
                .filter(version -> place.stream().anyMatch(group -> isSame(version, group)))
                .count();
        return (int) Math.max(1, same);
    }

    private static Problem differs(SecurityGroup one, SecurityGroup other) {
        return new Problem(
                other.origin(),
                "`" + one.id() + "` differs from what stands at " + one.origin()
                        + ": expected one answer; the worse of both is judged");
    }

    /** Whether two readings say the same: origin aside, and what only one of them knows aside. */
    private static boolean isSame(SecurityGroup one, SecurityGroup other) {
        return one.scope().mayHold(other.scope())
                && one.name().equals(other.name())
                && one.description().equals(other.description())
                && (one.vpc().isEmpty() || other.vpc().isEmpty() || one.vpc().equals(other.vpc()))
                && haveSameRules(one.outbound(), other.outbound())
                && haveSameRules(one.inbound(), other.inbound())
                && one.tags().equals(other.tags());
    }

    /** Whether two readings of one direction hold the same rules, in any order; what is wrong with unread ones aside. */
    private static boolean haveSameRules(List<SecurityGroupRule> one, List<SecurityGroupRule> other) {
        return one.equals(other) || counted(one).equals(counted(other));
    }

    private static Map<Object, Integer> counted(List<SecurityGroupRule> rules) {
        Map<Object, Integer> counts = new HashMap<>();
        for (SecurityGroupRule rule : rules) {
            Object key = rule instanceof SecurityGroupRule.Unresolved unresolved ? unresolved.bound() : rule;
            counts.merge(key, 1, Integer::sum);
        }
        return counts;
    }

    private static SecurityGroup richer(SecurityGroup one, SecurityGroup other) {
        return new SecurityGroup(
                one.scope().orElse(other.scope()),
                one.id(),
                one.name(),
                one.description(),
                one.vpc().or(other::vpc),
                one.arn().or(other::arn),
                one.outbound(),
                one.inbound(),
                one.tags(),
                one.origin());
    }

    /** Takes groups, alone or as versions, and nothing else. */
    private abstract static class GroupSink implements InventorySink {

        @Override
        public void securityGroup(SecurityGroup securityGroup) {
            contradictorySecurityGroup(List.of(securityGroup));
        }

        @Override
        public void listing(Listing listing) {}

        @Override
        public void prefixList(ManagedPrefixList prefixList) {}

        @Override
        public void flowLog(FlowLog flowLog) {}

        @Override
        public void networkInterface(NetworkInterface networkInterface) {}

        @Override
        public void routeTable(RouteTable routeTable) {}

        @Override
        public void subnet(Subnet subnet) {}

        @Override
        public void vpc(Vpc vpc) {}

        @Override
        public void problem(Problem problem) {}

        @Override
        public void input(Input input) {}
    }
}
