package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of one of Terraform's functions: those that security groups are written with. Of any other the result is not known.
 *
 * <p>Source: Terraform language documentation, "Built-in Functions".
 */
record FunctionTable(Evaluator evaluator, Expression.Call call) {

    private Origin origin() {
        return call.span().origin();
    }

    Value value() {
        String name = call.name().startsWith("core::") ? call.name().substring("core::".length()) : call.name();
        if (name.equals("try") && !call.isExpanded()) {
            return firstThatHolds();
        }
        if (name.equals("can") && call.arguments().size() == 1) {
            return can();
        }
        List<Value> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(evaluator.evaluate(argument)));
        if (call.isExpanded() && !expand(arguments)) {
            return Lifting.unknown(arguments.get(arguments.size() - 1), origin());
        }
        return Lifting.all(arguments, all -> applied(name, all));
    }

    private static boolean expand(List<Value> arguments) {
        Value last = arguments.get(arguments.size() - 1);
        boolean isList = last.isList() && last.parts().stream().noneMatch(Lifting::standsForSeveral);
        if (isList) {
            arguments.remove(arguments.size() - 1);
            arguments.addAll(last.parts());
        }
        return isList;
    }

    private Value firstThatHolds() {
        for (Expression argument : call.arguments()) {
            try {
                Value value = evaluator.evaluate(argument);
                boolean isCertain = !(value instanceof Value.Unknown) && !(value instanceof Value.OneOf);
                return isCertain ? value : Lifting.unknown(value, origin());
            } catch (WrongExpression next) {
                continue;
            }
        }
        throw new WrongExpression("nothing in `try` has a value");
    }

    private Value can() {
        try {
            Value value = evaluator.evaluate(call.arguments().get(0));
            return Lifting.isOpen(value) || Lifting.hasOpenParts(value)
                    ? Lifting.unknown(value, origin())
                    : new Value.Truth(true, origin());
        } catch (WrongExpression wrong) {
            return new Value.Truth(false, origin());
        }
    }

    private Value applied(String name, List<Value> arguments) {
        if (name.equals("nonsensitive")) {
            return Lifting.plain(one(arguments));
        }
        if (name.equals("sensitive")) {
            return Lifting.sensitive(one(arguments));
        }
        List<Value> plain = new ArrayList<>(arguments.size());
        boolean isSensitive = false;
        for (Value argument : arguments) {
            Value bare = Lifting.plain(argument);
            isSensitive |= !bare.equals(argument);
            plain.add(bare);
        }
        Value result = apply(name, plain);
        return isSensitive ? Lifting.sensitive(result) : result;
    }

    private Value apply(String name, List<Value> arguments) {
        Optional<Value> result =
                new CollectionFunctions(arguments, origin()).apply(name).or(() -> only(name, arguments));
        if (result.isEmpty()) {
            for (Value argument : arguments) {
                if (argument.first(Lifting::isOpen).isPresent()) {
                    return Lifting.unknown(argument, origin());
                }
            }
            result = new ScalarFunctions(arguments, origin()).apply(name);
        }
        return result.orElseGet(
                () -> new Value.Unknown("the function " + Quoted.of(name) + " is not evaluated", origin()));
    }

    /** Of one element {@code join} makes that element, as in {@code join("", aws_security_group.web.*.id)}. */
    private static Optional<Value> only(String name, List<Value> arguments) {
        return name.equals("join") && arguments.size() == 2
                ? arguments.get(1).parts().stream()
                        .filter(part -> arguments.get(1).parts().size() == 1 && part instanceof Value.Reference)
                        .findFirst()
                : Optional.empty();
    }

    static Value argument(List<Value> arguments, int place) {
        if (place >= arguments.size()) {
            throw new WrongExpression("expected at least " + (place + 1) + " arguments, found " + arguments.size());
        }
        return arguments.get(place);
    }

    private static Value one(List<Value> arguments) {
        if (arguments.size() != 1) {
            throw new WrongExpression("expected one argument, found " + arguments.size());
        }
        return arguments.get(0);
    }
}
