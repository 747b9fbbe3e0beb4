package dev.weir.iac;

import dev.weir.ec2.FarEndKind;
import dev.weir.iac.RuleDeclaration.Side;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The groups, rules and prefix lists of one root: a root module, a template. The one translator to the inventory, and the one
 * place where rules join their groups.
 *
 * <pre>
 *   a rule names            it belongs to
 *   a resource              the group that has this address; else, with others that name it, to a group of its own
 *   an id                   the group that has this id; else likewise
 *   what is not known       a group of its own
 * </pre>
 *
 * <p>A group of its own is judged by those rules alone, under the address of the first; its id is the one that they name, or
 * else that address. What stands in a group and beside it, as in a state that was refreshed, counts once.
 */
public final class Declarations {

    private final String root;
    private final Map<String, GroupDeclaration> groups = new LinkedHashMap<>();
    private final Map<String, Value> existence = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> elsewhere = new HashMap<>();
    private final List<RuleDeclaration> rules = new ArrayList<>();
    private final DeclaredLists lists;
    private final List<Suppression> suppressions = new ArrayList<>();

    /** @param root where its addresses hold, the same wherever the code is checked out; part of every fingerprint */
    public Declarations(String root) {
        this.root = root;
        lists = new DeclaredLists(root);
    }

    public void group(GroupDeclaration group) {
        groups.put(group.resource().address(), group);
        group.id().ifPresent(id -> addresses.putIfAbsent(id, group.resource().address()));
    }

    /**
     * A group that there is only under a condition, and that is judged as it is if there is one.
     *
     * @param exists true, false, or one of both
     */
    public void group(GroupDeclaration group, Value exists) {
        group(group);
        existence.put(group.resource().address(), exists);
    }

    /** A group that this root looks up and does not declare: what rules call it. */
    public void groupElsewhere(String address, String id) {
        elsewhere.put(address, id);
    }

    public void rule(RuleDeclaration rule) {
        rules.add(rule);
    }

    public void prefixList(PrefixListDeclaration list) {
        lists.add(list);
    }

    /** What rules call a prefix list of this root, those of other roots too. */
    public String prefixListName(String address) {
        return lists.nameOf(address);
    }

    /**
     * An entry that code declares apart from its list.
     *
     * @param list which list: a reference to a resource, or an id
     * @param cidr what the entry holds
     */
    public void prefixListEntry(Value list, Value cidr) {
        lists.entry(list, cidr);
    }

    /**
     * A decision, written beside a resource, to hide its finding. Whether it holds is not asked here.
     *
     * @param address of the resource, or of the block that makes several
     * @param decision its origin is where it is written
     */
    public void suppression(String address, Suppression decision) {
        suppressions.add(new Suppression(
                decision.check(),
                decision.until(),
                decision.reason(),
                decision.origin().called(new Origin.Address(root, address))));
    }

    /** Pushes the decisions and the prefix lists. */
    public void surroundings(InventorySink sink) {
        suppressions.forEach(sink::suppression);
        lists.push(sink);
    }

    /** Pushes the groups, each with its rules, and the rules whose groups are declared elsewhere. */
    public void groups(InventorySink sink) {
        Map<String, List<RuleDeclaration>> joined = new HashMap<>();
        Map<String, List<RuleDeclaration>> alone = new LinkedHashMap<>();
        for (RuleDeclaration rule : rules) {
            if (rule.group() instanceof Value.OneOf oneOf) {
                perhaps(rule, oneOf, joined);
            }
            Optional<String> group = address(rule.group());
            String key = group.orElseGet(() -> foreignKey(rule));
            (group.isPresent() ? joined : alone)
                    .computeIfAbsent(key, unused -> new ArrayList<>())
                    .add(rule);
        }
        Set<Problem> told = new LinkedHashSet<>();
        groups.forEach((address, group) -> group(group, joined.getOrDefault(address, List.of()), told::add, sink));
        alone.forEach((key, ofKey) -> alone(ofKey, told::add, sink));
        told.forEach(sink::problem);
    }

    /** A rule of one of several groups may be a rule of each; it stands alone, too, because it is one of some group. */
    private void perhaps(RuleDeclaration rule, Value.OneOf groups, Map<String, List<RuleDeclaration>> joined) {
        String why = groups.condition() + " is not known";
        for (Value branch : groups.branches()) {
            Value perhaps = new Value.Maybe(rule.rule(), why, groups.origin());
            address(branch)
                    .ifPresent(address -> joined.computeIfAbsent(address, unused -> new ArrayList<>())
                            .add(rule.with(branch, perhaps)));
        }
    }

    /** The address of the group that a value names, if it is one of this root. */
    private Optional<String> address(Value group) {
        Optional<String> named = group instanceof Value.Reference reference
                ? Optional.of(reference.address())
                : group.scalar().map(id -> addresses.getOrDefault(id, id));
        return named.filter(groups::containsKey);
    }

