package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a template asks of its parameters: the texts that it compares each with, and the keys of the mappings that it looks up by
 * it.
 *
 * <p>A look-up that stands under no condition and has no default makes the deployment fail for any other key, so these keys are
 * all that the parameter can be.
 */
final class ParameterCases {

    private static final int MOST = 40;

    private final Template template;
    private final Map<String, Set<String>> compared = new LinkedHashMap<>();
    private final Map<String, Set<String>> required = new LinkedHashMap<>();
    private final Map<Node, Boolean> walked = new IdentityHashMap<>();

    ParameterCases(Template template) {
        this.template = template;
        template.section("Conditions").members().values().forEach(member -> walk(member.value(), true));
        template.section("Outputs").members().values().forEach(member -> walk(member.value(), true));
        for (Member resource : template.section("Resources").members().values()) {
            boolean isConditional = resource.value()
                    .asFields()
                    .flatMap(fields -> fields.value("Condition"))
                    .isPresent();
            walk(resource.value(), isConditional);
        }
    }

    /**
     * What a parameter can be.
     *
     * @param texts each once
     * @param isWhole whether it can be nothing else
     */
    record Of(List<String> texts, boolean isWhole) {}

    /** What this parameter can be, given what its declaration allows; nothing where the template asks nothing of it. */
    Of of(String parameter, List<String> allowed) {
        Set<String> keys = required.getOrDefault(parameter, Set.of());
        if (!allowed.isEmpty() || !keys.isEmpty()) {
            List<String> all = new ArrayList<>(new LinkedHashSet<>(allowed.isEmpty() ? keys : allowed));
            if (!keys.isEmpty()) {
                all.retainAll(keys);
            }
            return all.size() > MOST ? new Of(List.of(), false) : new Of(List.copyOf(all), true);
        }
        Set<String> texts = compared.getOrDefault(parameter, Set.of());
        return new Of(texts.size() > MOST ? List.of() : List.copyOf(texts), false);
    }

    private void walk(Node node, boolean isConditional) {
        if (walked.put(node, true) != null) {
            return;
        }
        if (node instanceof Items items) {
            items.nodes().forEach(one -> walk(one, isConditional));
        } else if (node instanceof Fields fields) {
            fields.members().forEach((key, member) -> {
                List<Node> arguments = member.value().elements();
                if (key.equals("Fn::Equals") && arguments.size() == 2) {
                    equal(arguments.get(0), arguments.get(1));
                    equal(arguments.get(1), arguments.get(0));
                } else if (key.equals("Fn::FindInMap") && arguments.size() >= 3) {
                    lookUp(arguments, isConditional);
                }
                walk(member.value(), isConditional || key.equals("Fn::If"));
            });
        }
    }

    private static Optional<String> parameter(Node node) {
        return node.asFields().filter(fields -> fields.members().size() == 1).flatMap(fields -> fields.text("Ref"));
    }

    private void equal(Node asked, Node with) {
        parameter(asked)
                .ifPresent(name -> with.asText()
                        .ifPresent(text -> compared.computeIfAbsent(name, unused -> new LinkedHashSet<>())
                                .add(text)));
    }

    private void lookUp(List<Node> arguments, boolean isConditional) {
        Optional<Fields> map = arguments.get(0).asText().flatMap(template.section("Mappings")::fields);
        Optional<String> top = parameter(arguments.get(1));
        if (map.isEmpty()) {
            return;
        }
        top.ifPresent(name -> keys(name, map.get().members().keySet(), isConditional || arguments.size() > 3));
        Optional<Fields> row = arguments.get(1).asText().flatMap(map.get()::fields);
        Optional<String> second = parameter(arguments.get(2));
        if (second.isPresent() && row.isPresent()) {
            keys(second.get(), row.get().members().keySet(), isConditional || arguments.size() > 3);
        }
    }

    private void keys(String name, Set<String> keys, boolean mayBeOther) {
        compared.computeIfAbsent(name, unused -> new LinkedHashSet<>()).addAll(keys);
        if (!mayBeOther) {
            Set<String> before = required.putIfAbsent(name, new LinkedHashSet<>(keys));
            if (before != null) {
                before.retainAll(keys);
            }
        }
    }
}
