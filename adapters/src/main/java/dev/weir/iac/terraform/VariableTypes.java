package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.hcl.WrongExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a variable's {@code type} makes of the value that it is given. Source: Terraform documentation, "Type Constraints".
 *
 * <p>What is not known stays so; a kind of type that is not known here makes the value so.
 *
 * @param constants evaluates the defaults of optional attributes
 */
record VariableTypes(Function<Expression, Value> constants) {

    /**
     * The value as one of this type.
     *
     * @throws WrongExpression if it is none
     */
    Value converted(Value value, Expression type) {
        if (value instanceof Value.OneOf || value instanceof Value.Maybe || value instanceof Value.Sensitive) {
            return value.withParts(part -> converted(part, type));
        }
        if (value instanceof Value.Unknown || value instanceof Value.Nothing || value instanceof Value.Reference) {
            return value;
        }
        if (type instanceof Expression.Parentheses inner) {
            return converted(value, inner.inner());
        }
        if (type instanceof Expression.Root root) {
            return primitive(value, root.name());
        }
        if (type instanceof Expression.Literal word) {
            return primitive(value, word.text());
        }
        return type instanceof Expression.Call call && !call.arguments().isEmpty()
                ? collection(value, call.name(), call.arguments().get(0))
                : new Value.Unknown("this type is not evaluated", value.origin());
    }

    private static Value primitive(Value value, String type) {
        return switch (type) {
            case "any" -> value;
            case "string" ->
                value instanceof Value.Text ? value : new Value.Text(scalar(value, "expected a text"), value.origin());
            case "number" -> {
                String text = scalar(value, "expected a number");
                if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                    throw new WrongExpression("expected a number");
                }
                yield new Value.Number(text, value.origin());
            }
            case "bool" -> {
                String text = scalar(value, "expected true or false");
                if (!text.equals("true") && !text.equals("false")) {
                    throw new WrongExpression("expected true or false");
                }
                yield new Value.Truth(text.equals("true"), value.origin());
            }
            // the old form, whose elements are of one kind that is not named
            case "list", "set", "map" ->
                new Value.Unknown("a `" + type + "` without the type of its elements is not evaluated", value.origin());
            default -> new Value.Unknown("the type `" + type + "` is not evaluated", value.origin());
        };
    }

    private static String scalar(Value value, String otherwise) {
        return value.scalar().orElseThrow(() -> new WrongExpression(otherwise));
    }

    private Value collection(Value value, String kind, Expression of) {
        return switch (kind) {
            case "list" -> new Value.Items(elements(value, of), value.origin());
            case "set" -> Evaluator.set(elements(value, of), value.origin());
            case "map" -> map(value, of);
            case "object" -> object(value, of);
            case "tuple" -> tuple(value, of);
            default -> new Value.Unknown("the type `" + kind + "` is not evaluated", value.origin());
        };
    }

    private List<Value> elements(Value value, Expression of) {
        if (!value.isList()) {
            throw new WrongExpression("expected a list");
        }
        return value.parts().stream().map(element -> converted(element, of)).toList();
    }

    private Value map(Value value, Expression of) {
        if (!(value instanceof Value.Fields fields)) {
            throw new WrongExpression("expected a map");
        }
        return fields.withParts(member -> converted(member, of));
    }

    private Value tuple(Value value, Expression of) {
        if (!(value instanceof Value.Items items)
                || !(of instanceof Expression.Tuple types)
                || types.elements().size() != items.elements().size()) {
            throw new WrongExpression("expected a list of other length");
        }
        List<Value> elements = new ArrayList<>();
        for (int place = 0; place < items.elements().size(); place++) {
            elements.add(converted(items.elements().get(place), types.elements().get(place)));
        }
        return new Value.Items(elements, value.origin());
    }

    private Value object(Value value, Expression of) {
        if (!(value instanceof Value.Fields fields) || !(of instanceof Expression.Braces attributes)) {
            throw new WrongExpression("expected an object");
        }
        Map<String, Value> members = new LinkedHashMap<>();
        for (Expression.Entry attribute : attributes.entries()) {
            members.put(attribute.name(), attribute(fields, attribute.name(), attribute.value()));
        }
        return new Value.Fields(members, value.origin());
    }

    private Value attribute(Value.Fields fields, String name, Expression type) {
        Optional<Expression.Call> optional =
                type instanceof Expression.Call call && call.name().equals("optional")
                        ? Optional.of(call)
                        : Optional.empty();
        Expression inner = optional.map(call -> call.arguments().get(0)).orElse(type);
        Optional<Expression> otherwise =
                optional.flatMap(call -> call.arguments().stream().skip(1).findFirst());
        Value given = fields.member(name);
        if (!fields.members().containsKey(name) && optional.isEmpty()) {
            throw new WrongExpression("there is no `" + name + "`, which the type asks for");
        }
        return given instanceof Value.Nothing && otherwise.isPresent()
                ? converted(constants.apply(otherwise.get()), inner)
                : converted(given, inner);
    }
}