    private static String foreignKey(RuleDeclaration rule) {
        if (rule.group() instanceof Value.Reference reference) {
            return reference.address() + "." + reference.attribute();
        }
        return rule.group()
                .scalar()
                .filter(id -> !id.isEmpty())
                .orElse(rule.resource().address());
    }

    private void group(
            GroupDeclaration group, List<RuleDeclaration> joined, Consumer<Problem> problems, InventorySink sink) {
        List<Value> all = new ArrayList<>(List.of(group.outbound(), group.inbound()));
        joined.forEach(rule -> all.add(rule.rule()));
        Value exists = existence.getOrDefault(
                group.resource().address(),
                new Value.Truth(true, group.resource().origin()));
        all.add(exists);
        List<SecurityGroup> versions = new ArrayList<>();
        for (Map<String, Integer> world : Conditions.worlds(all)) {
            if (!Conditions.in(world, exists).scalar().orElse("").equals("false")) {
                versions.add(group(group, joined, world, problems));
            }
        }
        if (!versions.isEmpty()) {
            push(versions, sink);
        }
    }

    private static void push(List<SecurityGroup> versions, InventorySink sink) {
        List<SecurityGroup> distinct = versions.stream().distinct().toList();
        if (distinct.size() == 1) {
            sink.securityGroup(distinct.get(0));
        } else {
            sink.possibleSecurityGroup(distinct);
        }
    }

    private SecurityGroup group(
            GroupDeclaration group,
            List<RuleDeclaration> joined,
            Map<String, Integer> world,
            Consumer<Problem> problems) {
        Resource resource = group.resource();
        String id = group.id().orElse(resource.address());
        InWorld reading = new InWorld(this, id, group.words(), joined, world, problems);
        List<SecurityGroupRule> outbound = reading.rules(group.outbound(), resource, Side.OUTBOUND);
        return new SecurityGroup(
                resource.scope(),
                id,
                group.name(),
                group.description(),
                group.vpc(),
                group.arn(),
                outbound.isEmpty() ? reading.read(group.withoutRules(), group.words(), resource) : outbound,
                reading.rules(group.inbound(), resource, Side.INBOUND),
                group.tags(),
                resource.origin().called(new Origin.Address(root, resource.address())));
    }

    private void alone(List<RuleDeclaration> ofGroup, Consumer<Problem> problems, InventorySink sink) {
        Optional<RuleDeclaration> outbound =
                ofGroup.stream().filter(rule -> rule.side() == Side.OUTBOUND).findFirst();
        if (outbound.isEmpty()) {
            return;
        }
        Resource first = outbound.get().resource();
        Value.Nothing none = new Value.Nothing(first.origin());
        String id =
                ofGroup.get(0).group().scalar().filter(text -> !text.isEmpty()).orElse(first.address());
        group(
                new GroupDeclaration(
                        first,
                        Optional.of(id),
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        none,
                        none,
                        none,
                        ofGroup.get(0).words()),
                ofGroup,
                problems,
                sink);
    }

    /** The rules of one group in one world. */
    private record InWorld(
            Declarations of,
            String group,
            RuleWords words,
            List<RuleDeclaration> joined,
            Map<String, Integer> world,
            Consumer<Problem> problems) {

        List<SecurityGroupRule> rules(Value inGroup, Resource resource, Side side) {
            List<SecurityGroupRule> all = new ArrayList<>(read(inGroup, words, resource));
            joined.stream()
                    .filter(rule -> rule.side() == side)
                    .flatMap(rule -> read(rule.rule(), rule.words(), rule.resource()).stream())
                    .forEach(found -> addOnce(all, found));
            return all;
        }

        List<SecurityGroupRule> read(Value value, RuleWords words, Resource resource) {
            RuleReading reading = new RuleReading(
                    words,
                    group,
                    of::nameOf,
                    at -> at.called(new Origin.Address(of.root, resource.address())),
                    (origin, text) ->
                            problems.accept(new Problem(origin, "in " + Quoted.of(resource.address()) + ": " + text)));
            reading.add(Conditions.in(world, value));
            return reading.rules();
        }
    }

    /** The same rule in the group and beside it is one; the one beside it has the id. */
    private static void addOnce(List<SecurityGroupRule> all, SecurityGroupRule found) {
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place) instanceof SecurityGroupRule.Known one
                    && found instanceof SecurityGroupRule.Known other
                    && one.sameRuleAs(other)) {
                all.set(place, one.id().isPresent() ? one : other);
                return;
            }
        }
        all.add(found);
    }

    private String nameOf(FarEndKind kind, Value.Reference reference) {
        if (kind == FarEndKind.PREFIX_LIST) {
            return lists.nameOf(reference.address());
        }
        GroupDeclaration group = groups.get(reference.address());
        Optional<String> id = group == null ? Optional.ofNullable(elsewhere.get(reference.address())) : group.id();
        return id.orElse(reference.address());
    }
}
