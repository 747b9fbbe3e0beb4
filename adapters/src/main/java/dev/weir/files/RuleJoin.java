package dev.weir.files;

import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A group of describe-security-groups with the same group's rules of describe-security-group-rules.
 *
 * <p>Where both say the same, the rules with ids and tags are taken. Where they differ, the group has two versions. A listing of
 * rules that was cut short can say less than the group, not more.
 */
final class RuleJoin {

    private final ListedRules rules;

    RuleJoin(ListedRules rules) {
        this.rules = rules;
    }

    /** What a rule is to AWS. */
    private record Identity(Service service, String destination) {}

    /** The one group that both make, or the two versions. */
    List<SecurityGroup> join(SecurityGroup described, ListedRules.Group listed) {
        if (rules.isEmpty()) {
            return List.of(described);
        }
        List<List<SecurityGroupRule>> outbound = direction(described.outbound(), listed.outbound(), listed.isWhole());
        List<List<SecurityGroupRule>> inbound = direction(described.inbound(), listed.inbound(), listed.isWhole());
        List<SecurityGroup> versions = new ArrayList<>();
        versions.add(with(described, outbound.get(0), inbound.get(0), described));
        if (outbound.size() > 1 || inbound.size() > 1) {
            SecurityGroup alone = listed.asGroup(described.id(), described.scope());
            versions.add(with(described, alone.outbound(), alone.inbound(), alone));
        }
        return versions;
    }

    /** The rules of one direction, and where the two disagree a second element. */
    private static List<List<SecurityGroupRule>> direction(
            List<SecurityGroupRule> described, List<SecurityGroupRule> listed, boolean whole) {
        Set<Identity> here = known(described);
        Map<Identity, SecurityGroupRule> there = new HashMap<>();
        for (SecurityGroupRule rule : listed) {
            if (rule instanceof SecurityGroupRule.Known known) {
                there.put(new Identity(known.service(), known.destination().text()), rule);
            }
        }
        boolean unread = isUnread(described);
        if (unread && whole) {
            return List.of(listed);
        }
        if (unread) {
            List<SecurityGroupRule> both = new ArrayList<>(listed);
            both.addAll(described);
            return List.of(both);
        }
        boolean hasUnresolved = listed.stream().anyMatch(rule -> rule instanceof SecurityGroupRule.Unresolved);
        boolean hasUnresolvedHere = described.stream().anyMatch(rule -> rule instanceof SecurityGroupRule.Unresolved);
        boolean same = whole ? here.equals(there.keySet()) : here.containsAll(there.keySet());
        if (!same || hasUnresolved && !hasUnresolvedHere && whole) {
            return List.of(described, listed);
        }
        List<SecurityGroupRule> joined = new ArrayList<>();
        for (SecurityGroupRule rule : described) {
            if (rule instanceof SecurityGroupRule.Known known) {
                joined.add(there.getOrDefault(
                        new Identity(known.service(), known.destination().text()), rule));
            } else {
                joined.add(rule);
            }
        }
        return List.of(joined);
    }

    /** Whether the group's file did not carry this direction. */
    private static boolean isUnread(List<SecurityGroupRule> rules) {
        return rules.size() == 1
                && rules.get(0) instanceof SecurityGroupRule.Unresolved unresolved
                && unresolved.bound().equals(SecurityGroupRule.Bound.EVERYTHING);
    }

    private static Set<Identity> known(List<SecurityGroupRule> rules) {
        Set<Identity> known = new HashSet<>();
        for (SecurityGroupRule rule : rules) {
            if (rule instanceof SecurityGroupRule.Known read) {
                known.add(new Identity(read.service(), read.destination().text()));
            }
        }
        return known;
    }

    /** Whether two readings of one direction hold the same rules, in any order; what is wrong with unread ones aside. */
    static boolean haveSameRules(List<SecurityGroupRule> one, List<SecurityGroupRule> other) {
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

    private static SecurityGroup with(
            SecurityGroup group,
            List<SecurityGroupRule> outbound,
            List<SecurityGroupRule> inbound,
            SecurityGroup place) {
        return new SecurityGroup(
                group.scope(),
                group.id(),
                group.name(),
                group.description(),
                group.vpc(),
                group.arn(),
                outbound,
                inbound,
                group.tags(),
                place.origin());
    }
}
