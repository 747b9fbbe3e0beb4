package dev.weir.aws;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Security groups put together from the two calls that describe them.
 *
 * <p>DescribeSecurityGroups knows every group and what its rules permit; DescribeSecurityGroupRules knows the rules' ids and
 * tags, and of groups only those that have a rule. Either alone is enough to judge a group:
 *
 * <pre>
 *   groups    rules     a group is
 *   whole     whole     its permissions, with ids; a group that the two tell differently is asked for again
 *   whole     in part   its permissions, with the ids that were read
 *   in part   whole     as above where it was read; else its rules, without name, VPC and tags
 *   in part   in part   as above where it was read; else its rules that were read, and whatever else it may permit
 * </pre>
 */
final class GroupAssembly {
    private final Scope scope;
    private final Origin fromGroups;
    private final Origin fromRules;
    private final boolean groupsWhole;
    private final boolean rulesWhole;
    private final Map<String, GroupReading> groups = new TreeMap<>();
    private final Map<String, List<RuleReading>> rules = new HashMap<>();

    /** A Region's two listings. */
    GroupAssembly(
            Scope scope, Origin fromGroups, Pages<GroupReading> groups, Origin fromRules, Pages<RuleReading> rules) {
        this.scope = scope;
        this.fromGroups = fromGroups;
        this.fromRules = fromRules;
        this.groupsWhole = groups.isWhole();
        this.rulesWhole = rules.isWhole();
        groups.items().forEach(group -> this.groups.put(group.id(), group));
        rules.items()
                .forEach(rule -> this.rules
                        .computeIfAbsent(rule.group(), id -> new ArrayList<>())
                        .add(rule));
    }

    /** Groups that the two listings tell differently although both are whole: something changed between the calls. */
    Set<String> disagreeing() {
        if (!groupsWhole || !rulesWhole) {
            return Set.of();
        }
        Set<String> different = new TreeSet<>();
        for (GroupReading group : groups.values()) {
            for (RuleReading.Direction direction : RuleReading.Direction.values()) {
                if (!agrees(group, direction)) {
                    different.add(group.id());
                }
            }
        }
        rules.keySet().stream().filter(id -> !groups.containsKey(id)).forEach(different::add);
        return different;
    }

    private boolean agrees(GroupReading group, RuleReading.Direction direction) {
        Optional<List<RuleFields>> permissions = group.rules(direction);
        boolean others = group.owner().isPresent()
                && scope.account().isPresent()
                && !group.owner().equals(scope.account());
        if (permissions.isEmpty() || (others && !rules.containsKey(group.id()))) {
            return true;
        }
        return keys(permissions.get())
                .equals(keys(rulesOf(group.id(), direction).stream()
                        .map(RuleReading::fields)
                        .toList()));
    }

    private static Set<String> keys(List<RuleFields> rules) {
        return rules.stream().map(RuleFields::key).collect(Collectors.toSet());
    }

    private List<RuleReading> rulesOf(String group, RuleReading.Direction direction) {
        return rules.getOrDefault(group, List.of()).stream()
                .filter(rule -> rule.direction() == direction)
                .toList();
    }

    /** Takes a second reading of these groups in place of the first. */
    void replace(Set<String> ids, List<GroupReading> freshGroups, List<RuleReading> freshRules) {
        ids.forEach(groups::remove);
        ids.forEach(rules::remove);
        freshGroups.stream().filter(group -> ids.contains(group.id())).forEach(group -> groups.put(group.id(), group));
        freshRules.stream()
                .filter(rule -> ids.contains(rule.group()))
                .forEach(rule -> rules.computeIfAbsent(rule.group(), id -> new ArrayList<>())
                        .add(rule));
    }

    /** Every group, by id, each with its versions: one, or two where the listings still contradict each other. */
    Map<String, List<SecurityGroup>> assembled() {
        Set<String> contradicting = disagreeing();
        Map<String, List<SecurityGroup>> assembled = new TreeMap<>();
        for (GroupReading group : groups.values()) {
            List<SecurityGroup> versions = new ArrayList<>();
            versions.add(permitted(group));
            if (contradicting.contains(group.id())) {
                versions.add(ruled(group.id(), Optional.of(group)));
            }
            assembled.put(group.id(), versions);
        }
        rules.keySet().stream()
                .filter(id -> !groups.containsKey(id))
                .forEach(id -> assembled.put(id, List.of(ruled(id, Optional.empty()))));
        return new LinkedHashMap<>(assembled);
    }

    /** The group by its own permissions. */
    private SecurityGroup permitted(GroupReading group) {
        return new SecurityGroup(
                owned(group.owner()),
                group.id(),
                group.name(),
                group.description(),
                group.vpc(),
                group.arn(),
                permitted(group, RuleReading.Direction.OUTBOUND),
                permitted(group, RuleReading.Direction.INBOUND),
                group.tags(),
                fromGroups);
    }

    private List<SecurityGroupRule> permitted(GroupReading group, RuleReading.Direction direction) {
        Optional<List<RuleFields>> permissions = group.rules(direction);
        if (permissions.isEmpty()) {
            return ruled(group.id(), direction, rulesWhole);
        }
        Map<String, Deque<RuleReading>> byKey = new HashMap<>();
        rulesOf(group.id(), direction)
                .forEach(rule -> byKey.computeIfAbsent(rule.fields().key(), key -> new ArrayDeque<>())
                        .add(rule));
        List<SecurityGroupRule> merged = new ArrayList<>();
        for (RuleFields fields : permissions.get()) {
            Optional<RuleReading> rule =
                    Optional.ofNullable(byKey.get(fields.key())).map(Deque::poll);
            merged.add(fields.rule(
                    rule.flatMap(RuleReading::id), rule.map(RuleReading::tags).orElse(Map.of())));
        }
        return merged;
    }

    /** The group by the rules that were listed apart. */
    private SecurityGroup ruled(String id, Optional<GroupReading> known) {
        Optional<String> owner = rules.getOrDefault(id, List.of()).stream()
                .flatMap(rule -> rule.owner().stream())
                .findFirst();
        return new SecurityGroup(
                owned(known.flatMap(GroupReading::owner).or(() -> owner)),
                id,
                known.map(GroupReading::name).orElse(""),
                known.map(GroupReading::description).orElse(""),
                known.flatMap(GroupReading::vpc),
                known.flatMap(GroupReading::arn),
                ruled(id, RuleReading.Direction.OUTBOUND, rulesWhole),
                ruled(id, RuleReading.Direction.INBOUND, rulesWhole),
                known.map(GroupReading::tags).orElse(Map.of()),
                fromRules);
    }

    private List<SecurityGroupRule> ruled(String id, RuleReading.Direction direction, boolean whole) {
        List<SecurityGroupRule> read = new ArrayList<>();
        rulesOf(id, direction).forEach(rule -> read.add(rule.fields().rule(rule.id(), rule.tags())));
        if (!whole) {
            read.add(SecurityGroupRule.Unresolved.everything(
                    "its rules were not all read: " + fromGroups + " and " + fromRules + " were cut short"));
        }
        return read;
    }

    private Scope owned(Optional<String> owner) {
        return new Scope(owner, Optional.empty()).orElse(scope);
    }
}
