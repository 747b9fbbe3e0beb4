package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Expressions into values, as Terraform evaluates them, with three answers: a value, one that is not known with why, or {@link
 * WrongExpression}.
 *
 * <p>A literal's value stands where the literal does, however many references lie between. What is not surely understood is not
 * known. An operation on one of several values is one of several results, see {@link Lifting}.
 */
public final class Evaluator {

    private static final int DEEPEST = 400;

    private final NamedValues names;
    private final Map<String, Value> bound;
    private final int depth;

    /** What names mean where an expression stands. */
    public interface NamedValues {

        /**
         * What {@code root.name} is, such as {@code var.x} or {@code aws_vpc.main}; of data sources the root is {@code data.TYPE}.
         */
        Value value(String root, String name, Origin origin);

        /** An attribute of a whole resource or module, which a {@link Value.Reference} without attribute stands for. */
        Value attribute(Value.Reference whole, String name, Origin origin);

        /** What makes this condition another one than the same text elsewhere. */
        String whose();
    }

    /** An evaluator under these names. */
    public Evaluator(NamedValues names) {
        this(names, Map.of(), 0);
    }

    private Evaluator(NamedValues names, Map<String, Value> bound, int depth) {
        this.names = names;
        this.bound = bound;
        this.depth = depth;
    }

    /** The same, where a name of its own means this: an iterator, {@code each}, {@code count}. */
    public Evaluator with(String name, Value value) {
        Map<String, Value> more = new LinkedHashMap<>(bound);
        more.put(name, value);
        return new Evaluator(names, more, depth + 1);
    }

    /** The value; what has none is not known. */
    public Value value(Expression expression) {
        try {
            return evaluate(expression);
        } catch (WrongExpression wrong) {
            return new Value.Unknown(
                    String.valueOf(wrong.getMessage()), expression.span().origin());
        }
    }

    /**
     * The value.
     *
     * @throws WrongExpression if it has none
     */
    Value evaluate(Expression expression) {
        if (depth > DEEPEST) {
            return new Value.Unknown(
                    "the expression is nested too deep", expression.span().origin());
        }
        if (expression instanceof Expression.Literal literal) {
            return new Value.Text(literal.text(), origin(expression));
        }
        if (expression instanceof Expression.Numeral number) {
            return new Value.Number(number.text(), origin(expression));
        }
        if (expression instanceof Expression.Keyword word) {
            return word.word().equals("null")
                    ? new Value.Nothing(origin(expression))
                    : new Value.Truth(word.word().equals("true"), origin(expression));
        }
        if (expression instanceof Expression.Parentheses parentheses) {
            return evaluate(parentheses.inner());
        }
        if (expression instanceof Expression.Tuple tuple) {
            return new Value.Items(tuple.elements().stream().map(this::evaluate).toList(), origin(expression));
        }
        if (expression instanceof Expression.Braces braces) {
            return object(braces);
        }
        return operation(expression);
    }

    private Value operation(Expression expression) {
        if (expression instanceof Expression.Root root) {
            return root(root);
        }
        if (expression instanceof Expression.Attribute attribute) {
            return attribute(attribute);
        }
        if (expression instanceof Expression.Index index) {
            return index(index);
        }
        if (expression instanceof Expression.Splat splat) {
            return splat(splat);
        }
        if (expression instanceof Expression.Call call) {
            return new FunctionTable(this, call).value();
        }
        if (expression instanceof Expression.Conditional conditional) {
            return conditional(conditional);
        }
        if (expression instanceof Expression.Interpolation template) {
            return template(template);
        }
        if (expression instanceof Expression.For loop) {
            return new Loop(this, loop).value();
        }
        if (expression instanceof Expression.Unary unary) {
            Value operand = evaluate(unary.operand());
            return Lifting.one(operand, known -> Operators.unary(unary.sign(), known, origin(unary)));
        }
        if (expression instanceof Expression.Binary binary) {
            List<Value> operands = List.of(evaluate(binary.left()), evaluate(binary.right()));
            return Lifting.all(
                    operands, both -> Operators.binary(binary.sign(), both.get(0), both.get(1), origin(binary)));
        }
        return new Value.Unknown("a template directive is not evaluated", origin(expression));
    }

