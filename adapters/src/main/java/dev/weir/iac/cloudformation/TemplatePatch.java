package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plan as two patches of the template that makes its group: the first adds rules, the second removes rules, and no rule is ever
 * changed.
 *
 * <p>"If you modify a rule, CloudFormation removes the existing rule and then adds a new rule" (AWS::EC2::SecurityGroup in the
 * template reference): between the two, packets are lost. What is written is read again, and refused unless the group then permits
 * exactly what the plan says and every other group what it did.
 *
 * @param address the group's logical id
 * @param add the first patch; empty where nothing is to be added
 * @param remove the second
 * @param notes what whoever applies them should know, a sentence each
 */
public record TemplatePatch(String address, String add, String remove, List<String> notes) {

    /** A rule that permits nothing, as the CDK writes it: a group without any rule is open once it is created. */
    static final SecurityGroupRule.Known NOTHING = SecurityGroupRule.Known.of(
            new Service(Protocol.ICMP, 252, 86), Destination.of(Cidr.parse("255.255.255.255/32")));

    public TemplatePatch {
        notes = List.copyOf(notes);
    }

    /**
     * The patches.
     *
     * @param path of the template below the repository
     * @param group the group as the account knows it
     * @param change what the plan does to its rules
     * @param address the group's logical id, where it was given
     * @throws CannotPatch where it cannot be done safely, with the place
     */
    public static TemplatePatch of(
            String path,
            String text,
            GroupRef group,
            Plan.Change change,
            Optional<String> address,
            GivenParameters parameters)
            throws CannotPatch {
        return new Making(path, group, change, parameters).patch(text, address);
    }

    /** The making of one pair of patches. */
    private static final class Making {
        private final String path;
        private final GroupRef ref;
        private final Plan.Change change;
        private final GivenParameters parameters;
        private final List<String> notes = new ArrayList<>();
        private String address = "";

        Making(String path, GroupRef ref, Plan.Change change, GivenParameters parameters) {
            this.path = path;
            this.ref = ref;
            this.change = change;
            this.parameters = parameters;
        }

        TemplatePatch patch(String text, Optional<String> given) throws CannotPatch {
            Map<String, GroupInTemplate> groups = read(text);
            address = given.isPresent() ? given.get() : found(groups);
            GroupInTemplate before = groups.get(address);
            if (before == null) {
                throw new CannotPatch(
                        Origin.of(path),
                        "there is no security group " + Quoted.of(address) + " in this template; it has "
                                + groups.keySet());
            }
            Set<String> had = new TreeSet<>(before.keys());
            List<SecurityGroupRule.Known> adding = new ArrayList<>();
            for (Authorization authorization : change.authorize()) {
                if (had.contains(GroupInTemplate.key(authorization.rule()))) {
                    notes.add("the template already has " + words(authorization.rule()));
                } else {
                    adding.add(authorization.rule());
                }
            }
            Set<String> revoked = new LinkedHashSet<>();
            for (SecurityGroupRule.Known rule : change.revoke()) {
                revoked.add(GroupInTemplate.key(rule));
                if (!had.contains(GroupInTemplate.key(rule))) {
                    throw new CannotPatch(before.origin(), missing(rule));
                }
            }
            Set<String> left = new TreeSet<>(had);
            left.removeAll(revoked);
            if (left.isEmpty() && adding.isEmpty() && !revoked.isEmpty()) {
                adding.add(NOTHING);
                notes.add(
                        "a group without rules would be open once it is created anew, so that a rule stays which permits"
                                + " nothing: icmp to 255.255.255.255/32");
            }
            String added = adding.isEmpty() ? text : added(before, adding);
            Set<String> wide = new TreeSet<>(had);
            adding.forEach(rule -> wide.add(GroupInTemplate.key(rule)));
            check(before, added, wide);
            String removed = removed(added, revoked);
            wide.removeAll(revoked);
            check(before, removed, wide);
            return new TemplatePatch(
                    address, UnifiedDiff.of(path, text, added), UnifiedDiff.of(path, added, removed), notes);
        }

