package dev.weir.iac.cloudformation;

import dev.weir.iac.Declarations;
import dev.weir.iac.SourceText;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.iac.cloudformation.Stack.Deployment;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A security group in a template's text, with the places of its outbound rules.
 *
 * @param address its logical id
 * @param group as it would be judged
 * @param others what every other group of the template permits, by address
 */
record GroupInTemplate(
        SourceText text, Stack stack, String address, SecurityGroup group, Map<String, List<String>> others) {

    private static final String PROPERTY = "SecurityGroupEgress";

    /** The groups of a template, by logical id; empty where the text is none. */
    static Map<String, GroupInTemplate> all(SourceText text, GivenParameters parameters) throws BrokenTemplate {
        Optional<Template> template = Template.read(text);
        if (template.isEmpty()) {
            return Map.of();
        }
        Stack stack = new Stack(
                template.get(),
                "",
                new Deployment(Scope.UNKNOWN, Optional.empty(), parameters::value),
                new StackOutputs(),
                (parent, name) -> Optional.empty(),
                (origin, problem) -> {});
        Declarations declarations = new Declarations("");
        new StackDeclarations(declarations, (origin, problem) -> {}).declare(stack);
        Map<String, SecurityGroup> groups = new LinkedHashMap<>();
        Snapshot.of(declarations::groups)
                .securityGroups()
                .forEach(group -> group.origin().address().ifPresent(address -> groups.put(address.name(), group)));
        Map<String, List<String>> permitted = new TreeMap<>();
        groups.forEach((address, group) -> permitted.put(address, keys(group)));
        Map<String, GroupInTemplate> found = new LinkedHashMap<>();
        groups.forEach((address, group) -> {
            if (stack.typeOf(address).equals(StackDeclarations.GROUP)) {
                Map<String, List<String>> others = new TreeMap<>(permitted);
                others.remove(address);
                found.put(address, new GroupInTemplate(text, stack, address, group, others));
            }
        });
        return found;
    }

    /** What a rule permits, as a text: what CloudFormation takes for one rule. */
    static String key(SecurityGroupRule rule) {
        return rule.match(
                known -> known.service() + " " + known.destination().text(),
                unresolved -> "not known, within " + unresolved.bound());
    }

    private static List<String> keys(SecurityGroup group) {
        return group.outbound().stream()
                .map(GroupInTemplate::key)
                .distinct()
                .sorted()
                .toList();
    }

    /** What the group permits, each rule once. */
    List<String> keys() {
        return keys(group);
    }

    /** Whether one of its rules permits all traffic of a family, or may do so. */
    boolean mayPermitAllTraffic() {
        return group.outbound().stream()
                .anyMatch(rule -> rule.match(
                        known -> known.service().equals(Service.ALL)
                                && (known.destination().equals(Destination.of(Cidr.ALL_IPV4))
                                        || known.destination().equals(Destination.of(Cidr.ALL_IPV6))),
                        unresolved -> true));
    }

    /** The property that lists its rules, where it is written. */
    Optional<Node> property() {
        return stack.property(address, PROPERTY).filter(node -> !(node instanceof Node.Null));
    }

    /** The rules of the property, where it is a plain list. */
    Optional<Items> list() {
        return property().flatMap(Node::asItems);
    }

    /** The rules that stand exactly there. */
    List<SecurityGroupRule> at(Node node) {
        Origin origin = node.origin();
        return group.outbound().stream()
                .filter(rule -> rule.origin()
                        .filter(at ->
                                at.line().equals(origin.line()) && at.column().equals(origin.column()))
                        .isPresent())
                .toList();
    }

    /** The resources that are rules of this group alone. */
    Map<String, Member> ruleResources() {
        Map<String, Member> resources = new LinkedHashMap<>();
        Fields section = stack.template().section("Resources");
        section.members().forEach((name, member) -> {
            boolean isRule = member.value()
                    .asFields()
                    .filter(fields -> fields.says("Type", "AWS::EC2::SecurityGroupEgress"))
                    .flatMap(fields -> fields.value("Properties"))
                    .filter(node -> !at(node).isEmpty())
                    .isPresent();
            if (isRule) {
                resources.put(name, member);
            }
        });
        return resources;
    }

    /** The template's place. */
    Origin origin() {
        return stack.resource(address).map(Node::origin).orElse(Origin.of(text.name()));
    }
}
