package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules taken out of a template, one piece after another: entries of the group's list, and resources that are its rules. */
final class RemovedRules {

    private final Set<String> revoked;
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> notes;

    /**
     * Rules to be taken out.
     *
     * @param revoked what each permits, as {@link GroupInTemplate#key} says it
     * @param notes takes what whoever applies the patch should know
     */
    RemovedRules(Set<String> revoked, List<String> notes) {
        this.revoked = Set.copyOf(revoked);
        this.notes = notes;
    }

    /** The template without one of the pieces that permit nothing but these rules; empty where there is none left. */
    Optional<String> without(GroupInTemplate group) throws CannotPatch {
        TemplateEdit edit = new TemplateEdit(group.text());
        List<Node> nodes = group.list().map(Items::nodes).orElse(List.of());
        for (int place = 0; place < nodes.size(); place++) {
            if (isRevoked(group, nodes.get(place))) {
                Items list = group.list().get();
                if (!list.span().holds(nodes.get(place).span())) {
                    throw new CannotPatch(
                            list.origin(), "the rule that goes is written elsewhere, and named by an alias");
                }
                return Optional.of(edit.without(list, place));
            }
        }
        for (Map.Entry<String, Member> resource : group.ruleResources().entrySet()) {
            Node properties = resource.getValue()
                    .value()
                    .asFields()
                    .flatMap(fields -> fields.value("Properties"))
                    .orElseThrow();
            if (isRevoked(group, properties)) {
                notReferred(group, resource.getKey());
                return Optional.of(edit.without(group.stack().template().section("Resources"), resource.getKey()));
            }
        }
        for (SecurityGroupRule rule : group.group().outbound()) {
            if (revoked.contains(GroupInTemplate.key(rule))) {
                throw new CannotPatch(
                        rule.origin().orElse(group.origin()),
                        "the rule that the plan takes away is made by a function here");
            }
        }
        return Optional.empty();
    }

    private boolean isRevoked(GroupInTemplate group, Node node) throws CannotPatch {
        List<String> keys = group.at(node).stream().map(GroupInTemplate::key).toList();
        List<String> going = keys.stream().filter(revoked::contains).toList();
        if (going.isEmpty()) {
            return false;
        }
        if (going.size() < keys.size()) {
            throw new CannotPatch(node.origin(), "one entry stands for rules of which only some go");
        }
        going.stream()
                .filter(key -> !seen.add(key))
                .forEach(
                        key -> notes.add("the rule " + key + " stands there more than once, and every one of them goes:"
                                + " CloudFormation takes the rule away with the first"));
        return true;
    }

    private void notReferred(GroupInTemplate group, String resource) throws CannotPatch {
        Fields section = group.stack().template().section("Resources");
        for (Member other : section.members().values()) {
            boolean isNamed = other.value().asFields().flatMap(fields -> fields.value("DependsOn")).stream()
                    .flatMap(depends -> depends.each().stream())
                    .anyMatch(node -> node.asText().filter(resource::equals).isPresent());
            if (isNamed) {
                throw new CannotPatch(
                        other.value().origin(),
                        "this resource waits for " + Quoted.of(resource) + ", which the plan takes away");
            }
        }
    }
}