        private Map<String, GroupInTemplate> read(String text) throws CannotPatch {
            try {
                return GroupInTemplate.all(new TemplateText(path, text), parameters);
            } catch (BrokenTemplate broken) {
                throw new CannotPatch(Origin.of(path, broken.line()), broken.sentence());
            }
        }

        private String found(Map<String, GroupInTemplate> groups) throws CannotPatch {
            String id = ref.id();
            String name = ref.name();
            List<Predicate<Map.Entry<String, GroupInTemplate>>> ways = List.of(
                    candidate -> candidate.getKey().equals(id),
                    candidate -> !name.isEmpty()
                            && candidate.getValue().group().name().equals(name),
                    candidate -> Pattern.matches(".+-" + Pattern.quote(candidate.getKey()) + "-[A-Za-z0-9]{6,}", name));
            for (Predicate<Map.Entry<String, GroupInTemplate>> way : ways) {
                List<String> matching = groups.entrySet().stream()
                        .filter(way)
                        .map(Map.Entry::getKey)
                        .toList();
                if (matching.size() == 1) {
                    return matching.get(0);
                }
            }
            throw new CannotPatch(
                    Origin.of(path),
                    "which of its security groups is " + Quoted.of(id)
                            + " cannot be told; help: give `--address` with one of " + groups.keySet()
                            + ", as the group's tag `aws:cloudformation:logical-id` says");
        }

        private static String words(SecurityGroupRule.Known rule) {
            return rule.service() + " to " + rule.destination().text();
        }

        private String missing(SecurityGroupRule.Known rule) {
            return "the template does not have the rule that the plan takes away, " + words(rule)
                    + ": it was made beside the template, or by AWS; help: `weir apply` the plan, then write "
                    + values() + " into the template";
        }

        /** The rules that the group is to have, to be written by hand. */
        private String values() {
            return change.result().isEmpty()
                    ? new TemplateRule(NOTHING).flow()
                    : change.result().stream()
                            .map(rule -> new TemplateRule(rule).flow())
                            .collect(Collectors.joining(", "));
        }

        private CannotPatch refused(Node node, String why) {
            return new CannotPatch(node.origin(), why + "; the rules are to be " + values());
        }

        /** Everything but this group must be as it was, and the group exactly so. */
        private void check(GroupInTemplate before, String text, Set<String> expected) throws CannotPatch {
            GroupInTemplate after = read(text).get(address);
            if (after == null
                    || !new TreeSet<>(after.keys()).equals(expected)
                    || !after.others().equals(before.others())) {
                throw new CannotPatch(
                        before.origin(),
                        "a patch of this group would not come to what the plan says; the rules are to be " + values());
            }
        }

        private String added(GroupInTemplate group, List<SecurityGroupRule.Known> rules) throws CannotPatch {
            Optional<Node> property = group.property();
            Optional<Items> list = group.list().filter(items -> !items.nodes().isEmpty());
            if (list.isPresent()) {
                return addedToList(group, list.get(), rules);
            }
            boolean isEmptyList = group.list().isPresent();
            if (property.isPresent() && !isEmptyList) {
                throw refused(property.get(), "the group's rules are not written as a list here");
            }
            Map<String, Member> resources = group.ruleResources();
            if (resources.isEmpty()) {
                throw new CannotPatch(
                        property.map(Node::origin).orElse(group.origin()),
                        "the group lists no outbound rules, so that it has those of AWS, and CloudFormation may take them away"
                                + " with the first rule that is added; help: `weir apply` the plan, then write "
                                + values()
                                + " into the template");
            }
            return addedResources(group, resources, rules);
        }

