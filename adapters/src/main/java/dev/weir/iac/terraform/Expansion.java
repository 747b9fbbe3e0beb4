package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.inventory.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The instances that {@code count} or {@code for_each} make of a block.
 *
 * @param instances each with its key in brackets, in Terraform's order
 * @param kind by what they are told apart
 * @param uncertain why it is not known how many there are; then there is one, without key, that stands for all
 */
record Expansion(List<Instance> instances, Kind kind, Optional<String> uncertain) {

    /** More than this is a mistake, or an attack. */
    private static final int MOST = 10_000;

    /** By what instances are told apart. */
    enum Kind {
        ONE,
        COUNT,
        FOR_EACH
    }

    /**
     * One of them.
     *
     * @param key {@code [0]}, {@code ["a"]}, or empty
     * @param evaluator in which {@code each} or {@code count} means this one
     */
    record Instance(String key, Evaluator evaluator) {}

    /** The instances of a block. */
    static Expansion of(Body body, Evaluator evaluator) {
        Optional<Argument> count = body.argument("count");
        if (count.isPresent()) {
            return byCount(count.get(), evaluator);
        }
        Optional<Argument> each = body.argument("for_each");
        return each.isPresent()
                ? byEach(each.get(), evaluator)
                : new Expansion(List.of(new Instance("", evaluator)), Kind.ONE, Optional.empty());
    }

    private static Expansion byCount(Argument argument, Evaluator evaluator) {
        Origin origin = argument.span().origin();
        Value count = evaluator.value(argument.value());
        String digits = count.scalar().orElse("");
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MOST) {
            String why = why(count, argument);
            return any(
                    evaluator.with("count", new Value.Fields(Map.of("index", new Value.Unknown(why, origin)), origin)),
                    Kind.COUNT,
                    why);
        }
        List<Instance> all = new ArrayList<>();
        for (int index = 0; index < Integer.parseInt(digits); index++) {
            Value place = new Value.Number(String.valueOf(index), origin);
            all.add(new Instance(
                    "[" + index + "]", evaluator.with("count", new Value.Fields(Map.of("index", place), origin))));
        }
        return new Expansion(all, Kind.COUNT, Optional.empty());
    }

    private static Expansion byEach(Argument argument, Evaluator evaluator) {
        Origin origin = argument.span().origin();
        Value given = evaluator.value(argument.value());
        Value each = given instanceof Value.Sensitive sensitive ? sensitive.value() : given;
        Map<String, Value> values = new TreeMap<>();
        if (each instanceof Value.Fields fields) {
            values.putAll(fields.members());
        } else if (each.isList()) {
            each.parts().forEach(element -> element.scalar().ifPresent(text -> values.put(text, element)));
        }
        boolean isKnown = each instanceof Value.Fields
                || each.isList()
                        && each.parts().stream()
                                .allMatch(element -> element.scalar().isPresent());
        if (!isKnown || values.size() > MOST) {
            Value unknown = new Value.Unknown(why(each, argument), origin);
            Value one = each(origin, unknown, element(each, unknown));
            return any(evaluator.with("each", one), Kind.FOR_EACH, why(each, argument));
        }
        List<Instance> all = new ArrayList<>();
        values.forEach((key, value) -> {
            Value pair = each(origin, new Value.Text(key, value.origin()), value);
            all.add(new Instance(ResourceAddress.quoted(key), evaluator.with("each", pair)));
        });
        return new Expansion(all, Kind.FOR_EACH, Optional.empty());
    }

    /** What {@code each.value} is at least like: the one element that stands for all, where there is one. */
    private static Value element(Value each, Value otherwise) {
        return each.isList() && each.parts().size() == 1 && each.parts().get(0) instanceof Value.Maybe maybe
                ? maybe.value()
                : otherwise;
    }

    private static Expansion any(Evaluator evaluator, Kind kind, String why) {
        return new Expansion(List.of(new Instance("", evaluator)), kind, Optional.of(why));
    }

    private static String why(Value value, Argument argument) {
        return "`" + argument.name() + "` is not known: "
                + (value instanceof Value.Unknown unknown ? unknown.why() : "it depends on what is not known");
    }

    /** Always in one order: what depends on it is told apart by how it is written. */
    private static Value each(Origin origin, Value key, Value value) {
        return new Value.Fields(Map.of("key", key), origin).with("value", value);
    }

    /** What the block is in an expression: one, a list or a map of those that the addresses name. */
    Value value(String address, Origin origin) {
        if (kind == Kind.ONE || uncertain.isPresent()) {
            return new Value.Reference(address, "", origin);
        }
        if (kind == Kind.COUNT) {
            return new Value.Items(
                    instances.stream()
                            .<Value>map(one -> new Value.Reference(address + one.key, "", origin))
                            .toList(),
                    origin);
        }
        Map<String, Value> members = new LinkedHashMap<>();
        for (Instance one : instances) {
            String key = one.key
                    .substring(2, one.key.length() - 2)
                    .replace("\\\"", "\"")
                    .replace("\\\\", "\\");
            members.put(key, new Value.Reference(address + one.key, "", origin));
        }
        return new Value.Fields(members, origin);
    }
}
