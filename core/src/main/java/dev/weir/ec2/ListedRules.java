package dev.weir.ec2;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of describe-security-group-rules by group, joined with the groups of describe-security-groups.
 *
 * <p>The call lists rules in no order of groups, so all of them are held in memory: about half a kilobyte per rule. Either call
 * is enough to judge a group:
 *
 * <pre>
 *   its permissions   its listed rules   the group is
 *   read              all read           its permissions, with ids and tags; two versions where the two disagree
 *   read              in part            the same; less listed than permitted is no disagreement
 *   not read          all read           its listed rules
 *   not read          in part            its listed rules, and whatever else it may permit
 *   no such group     all or in part     its listed rules, without name, VPC and tags, and whatever else it may permit
 * </pre>
 *
 * <p>A rule is known by its group and its id: a rule id alone may stand for several where ids were made alike before the answer
 * was passed on.
 */
public final class ListedRules {

    private final TreeMap<String, Listed> groups = new TreeMap<>();

    /** The rules of one group. */
    private static final class Listed {
        private final Origin origin;
        private final List<SecurityGroupRule> outbound = new ArrayList<>(4);
        private final List<SecurityGroupRule> inbound = new ArrayList<>(4);
        private final Map<String, SecurityGroupRule> byId = new HashMap<>();
        private Scope scope;
        private Optional<String> cut = Optional.empty();

        Listed(Origin origin, Scope scope) {
            this.origin = origin;
            this.scope = scope;
        }

        /** The group with these rules. */
        private SecurityGroup of(SecurityGroup described) {
            return described.with(alone(outbound), alone(inbound));
        }

        private List<SecurityGroupRule> alone(List<SecurityGroupRule> rules) {
            if (cut.isEmpty()) {
                return rules;
            }
            List<SecurityGroupRule> all = new ArrayList<>(rules);
            all.add(SecurityGroupRule.Unresolved.everything(cut.get()));
            return all;
        }
    }

    /** What a rule is to AWS. */
    private record Identity(Service service, String destination) {

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity that
                    && destination.equals(that.destination)
                    && service.equals(that.service);
        }

        @Override
        public int hashCode() {
            return 31 * service.hashCode() + destination.hashCode();
        }
    }

    private static Object identity(SecurityGroupRule rule) {
        return rule.match(
                known -> new Identity(known.service(), known.destination().text()),
                SecurityGroupRule.Unresolved::bound);
    }

    /** Takes a rule; one that came before is left out. */
    public void add(ListedRule listed, AnswerPlace place) {
        Listed group = groups.computeIfAbsent(listed.group(), id -> new Listed(listed.origin(), listed.scope()));
        group.scope = group.scope.orElse(listed.scope());
        if (listed.rule().id().isPresent()) {
            String id = listed.rule().id().get();
            SecurityGroupRule known = group.byId.putIfAbsent(id, listed.rule());
            if (known != null && known.equals(listed.rule())) {
                return;
            }
            if (known != null) {
                place.wrong(new Problem(
                        listed.origin(),
                        "in " + Quoted.of(listed.group()) + ": rule " + Quoted.of(id)
                                + " stands twice with different contents; both are judged"));
            }
        }
        if (listed.outbound()) {
            group.outbound.add(listed.rule());
        }
        if (listed.inbound()) {
            group.inbound.add(listed.rule());
        }
    }

    /** Expects the rules of a group: where none are listed, it has none. */
    public void expect(String group, Origin origin) {
        groups.computeIfAbsent(group, id -> new Listed(origin, Scope.UNKNOWN));
    }

    /** Hears that a listing of rules in this scope was cut short, so that any group in it may have more. */
    public void cutShort(Scope scope, String why) {
        for (Listed group : groups.values()) {
            if (scope.mayHold(group.scope)) {
                group.cut = group.cut.or(() -> Optional.of(why));
            }
        }
    }

    /** Forgets the rules of these groups, which are read again. */
    public void forget(Set<String> ids) {
        ids.forEach(groups::remove);
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** The ids of all groups with rules, sorted. */
    public Set<String> groups() {
        return groups.keySet();
    }

    /** The group that its listed rules make alone; what they do not say of its scope is taken from {@code around}. */
    public SecurityGroup alone(String id, Scope around) {
        Listed listed = groups.getOrDefault(id, new Listed(Origin.of(""), Scope.UNKNOWN));
        return new SecurityGroup(
                listed.scope.orElse(around),
                id,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                listed.alone(listed.outbound),
                listed.alone(listed.inbound),
                Map.of(),
                listed.origin);
    }

    /** The group with its listed rules in place of its permissions: these carry ids and tags. */
    public SecurityGroup instead(SecurityGroup described, Origin origin) {
        Listed listed = groups.getOrDefault(described.id(), new Listed(origin, Scope.UNKNOWN));
        return listed.of(described).at(origin);
    }

    /** The one group that its permissions and its listed rules make, or the two versions where they disagree. */
    public List<SecurityGroup> join(SecurityGroup described) {
        Listed listed = groups.get(described.id());
        if (listed == null) {
            return List.of(described);
        }
        boolean whole = listed.cut.isEmpty();
        Optional<List<SecurityGroupRule>> outbound = joined(described.outbound(), listed.outbound, whole);
        Optional<List<SecurityGroupRule>> inbound = joined(described.inbound(), listed.inbound, whole);
        SecurityGroup joined =
                described.with(outbound.orElse(described.outbound()), inbound.orElse(described.inbound()));
        return outbound.isPresent() && inbound.isPresent()
                ? List.of(joined)
                : List.of(joined, listed.of(described).at(listed.origin));
    }

    /** The rules of one direction; empty where the two disagree. */
    private static Optional<List<SecurityGroupRule>> joined(
            List<SecurityGroupRule> described, List<SecurityGroupRule> listed, boolean whole) {
        if (isUnread(described)) {
            List<SecurityGroupRule> all = new ArrayList<>(listed);
            all.addAll(whole ? List.of() : described);
            return Optional.of(all);
        }
        Map<Object, SecurityGroupRule> there = new HashMap<>();
        listed.forEach(rule -> there.put(identity(rule), rule));
        Set<Object> here = new HashSet<>();
        List<SecurityGroupRule> joined = new ArrayList<>();
        for (SecurityGroupRule rule : described) {
            here.add(identity(rule));
            joined.add(there.getOrDefault(identity(rule), rule));
        }
        boolean agree = whole ? here.equals(there.keySet()) : here.containsAll(there.keySet());
        return agree ? Optional.of(joined) : Optional.empty();
    }

    /** Whether the answer did not carry this direction. */
    private static boolean isUnread(List<SecurityGroupRule> rules) {
        return rules.size() == 1
                && rules.get(0) instanceof SecurityGroupRule.Unresolved unresolved
                && unresolved.bound().equals(SecurityGroupRule.Bound.EVERYTHING);
    }
}
