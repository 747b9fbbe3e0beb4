package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Whether the conditions of a stack hold: true, false, or one of both, so that all that hangs on one that is not known goes
 * together.
 */
final class StackConditions {

    private final Stack stack;
    private final Intrinsics intrinsics;
    private final BiConsumer<Origin, String> problems;
    private final Map<String, Value> known = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    StackConditions(Stack stack, Intrinsics intrinsics, BiConsumer<Origin, String> problems) {
        this.stack = stack;
        this.intrinsics = intrinsics;
        this.problems = problems;
    }

    /** Whether the condition of this name holds. */
    Value named(String name, Origin origin) {
        Value before = known.get(name);
        if (before != null) {
            return before;
        }
        Member condition =
                intrinsics.members(stack.template().section("Conditions")).get(name);
        if (condition == null) {
            return open(name, origin, "is no condition of this template");
        }
        if (!asked.add(name)) {
            return open(name, condition.value().origin(), "hangs on itself, so whether it holds is not known");
        }
        Value value = of(condition.value());
        asked.remove(name);
        // One that hangs on itself was decided where that was seen.
        return known.computeIfAbsent(name, unused -> value);
    }

    private Value open(String name, Origin origin, String why) {
        problems.accept(origin, Quoted.of(name) + " " + why);
        Value open = either(stack.path() + "the condition " + Quoted.of(name), origin);
        known.put(name, open);
        return open;
    }

    /** One of true and false. */
    private static Value either(String condition, Origin origin) {
        return new Value.OneOf(
                condition, List.of(new Value.Truth(true, origin), new Value.Truth(false, origin)), origin);
    }

    /** Whether this value is true. */
    static boolean holds(Value value) {
        return value.scalar().orElse("").equals("true");
    }

    /** Whether what stands in a condition holds: true, false, or one of both. */
    Value of(Node node) {
        Origin origin = node.origin();
        Optional<Fields> fields = node.asFields();
        String function =
                fields.flatMap(Fields::only).map(only -> only.getKey()).orElse("");
        Node argument = fields.flatMap(Fields::only)
                .map(only -> only.getValue().value())
                .orElse(node);
        List<Node> arguments = argument.each();
        return switch (function) {
            case "Condition" ->
                argument.asText().map(name -> named(name, origin)).orElseGet(() -> malformed(function, node));
            case "Fn::Equals" ->
                Branches.over(arguments.stream().map(intrinsics::value).toList(), both -> equal(both, node), origin);
            case "Fn::And" -> all(arguments, Value.Truth::truth, true, origin);
            case "Fn::Or" -> all(arguments, Value.Truth::truth, false, origin);
            case "Fn::Not" -> all(arguments, truth -> !truth.truth(), true, origin);
            default -> {
                Value value = intrinsics.value(node);
                yield value.scalar()
                                .filter(text -> text.equals("true") || text.equals("false"))
                                .isPresent()
                        ? new Value.Truth(holds(value), origin)
                        : either(stack.path() + "the condition at " + origin, origin);
            }
        };
    }

    /** Whether all are so (with {@code whenAll} true), or any is. */
    private Value all(List<Node> nodes, Predicate<Value.Truth> isSo, boolean whenAll, Origin origin) {
        List<Value> truths = nodes.stream().map(this::of).toList();
        return Branches.over(
                truths,
                known -> {
                    Predicate<Value> holds = value -> value instanceof Value.Truth truth && isSo.test(truth);
                    boolean result = whenAll
                            ? known.stream().allMatch(holds)
                            : known.stream().anyMatch(holds);
                    return new Value.Truth(result, origin);
                },
                origin);
    }

    private Value equal(List<Value> both, Node node) {
        Origin origin = node.origin();
        if (both.size() != 2) {
            return malformed("Fn::Equals", node);
        }
        String one = Written.of(both.get(0));
        String other = Written.of(both.get(1));
        boolean isKnown = both.stream()
                .allMatch(value -> value.first(FunctionCalls::isOpen).isEmpty());
        if (isKnown || one.equals(other)) {
            return new Value.Truth(one.equals(other), origin);
        }
        if (isOther(both.get(0), both.get(1)) || isOther(both.get(1), both.get(0))) {
            return new Value.Truth(false, origin);
        }
        return either(one + " = " + other, origin);
    }

    private boolean isOther(Value open, Value with) {
        return open instanceof Value.Unknown unknown
                && with.scalar().isPresent()
                && intrinsics
                        .parameters()
                        .isOtherThan(unknown.why(), with.scalar().get());
    }

    private Value malformed(String function, Node node) {
        String text = "the argument of " + Quoted.of(function) + " is not one that it takes";
        problems.accept(node.origin(), text);
        return either(stack.path() + "the condition at " + node.origin(), node.origin());
    }
}