    private static Origin origin(Expression expression) {
        return expression.span().origin();
    }

    private Value object(Expression.Braces braces) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (Expression.Entry entry : braces.entries()) {
            Value key = evaluate(entry.key());
            Optional<String> name = key.scalar();
            if (name.isEmpty()) {
                return Lifting.unknown(key, origin(braces));
            }
            members.put(name.get(), evaluate(entry.value()));
        }
        return new Value.Fields(members, origin(braces));
    }

    private Value root(Expression.Root root) {
        Value value = bound.get(root.name());
        return value == null ? new Value.Unknown(Quoted.of(root.name()) + " means nothing here", origin(root)) : value;
    }

    private Value attribute(Expression.Attribute attribute) {
        if (attribute.source() instanceof Expression.Root root && !bound.containsKey(root.name())) {
            return root.name().equals("data")
                    ? new Value.Unknown("a data source is more than its type", origin(attribute))
                    : names.value(root.name(), attribute.name(), origin(attribute));
        }
        if (attribute.source() instanceof Expression.Attribute type
                && type.source() instanceof Expression.Root root
                && root.name().equals("data")) {
            return names.value("data." + type.name(), attribute.name(), origin(attribute));
        }
        return Lifting.one(
                evaluate(attribute.source()), source -> attribute(source, attribute.name(), origin(attribute)));
    }

    Value attribute(Value source, String name, Origin origin) {
        if (source instanceof Value.Reference whole && whole.attribute().isEmpty()) {
            return names.attribute(whole, name, origin);
        }
        if (source instanceof Value.Sensitive sensitive) {
            return Lifting.sensitive(attribute(sensitive.value(), name, origin));
        }
        if (source instanceof Value.Fields fields) {
            Value member = fields.members().get(name);
            if (member == null) {
                throw new WrongExpression("there is no " + Quoted.of(name) + " in this object");
            }
            return member;
        }
        if (Lifting.isOpen(source)) {
            return Lifting.unknown(source, origin);
        }
        throw new WrongExpression("this has no attribute " + Quoted.of(name));
    }

    private Value index(Expression.Index index) {
        Value key = evaluate(index.key());
        Value source = evaluate(index.source());
        if (Lifting.isOpen(key) && !(key instanceof Value.OneOf)) {
            return anyOf(source, key, index);
        }
        return Lifting.all(List.of(source, key), both -> index(both.get(0), both.get(1), origin(index)));
    }

    /** One element, and which is not known. */
    private Value anyOf(Value source, Value key, Expression.Index index) {
        if (source instanceof Value.Reference whole && whole.attribute().isEmpty()) {
            return whole;
        }
        List<Value> elements = source.parts();
        boolean isCollection = source instanceof Value.Items || source instanceof Value.Fields;
        return isCollection && !elements.isEmpty() && elements.size() <= Lifting.MOST && !Lifting.hasOpenParts(source)
                ? new Value.OneOf(condition(index.key()), elements, origin(index))
                : Lifting.unknown(key, origin(index));
    }

    private Value index(Value source, Value key, Origin origin) {
        if (source instanceof Value.Reference whole && whole.attribute().isEmpty()) {
            return whole;
        }
        if (Lifting.isOpen(source) || key.scalar().isEmpty()) {
            return new Value.Unknown(Lifting.isOpen(source) ? Lifting.why(source) : Lifting.why(key), origin);
        }
        String place = key.scalar().get();
        if (source instanceof Value.Fields fields) {
            Value member = fields.members().get(place);
            if (member == null) {
                throw new WrongExpression("there is no " + Quoted.of(place) + " in this map");
            }
            return member;
        }
        if (source instanceof Value.Items items) {
            return element(items, place, origin);
        }
        throw new WrongExpression("this has no elements");
    }

    static Value element(Value.Items items, String place, Origin origin) {
        int at;
        try {
            at = Integer.parseInt(place);
        } catch (NumberFormatException fraction) {
            throw new WrongExpression(Quoted.of(place) + " is no place in a list");
        }
        for (int before = 0; before <= at && before < items.elements().size(); before++) {
            if (Lifting.standsForSeveral(items.elements().get(before))) {
                return Lifting.unknown(items.elements().get(before), origin);
            }
        }
        if (at < 0 || at >= items.elements().size()) {
            throw new WrongExpression("there is no element " + at + " in a list of "
                    + items.elements().size());
        }
        return items.elements().get(at);
    }

    private Value splat(Expression.Splat splat) {
        return Lifting.one(evaluate(splat.source()), source -> splat(source, splat));
    }

    private Value splat(Value source, Expression.Splat splat) {
        if (source instanceof Value.Nothing) {
            return new Value.Items(List.of(), origin(splat));
        }
        if (source instanceof Value.Unknown || source instanceof Value.Sensitive) {
            return Lifting.unknown(source, origin(splat));
        }
        List<Value> results = new ArrayList<>();
        for (Value element : source.isList() ? source.parts() : List.of(source)) {
            Value inner = element instanceof Value.Maybe maybe ? maybe.value() : element;
            Value result = with("*", inner).evaluate(splat.each());
            results.add(
                    element instanceof Value.Maybe maybe
                            ? new Value.Maybe(result, maybe.why(), maybe.origin())
                            : result);
        }
        return new Value.Items(results, origin(splat));
    }

    private Value conditional(Expression.Conditional either) {
        Value test = evaluate(either.test());
        return Lifting.one(test, known -> {
            Optional<Boolean> truth = Operators.truth(known);
            if (truth.isPresent()) {
                Value chosen = evaluate(truth.get() ? either.yes() : either.no());
                return known instanceof Value.Sensitive ? Lifting.sensitive(chosen) : chosen;
            }
            return new Value.OneOf(
                    condition(either.test()), List.of(value(either.yes()), value(either.no())), origin(either));
        });
    }

    /** The same text wherever the same is asked; in a loop it is asked of each element. */
    private String condition(Expression test) {
        String text = names.whose() + test.span().text();
        return bound.isEmpty()
                ? text
                : text + " [" + Integer.toHexString(bound.toString().hashCode()) + "]";
    }

    private Value template(Expression.Interpolation template) {
        if (template.parts().size() == 1) {
            return evaluate(template.parts().get(0));
        }
        return Lifting.all(template.parts().stream().map(this::evaluate).toList(), all -> {
            StringBuilder text = new StringBuilder();
            for (Value part : all) {
                if (part instanceof Value.Nothing) {
                    throw new WrongExpression("null cannot be part of a text");
                }
                Optional<String> known = Operators.text(part);
                if (known.isEmpty()) {
                    return Lifting.unknown(part, origin(template));
                }
                text.append(known.get());
            }
            Value whole = new Value.Text(text.toString(), origin(template));
            return all.stream().anyMatch(Value.Sensitive.class::isInstance) ? Lifting.sensitive(whole) : whole;
        });
    }

    /** Hands on the elements of a list, each after its place, which nobody knows behind one that stands for several. */
    public static void each(Value.Items items, Origin origin, BiConsumer<Value, Value> step) {
        Value place = new Value.Number("0", origin);
        for (int at = 0; at < items.elements().size(); at++) {
            Value element = items.elements().get(at);
            boolean isUncertain = place instanceof Value.Unknown || Lifting.standsForSeveral(element);
            place = isUncertain
                    ? new Value.Unknown("how many elements come before is not known", origin)
                    : new Value.Number(String.valueOf(at), origin);
            step.accept(place, element);
        }
    }

    /** The value, marked as one that must not be shown. */
    public static Value sensitive(Value value) {
        return Lifting.sensitive(value);
    }

    /** A set of these elements, each there once. */
    public static Value set(List<Value> elements, Origin origin) {
        return new CollectionFunctions(List.of(), origin).set(elements);
    }

    /** The value as an argument takes it: a set is a list. */
    public static Value settled(Value value) {
        if (value.isList()) {
            return new Value.Items(
                    value.parts().stream().map(Evaluator::settled).toList(), value.origin());
        }
        return value.withParts(Evaluator::settled);
    }

    /** The members of an object or map in the order in which Terraform goes over them. */
    static Map<String, Value> sorted(Value.Fields fields) {
        return new TreeMap<>(fields.members());
    }
}
