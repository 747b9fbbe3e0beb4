package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.patch.RuleText.Kind;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inputs of a module in the manner of {@code terraform-aws-modules/security-group/aws}, whose own files are not ours to change.
 *
 * <pre>
 *   up to 5.x   egress_rules, egress_with_cidr_blocks, …   lists: the resources are counted, one for each element
 *   6.x         egress_rules                               a map of objects: a resource for each key
 * </pre>
 *
 * <p>An element that is taken out of a counted list moves those behind it to other indexes, which destroys and creates their rules.
 * So new rules go to another list than the one that old ones will leave: the one for computed values.
 *
 * <p>Source: the variables and resources of that module, versions 5.3.1 and 6.0.0.
 */
record ModuleInputs(Block call, Set<String> variables) {

    private static final Map<Kind, String> LISTS = Map.of(
            Kind.IPV4, "cidr_blocks",
            Kind.IPV6, "ipv6_cidr_blocks",
            Kind.PREFIX_LIST, "prefix_list_ids",
            Kind.GROUP, "source_security_group_id");
    private static final String RULES = "egress_rules";

    /** Those of the module that makes the group; empty where it lies in none, or in one that has no such inputs. */
    static Optional<ModuleInputs> of(RulePlaces places) {
        String module = ResourceAddress.parse(places.group().address()).module();
        return places.code()
                .call(module)
                .filter(call -> !call.span().source().isJson())
                .map(call -> new ModuleInputs(call, places.code().variablesOf(module)))
                .filter(inputs -> inputs.variables.contains(RULES));
    }

    /**
     * Candidates for adding rules of one service and description.
     *
     * @param going the rules that will go then
     */
    List<Candidate> additions(List<Known> added, List<Known> going) {
        if (!variables.contains("egress_with_cidr_blocks")) {
            return entries(added).stream().toList();
        }
        Set<Kind> kinds =
                added.stream().map(rule -> Kind.of(rule.destination())).collect(Collectors.toSet());
        if (kinds.size() != 1 || kinds.contains(Kind.GROUP) && added.size() > 1) {
            return List.of();
        }
        String ends = LISTS.getOrDefault(kinds.iterator().next(), "");
        String input = "egress_with_" + ends;
        boolean isLeft = going.stream()
                .anyMatch(rule -> ResourceAddress.parse(RulePlaces.resourceOf(rule))
                        .name()
                        .endsWith("." + input));
        String object = object(added, ends);
        if (!isLeft && variables.contains(input)) {
            return element(input, object).stream().toList();
        }
        return variables.contains("computed_" + input)
                ? computed(input, object).stream().toList()
                : List.of();
    }

    /** An element of the list for computed values, whose length is an input of its own. */
    private Optional<Candidate> computed(String input, String object) {
        String number = "number_of_computed_" + input;
        Optional<Argument> list = call.body().argument("computed_" + input);
        Optional<Argument> length = call.body().argument(number);
        if (list.isEmpty() && length.isEmpty()) {
            return Optional.of(Candidate.atEnd(call, "computed_" + input + " = [" + object + "]", number + " = 1"));
        }
        boolean isLiteral = list.isPresent()
                && list.get().value() instanceof Expression.Tuple tuple
                && length.isPresent()
                && length.get()
                        .value()
                        .span()
                        .text()
                        .equals(String.valueOf(tuple.elements().size()));
        return isLiteral
                ? element("computed_" + input, object).map(candidate -> longer(candidate, length.get()))
                : Optional.empty();
    }

    private static Candidate longer(Candidate list, Argument length) {
        Span number = length.value().span();
        String more = String.valueOf(Integer.parseInt(number.text()) + 1);
        return list.with(number.source().name(), new Edit(number.start(), number.end(), more));
    }