        private String addedToList(GroupInTemplate group, Items list, List<SecurityGroupRule.Known> rules)
                throws CannotPatch {
            TemplateEdit edit = new TemplateEdit(group.text());
            String text = group.text().text();
            Node last = list.nodes().get(list.nodes().size() - 1);
            if (last.span().start() < list.span().start()
                    || last.span().end() > list.span().end()) {
                throw refused(list, "the last rule of the list is written elsewhere, and named by an alias");
            }
            StringBuilder piece = new StringBuilder();
            if (isJson(text)) {
                boolean isLines =
                        text.substring(list.span().start(), last.span().start()).contains("\n");
                String indent = edit.indent(last.span().start());
                boolean isTall =
                        text.substring(last.span().start(), last.span().end()).contains("\n");
                for (SecurityGroupRule.Known rule : rules) {
                    piece.append(isLines ? "," + edit.end() + indent : ", ")
                            .append(
                                    isTall
                                            ? new TemplateRule(rule).json(indent, step(edit, last, indent), edit.end())
                                            : new TemplateRule(rule).json());
                }
                return edit.with(last.span().end(), piece.toString());
            }
            if (edit.isFlow(list)) {
                rules.forEach(rule -> piece.append(", ").append(new TemplateRule(rule).flow()));
                return edit.with(last.span().end(), piece.toString());
            }
            String indent = " ".repeat(group.text().column(edit.dash(last)));
            List<String> lines = new ArrayList<>();
            rules.forEach(rule -> lines.add(indent + "- " + new TemplateRule(rule).block(indent + "  ", edit.end())));
            return edit.withLinesAfter(last, String.join(edit.end(), lines));
        }

        private static boolean isJson(String text) {
            return text.stripLeading().startsWith("{");
        }

        /** How much further the members of an object stand than the object. */
        private static String step(TemplateEdit edit, Node node, String indent) {
            Optional<Member> first = node.asFields()
                    .flatMap(fields -> fields.members().values().stream().findFirst());
            String inner = first.map(member -> edit.indent(member.start())).orElse(indent + "  ");
            return inner.startsWith(indent) && inner.length() > indent.length()
                    ? inner.substring(indent.length())
                    : "  ";
        }

        private String addedResources(
                GroupInTemplate group, Map<String, Member> resources, List<SecurityGroupRule.Known> rules)
                throws CannotPatch {
            TemplateEdit edit = new TemplateEdit(group.text());
            Fields section = group.stack().template().section("Resources");
            Member last = null;
            for (Member one : resources.values()) {
                last = last == null || one.start() > last.start() ? one : last;
            }
            if (last == null || edit.isFlow(section) && !isJson(group.text().text())) {
                throw refused(section, "the resources are not written as a block here");
            }
            Map<String, SecurityGroupRule.Known> named = new LinkedHashMap<>();
            for (SecurityGroupRule.Known rule : rules) {
                String name = address + "Egress"
                        + "%08X".formatted(GroupInTemplate.key(rule).hashCode());
                if (section.members().containsKey(name)) {
                    throw refused(section, "there is a resource " + Quoted.of(name) + " already");
                }
                named.put(name, rule);
            }
            String indent = edit.indent(last.start());
            if (isJson(group.text().text())) {
                StringBuilder piece = new StringBuilder();
                String step = step(edit, last.value(), indent);
                String inner = edit.end() + indent + step;
                named.forEach((name, rule) -> piece.append("," + edit.end() + indent + "\"" + name + "\": {" + inner
                        + "\"Type\": \"AWS::EC2::SecurityGroupEgress\"," + inner + "\"Properties\": "
                        + new TemplateRule(rule)
                                .json(indent + step, step, edit.end())
                                .replaceFirst(
                                        "\\{",
                                        "{" + edit.end() + indent + step + step + "\"GroupId\": {\"Fn::GetAtt\": [\""
                                                + address + "\", \"GroupId\"]},")
                        + edit.end() + indent + "}"));
                return edit.with(last.value().span().end(), piece.toString());
            }
            List<String> lines = new ArrayList<>();
            named.forEach((name, rule) -> {
                lines.add(indent + name + ":");
                lines.add(indent + "  Type: AWS::EC2::SecurityGroupEgress");
                lines.add(indent + "  Properties:");
                lines.add(indent + "    GroupId: !GetAtt " + address + ".GroupId");
                lines.add(indent + "    " + new TemplateRule(rule).block(indent + "    ", edit.end()));
            });
            return edit.withLinesAfter(last.value(), String.join(edit.end(), lines));
        }

