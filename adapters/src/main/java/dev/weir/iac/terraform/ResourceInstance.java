package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.iac.hcl.Expression;
import dev.weir.inventory.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One instance of a resource block or data source, and what it gives its arguments.
 *
 * @param address with module and key
 * @param block as it is written
 * @param evaluator where its arguments stand
 * @param uncertain why it is not known whether, or how often, it is there
 */
public record ResourceInstance(String address, Block block, Evaluator evaluator, Optional<String> uncertain) {

    /** {@code aws_security_group}, for a data source after {@code data.}. */
    String type() {
        return type(block);
    }

    static String type(Block block) {
        return (block.type().equals("data") ? "data." : "") + block.labels().get(0);
    }

    /** What {@code address.name} is: the argument where it is given and left alone, else known once the resource exists. */
    Value attribute(String name, Origin origin) {
        Optional<Argument> argument = block.body().argument(name);
        boolean isGiven = argument.isPresent()
                && !name.equals("id")
                && !name.equals("arn")
                && block.body().blocks(name).isEmpty()
                && !isIgnored(name);
        Value given = isGiven ? evaluator.value(argument.get().value()) : new Value.Nothing(origin);
        return given instanceof Value.Nothing ? new Value.Reference(address, name, origin) : given;
    }

    /** Arguments whose change is ignored: what lives keeps what it has, whatever the text says. */
    private boolean isIgnored(String name) {
        Set<String> ignored = ignored();
        return ignored.contains(name) || ignored.contains("all");
    }

    private Set<String> ignored() {
        return ignoreChanges()
                .map(Argument::value)
                .flatMap(
                        value -> value instanceof Expression.Tuple tuple ? tuple.elements().stream() : Stream.of(value))
                .map(ResourceInstance::firstName)
                .collect(Collectors.toSet());
    }

    private Stream<Argument> ignoreChanges() {
        return block.body().blocks("lifecycle").stream()
                .flatMap(lifecycle -> lifecycle.body().argument("ignore_changes").stream());
    }

    private Origin ignoredAt() {
        return ignoreChanges()
                .findFirst()
                .map(Argument::span)
                .orElse(block.span())
                .origin();
    }

    private static String firstName(Expression expression) {
        return expression.words().split("[.\\[]", 2)[0].strip();
    }

    /** What a block is to the provider: a dynamic one is what it makes. */
    public static String generated(Block block) {
        return block.type().equals("dynamic") && block.labels().size() == 1
                ? block.labels().get(0)
                : block.type();
    }

    /** Whether the argument, or a block of this name, is written. */
    public boolean writes(String name) {
        return block.body().argument(name).isPresent()
                || block.body().blocks().stream()
                        .anyMatch(inner -> generated(inner).equals(name));
    }

    /** The arguments of these names, with the blocks of these names as lists; others are left out. */
    public Value.Fields values(Set<String> names) {
        Map<String, Value> values = new LinkedHashMap<>();
        Set<String> ignored = ignored();
        Origin origin = block.span().origin();
        for (Argument argument : block.body().arguments()) {
            if (names.contains(argument.name())) {
                values.put(argument.name(), evaluator.value(argument.value()));
            }
        }
        Map<String, List<Value>> blocks = new LinkedHashMap<>();
        for (Block inner : block.body().blocks()) {
            String name = generated(inner);
            boolean isDynamic = !name.equals(inner.type());
            if (names.contains(name)) {
                blocks.computeIfAbsent(name, unused -> new ArrayList<>())
                        .addAll(isDynamic ? repeated(inner, name) : List.of(fields(inner, evaluator)));
            }
        }
        blocks.forEach((name, all) -> values.put(name, new Value.Items(all, origin)));
        for (String name : names) {
            boolean isKept = ignored.contains("all") || ignored.contains(name);
            if (isKept && !NEVER_CHANGED.contains(name)) {
                values.put(
                        name,
                        new Value.Unknown("`ignore_changes` keeps what is live, whatever stands here", ignoredAt()));
            }
        }
        return new Value.Fields(values, origin);
    }

    /** What a resource is found by, or what makes it another one, is not kept against the text. */
    private static final Set<String> NEVER_CHANGED =
            Set.of("id", "arn", "security_group_id", "prefix_list_id", "type", "security_group_rule_id", "owner_id");

    private static Value.Fields fields(Block block, Evaluator evaluator) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (Argument argument : block.body().arguments()) {
            members.put(argument.name(), evaluator.value(argument.value()));
        }
        return new Value.Fields(members, block.span().origin());
    }

    /** The blocks that a dynamic one makes. */
    private List<Value> repeated(Block dynamic, String name) {
        Body body = dynamic.body();
        Origin origin = dynamic.span().origin();
        Optional<Argument> each = body.argument("for_each");
        List<Block> content = body.blocks("content");
        if (each.isEmpty() || content.size() != 1) {
            return List.of(new Value.Unknown("this dynamic block has no `for_each` or no `content`", origin));
        }
        String iterator = body.argument("iterator")
                .map(argument -> firstName(argument.value()))
                .orElse(name);
        return over(evaluator.value(each.get().value()), iterator, content.get(0));
    }

    private List<Value> over(Value each, String iterator, Block content) {
        Value plain = each instanceof Value.Sensitive sensitive ? sensitive.value() : each;
        if (plain instanceof Value.OneOf oneOf) {
            return List.of(
                    oneOf.withParts(branch -> new Value.Items(over(branch, iterator, content), branch.origin())));
        }
        List<Value> all = new ArrayList<>();
        if (plain instanceof Value.Fields fields) {
            new TreeMap<>(fields.members())
                    .forEach((key, value) ->
                            all.add(one(iterator, new Value.Text(key, value.origin()), value, content)));
        } else if (plain instanceof Value.Distinct set) {
            set.elements().forEach(element -> all.add(element(iterator, element, element, content)));
        } else if (plain instanceof Value.Items items) {
            Evaluator.each(items, items.origin(), (key, element) -> all.add(element(iterator, key, element, content)));
        } else if (!(plain instanceof Value.Nothing)) {
            all.add(perhaps(iterator, plain, plain, content, why(plain)));
        }
        return all;
    }

    private Value element(String iterator, Value key, Value element, Block content) {
        if (element instanceof Value.Maybe maybe) {
            return perhaps(iterator, key.equals(element) ? maybe.value() : key, maybe.value(), content, maybe.why());
        }
        return element instanceof Value.Unknown unknown
                ? perhaps(iterator, element, element, content, unknown.why())
                : one(iterator, key, element, content);
    }

    private Value perhaps(String iterator, Value key, Value value, Block content, String why) {
        Value any = new Value.Unknown(why, value.origin());
        Value known = value instanceof Value.Reference ? any : value;
        return new Value.Maybe(
                one(iterator, key instanceof Value.Reference ? any : key, known, content),
                why,
                content.span().origin());
    }

    private static String why(Value value) {
        return value instanceof Value.Unknown unknown ? unknown.why() : "what it goes over is not known";
    }

    private Value one(String iterator, Value key, Value value, Block content) {
        Value pair = new Value.Fields(Map.of("key", key), value.origin()).with("value", value);
        return fields(content, evaluator.with(iterator, pair));
    }
}
