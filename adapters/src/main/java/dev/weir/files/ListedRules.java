package dev.weir.files;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import dev.weir.net.AddressSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rules of describe-security-group-rules, by group.
 *
 * <p>The call lists rules in no order of groups, so all of them are held in memory: about half a kilobyte per rule.
 */
final class ListedRules {

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, SecurityGroupRule> byId = new HashMap<>();
    private final RuleFields fields = new RuleFields();
    private final Destinations destinations = new Destinations();

    /** The rules of one group. */
    static final class Group {
        private final SourceFile file;
        private final Origin origin;
        private final List<SecurityGroupRule> outbound = new ArrayList<>();
        private final List<SecurityGroupRule> inbound = new ArrayList<>();
        private Scope scope;
        private boolean whole = true;

        Group(SourceFile file, Origin origin, Scope scope) {
            this.file = file;
            this.origin = origin;
            this.scope = scope;
        }

        SourceFile file() {
            return file;
        }

        Origin origin() {
            return origin;
        }

        Scope scope() {
            return scope;
        }

        List<SecurityGroupRule> outbound() {
            return outbound;
        }

        List<SecurityGroupRule> inbound() {
            return inbound;
        }

        /** Whether the listing that the rules come from was read to its end. */
        boolean isWhole() {
            return whole;
        }

        /** The group that these rules make by themselves: without name, VPC and tags, which the call does not carry. */
        SecurityGroup asGroup(String id, Scope filled) {
            List<SecurityGroupRule> out = new ArrayList<>(outbound);
            List<SecurityGroupRule> in = new ArrayList<>(inbound);
            if (!whole) {
                String reason = origin + ": the listing of rules was read in part, so the group may have more";
                out.add(SecurityGroupRule.Unresolved.everything(reason));
                in.add(SecurityGroupRule.Unresolved.everything(reason));
            }
            return new SecurityGroup(filled, id, "", "", Optional.empty(), Optional.empty(), out, in, Map.of(), origin);
        }
    }

    /** Takes one rule; whether it could be given to a group. */
    boolean add(JsonObject rule, SourceFile file, Consumer<Problem> problems) {
        Origin origin = file.origin(rule.line());
        Optional<String> group = rule.text("GroupId");
        if (group.isEmpty()) {
            problems.accept(new Problem(origin, "a security group rule has no readable `GroupId`; it was not judged"));
            return false;
        }
        Optional<String> id = rule.text("SecurityGroupRuleId");
        List<String> wrong = new ArrayList<>();
        SecurityGroupRule read = read(rule, id, origin, wrong);
        SecurityGroupRule known = id.isPresent() ? byId.putIfAbsent(id.get(), read) : null;
        if (known != null && known.equals(read)) {
            return true;
        }
        if (known != null) {
            wrong.add("rule " + Quoted.of(id.orElse("")) + " stands twice with different contents; both are judged");
        }
        Scope scope = rule.text("SecurityGroupRuleArn").map(PathScope::ofArn).orElse(Scope.UNKNOWN);
        Scope owned = new Scope(rule.text("GroupOwnerId").flatMap(PathScope::account), Optional.empty()).orElse(scope);
        Group entry = groups.computeIfAbsent(group.get(), unused -> new Group(file, origin, owned));
        entry.scope = entry.scope.orElse(owned);
        boolean out = rule.isTrue("IsEgress");
        boolean in = rule.isFalse("IsEgress");
        if (out == in) {
            wrong.add("the rule has no readable `IsEgress`; it is judged as both outbound and inbound");
        }
        if (out || !in) {
            entry.outbound.add(read);
        }
        if (in || !out) {
            entry.inbound.add(read);
        }
        for (String text : wrong) {
            problems.accept(new Problem(origin, "in " + Quoted.of(group.get()) + ": " + text));
        }
        return true;
    }

    private SecurityGroupRule read(JsonObject rule, Optional<String> id, Origin origin, List<String> wrong) {
        fields.clear();
        rule.text("IpProtocol").ifPresent(fields::protocol);
        port(rule, "FromPort").ifPresent(fields::fromPort);
        port(rule, "ToPort").ifPresent(fields::toPort);
        RuleFields.Meaning meaning = fields.meaning();
        meaning.problem().ifPresent(wrong::add);
        Destinations.Meaning far = destination(rule);
        if (far.destination().isEmpty()) {
            wrong.add(far.problem());
        }
        if (!rule.repeated().isEmpty()) {
            wrong.add("a key stands twice in the rule, so what it says is not known: "
                    + Quoted.of(rule.repeated().iterator().next()));
            return new SecurityGroupRule.Unresolved(
                    id, SecurityGroupRule.Bound.EVERYTHING, origin + ": " + wrong.get(wrong.size() - 1));
        }
        if (!wrong.isEmpty()) {
            return new SecurityGroupRule.Unresolved(id, far.bound(meaning.service()), origin + ": " + wrong.get(0));
        }
        return new SecurityGroupRule.Known(
                id, meaning.service(), far.destination().get(), rule.text("Description"), rule.tags("Tags"));
    }

    private static Optional<String> port(JsonObject rule, String name) {
        Optional<String> text = rule.text(name);
        return text.isPresent() || !rule.has(name) ? text : Optional.of("something else than a number");
    }

    private Destinations.Meaning destination(JsonObject rule) {
        List<Destinations.Meaning> found = new ArrayList<>();
        addCidr(rule, "CidrIpv4", Destinations.Kind.IPV4, found);
        addCidr(rule, "CidrIpv6", Destinations.Kind.IPV6, found);
        addCidr(rule, "PrefixListId", Destinations.Kind.PREFIX_LIST, found);
        if (rule.has("ReferencedGroupInfo")) {
            Optional<JsonObject> peer = rule.object("ReferencedGroupInfo");
            Optional<String> id = peer.flatMap(info -> info.text("GroupId"));
            found.add(
                    id.isPresent()
                            ? Destinations.Meaning.of(
                                    new Destination.Group(id.get(), peer.flatMap(info -> info.text("UserId"))))
                            : Destinations.Kind.GROUP.unreadable());
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        return new Destinations.Meaning(
                Optional.empty(),
                AddressSet.ALL,
                "the rule names " + (found.isEmpty() ? "no destination" : "several destinations")
                        + ": expected one of `CidrIpv4`, `CidrIpv6`, `PrefixListId` and `ReferencedGroupInfo`");
    }

    private void addCidr(JsonObject rule, String name, Destinations.Kind kind, List<Destinations.Meaning> into) {
        if (rule.has(name)) {
            into.add(rule.text(name).map(text -> destinations.of(kind, text)).orElse(kind.unreadable()));
        }
    }

    /** Says that the listing in this file was cut short: any group in it may have more rules. */
    void cutShort(SourceFile file) {
        for (Group group : groups.values()) {
            if (group.file.folder().equals(file.folder())) {
                group.whole = false;
            }
        }
    }

    Optional<Group> of(String group) {
        return Optional.ofNullable(groups.get(group));
    }

    /** The ids of all groups with rules, sorted. */
    List<String> ids() {
        return groups.keySet().stream().sorted(Comparator.naturalOrder()).toList();
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }
}