        /** Takes away what permits nothing but rules of this set, one piece after another. */
        private String removed(String text, Set<String> revoked) throws CannotPatch {
            String rest = text;
            Set<String> seen = new LinkedHashSet<>();
            for (GroupInTemplate group = read(rest).get(address);
                    group != null;
                    group = read(rest).get(address)) {
                Optional<String> next = without(group, revoked, seen);
                if (next.isEmpty()) {
                    return rest;
                }
                rest = next.get();
            }
            return rest;
        }

        private Optional<String> without(GroupInTemplate group, Set<String> revoked, Set<String> seen)
                throws CannotPatch {
            TemplateEdit edit = new TemplateEdit(group.text());
            List<Node> nodes = group.list().map(Items::nodes).orElse(List.of());
            for (int place = 0; place < nodes.size(); place++) {
                if (isRevoked(group, nodes.get(place), revoked, seen)) {
                    return Optional.of(edit.without(group.list().get(), place));
                }
            }
            for (Map.Entry<String, Member> resource : group.ruleResources().entrySet()) {
                Node properties = resource.getValue()
                        .value()
                        .asFields()
                        .flatMap(fields -> fields.value("Properties"))
                        .orElseThrow();
                if (isRevoked(group, properties, revoked, seen)) {
                    notReferred(group, resource.getKey());
                    return Optional.of(edit.without(group.stack().template().section("Resources"), resource.getKey()));
                }
            }
            for (SecurityGroupRule rule : group.group().outbound()) {
                if (revoked.contains(GroupInTemplate.key(rule))) {
                    throw new CannotPatch(
                            rule.origin().orElse(group.origin()),
                            "the rule that the plan takes away is made by a function here; the rules are to be "
                                    + values());
                }
            }
            return Optional.empty();
        }

        private boolean isRevoked(GroupInTemplate group, Node node, Set<String> revoked, Set<String> seen)
                throws CannotPatch {
            List<String> keys =
                    group.at(node).stream().map(GroupInTemplate::key).toList();
            List<String> going = keys.stream().filter(revoked::contains).toList();
            if (going.isEmpty()) {
                return false;
            }
            if (going.size() < keys.size()) {
                throw refused(node, "one entry stands for rules of which only some go");
            }
            going.stream()
                    .filter(key -> !seen.add(key))
                    .forEach(key ->
                            notes.add("the rule " + key + " stands there more than once, and every one of them goes:"
                                    + " CloudFormation takes the rule away with the first"));
            return true;
        }

        private void notReferred(GroupInTemplate group, String resource) throws CannotPatch {
            Fields section = group.stack().template().section("Resources");
            for (Member other : section.members().values()) {
                Optional<Node> depends = other.value().asFields().flatMap(fields -> fields.value("DependsOn"));
                boolean isNamed =
                        depends.flatMap(Node::asText).filter(resource::equals).isPresent()
                                || depends.flatMap(Node::asItems).stream()
                                        .flatMap(items -> items.nodes().stream())
                                        .anyMatch(node -> node.asText()
                                                .filter(resource::equals)
                                                .isPresent());
                if (isNamed) {
                    throw refused(
                            other.value(),
                            "this resource waits for " + Quoted.of(resource) + ", which the plan takes away");
                }
            }
        }
    }
}