    private static String object(List<Known> rules, String ends) {
        Known first = rules.get(0);
        Map<String, String> members = new LinkedHashMap<>();
        members.put("from_port", String.valueOf(first.service().fromPort().orElse(0)));
        members.put("to_port", String.valueOf(first.service().toPort().orElse(0)));
        members.put("protocol", RuleText.quoted(first.service().protocol().toString()));
        members.put("description", RuleText.quoted(first.description().orElse("")));
        members.put(
                ends,
                RuleText.quoted(
                        rules.stream().map(rule -> rule.destination().text()).collect(Collectors.joining(","))));
        return braces(members);
    }

    private static String braces(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> member.getKey() + " = " + member.getValue())
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /** An element behind the last one of a list, or the list, where it is not given. */
    private Optional<Candidate> element(String input, String object) {
        Optional<Argument> given = call.body().argument(input);
        if (given.isEmpty()) {
            return Optional.of(Candidate.atEnd(call, input + " = [" + object + "]"));
        }
        return given.get().value() instanceof Expression.Tuple list
                ? Optional.of(Candidate.of(
                        call.span().source().name(),
                        Additions.behind(
                                list.elements().stream().map(Expression::span).toList(),
                                list.span(),
                                "[",
                                object,
                                "]")))
                : Optional.empty();
    }

    /** An entry for each rule in the map of rules. */
    private Optional<Candidate> entries(List<Known> added) {
        List<String> entries = new ArrayList<>();
        for (Known rule : added) {
            String name = (rule.service() + "-" + rule.destination().text()).replaceAll("[^A-Za-z0-9]+", "-");
            entries.add(RuleText.quoted(name) + " = " + braces(RuleText.oneRule(rule, RuleText.Syntax.NATIVE)));
        }
        Optional<Argument> given = call.body().argument(RULES);
        String all = String.join(", ", entries);
        if (given.isEmpty()) {
            return Optional.of(Candidate.atEnd(call, RULES + " = { " + all + " }"));
        }
        if (!(given.get().value() instanceof Expression.Braces map)) {
            return Optional.empty();
        }
        SourceText source = map.span().source();
        boolean isInLines = !map.entries().isEmpty()
                && source.startsLine(map.entries().get(0).key().span().start());
        if (!isInLines) {
            List<Span> spans =
                    map.entries().stream().map(Expression.Entry::span).toList();
            return Optional.of(Candidate.of(source.name(), Additions.behind(spans, map.span(), "{ ", all, " }")));
        }
        Span last = map.entries().get(map.entries().size() - 1).value().span();
        String line = source.newline()
                + source.indentation(map.entries().get(0).key().span().start());
        boolean hasComma = source.text().substring(last.end()).stripLeading().startsWith(",");
        String text = (hasComma ? "," : "") + line + String.join((hasComma ? "," : "") + line, entries);
        return Optional.of(Candidate.of(source.name(), new Edit(last.end(), last.end(), text)));
    }

    /** Candidates for taking a rule away: the element or entry of an input that makes its resource. */
    List<Candidate> removals(Known rule) {
        ResourceAddress resource = ResourceAddress.parse(RulePlaces.resourceOf(rule));
        String key = resource.key().replaceAll("^\\[\"?|\"?]$", "");
        String input = resource.name().substring(resource.name().lastIndexOf('.') + 1);
        return call.body().argument(input.equals("this") ? RULES : input).stream()
                .map(Argument::value)
                .flatMap(list -> part(list, key).flatMap(part -> Removals.element(list, part)).stream())
                .map(edit -> Candidate.of(call.span().source().name(), edit))
                .toList();
    }

    private static Optional<Expression> part(Expression input, String key) {
        if (input instanceof Expression.Tuple list && key.matches("[0-9]{1,4}")) {
            int place = Integer.parseInt(key);
            return place < list.elements().size() ? Optional.of(list.elements().get(place)) : Optional.empty();
        }
        return input instanceof Expression.Braces map ? map.value(key) : Optional.empty();
    }
}
