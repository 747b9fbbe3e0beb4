package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceInstance;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An {@code aws_vpc_security_group_rules_exclusive}: in the apply that makes it or changes it, every rule of its group is revoked
 * whose id it does not list.
 *
 * <p>Source: documentation of hashicorp/aws 6, "aws_vpc_security_group_rules_exclusive".
 */
record ExclusiveRules(ResourceInstance resource) {

    static final String TYPE = "aws_vpc_security_group_rules_exclusive";
    static final String LIST = "egress_rule_ids";
    private static final String GROUP = "security_group_id";

    /** Whether it is of this group, as far as the text tells. */
    boolean mayBeOf(SecurityGroup group) {
        Value named = resource.values(Set.of(GROUP)).member(GROUP);
        if (named instanceof Value.Reference reference) {
            return reference.address().equals(EditedConfiguration.addressOf(group));
        }
        return named.scalar().map(id -> id.equals(group.id())).orElse(true);
    }

    /** Whether it lists the rule resources of its group, all of them and no others. */
    boolean agrees(SecurityGroup group) {
        List<Known> rules = group.knownOutbound();
        Set<String> resources = new TreeSet<>();
        rules.forEach(rule -> resources.add(RulePlaces.resourceOf(rule)));
        return listed(rules).equals(Optional.of(resources));
    }

    /** The addresses of what it lists, or ids of what has no address; empty where that is not known. */
    Optional<Set<String>> listed(List<Known> rules) {
        Value ids = resource.values(Set.of(LIST)).member(LIST);
        if (resource.uncertain().isPresent() || !ids.isList() && !(ids instanceof Value.Nothing)) {
            return Optional.empty();
        }
        Set<String> all = new TreeSet<>();
        for (Value id : ids.parts()) {
            Optional<String> named = id instanceof Value.Reference reference
                    ? Optional.of(reference.address())
                    : id.scalar().map(text -> addressOf(text, rules));
            if (named.isEmpty()) {
                return Optional.empty();
            }
            all.add(named.get());
        }
        return Optional.of(all);
    }

    private static String addressOf(String id, List<Known> rules) {
        return rules.stream()
                .filter(rule -> rule.id().equals(Optional.of(id)))
                .map(RulePlaces::resourceOf)
                .findFirst()
                .orElse(id);
    }

    private Optional<Expression> list() {
        return resource.block().body().argument(LIST).map(Argument::value);
    }

    SourceText source() {
        return resource.block().span().source();
    }

    /** Whether this text lies in the same module, so that names mean the same. */
    boolean isBeside(SourceText other) {
        return folder(source().name()).equals(folder(other.name()));
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /** The list with these rule resources, by their types and names. */
    Optional<Edit> with(List<String> names) {
        boolean isJson = source().isJson();
        String all = names.stream()
                .map(name -> isJson ? "\"${" + name + ".id}\"" : name + ".id")
                .collect(Collectors.joining(", "));
        return list().flatMap(list -> {
            Span span = list.span();
            if (!(list instanceof Expression.Tuple tuple)) {
                return isJson
                        ? Optional.<Edit>empty()
                        : Optional.of(new Edit(span.start(), span.end(), "concat(" + span.text() + ", [" + all + "])"));
            }
            List<Span> spans = tuple.elements().stream().map(Expression::span).toList();
            return Optional.of(Additions.behind(spans, span, "[", all, "]"));
        });
    }

    /** The list without a rule resource. */
    Optional<Edit> without(String name) {
        return list().flatMap(list -> {
            if (!(list instanceof Expression.Tuple tuple)) {
                return Optional.<Edit>empty();
            }
            return tuple.elements().stream()
                    .filter(element -> Set.of(name + ".id", "\"${" + name + ".id}\"")
                            .contains(element.span().text()))
                    .findFirst()
                    .flatMap(element -> Removals.element(tuple, element));
        });
    }
}
