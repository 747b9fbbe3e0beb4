package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Operations on values that are not known: of one of several values the result is one of several results.
 *
 * <pre>
 *   f(c ? a : b, d)   ->   c ? f(a, d) : f(b, d)
 * </pre>
 */
final class Lifting {

    /** More possibilities than this are none that anybody meant. */
    static final int MOST = 32;

    private Lifting() {}

    static Value one(Value argument, Function<Value, Value> operation) {
        return all(List.of(argument), arguments -> operation.apply(arguments.get(0)));
    }

    static Value all(List<Value> arguments, Function<List<Value>, Value> operation) {
        int ways = 1;
        for (Value argument : arguments) {
            ways *= Math.min(ways(argument), MOST + 1);
            if (ways > MOST) {
                return new Value.Unknown(
                        "too many conditions are not known", arguments.get(0).origin());
            }
        }
        return ways == 1 ? operation.apply(arguments) : branch(arguments, operation);
    }

    private static int ways(Value value) {
        if (!(value instanceof Value.OneOf oneOf)) {
            return 1;
        }
        int ways = 0;
        for (Value branch : oneOf.branches()) {
            ways = Math.min(MOST + 1, ways + ways(branch));
        }
        return ways;
    }

    private static Value branch(List<Value> arguments, Function<List<Value>, Value> operation) {
        for (int place = 0; place < arguments.size(); place++) {
            if (arguments.get(place) instanceof Value.OneOf oneOf) {
                List<Value> results = new ArrayList<>();
                for (Value branch : oneOf.branches()) {
                    List<Value> chosen = new ArrayList<>(arguments);
                    chosen.set(place, branch);
                    results.add(guarded(chosen, operation));
                }
                return new Value.OneOf(oneOf.condition(), results, oneOf.origin());
            }
        }
        return operation.apply(arguments);
    }

    /** A branch that has no value is not known: whether it is ever taken nobody knows. */
    private static Value guarded(List<Value> arguments, Function<List<Value>, Value> operation) {
        try {
            return branch(arguments, operation);
        } catch (WrongExpression wrong) {
            return new Value.Unknown(
                    String.valueOf(wrong.getMessage()), arguments.get(0).origin());
        }
    }

    /** Whether the value itself is not known. */
    static boolean isOpen(Value value) {
        return value.whyUnknown().isPresent();
    }

    /** Whether any part of the value is not known. */
    static boolean hasOpenParts(Value value) {
        return value.first(part ->
                        part instanceof Value.Unknown || part instanceof Value.Maybe || part instanceof Value.OneOf)
                .isPresent();
    }

    /** Whether as an element it stands for any number of elements. */
    static boolean standsForSeveral(Value element) {
        return element instanceof Value.Unknown || element instanceof Value.Maybe;
    }

    /** What is not known, for the reason why this is not. */
    static Value unknown(Value because, Origin origin) {
        return new Value.Unknown(why(because), origin);
    }

    /** Why the value, or the first part of it that is not, is not known. */
    static String why(Value value) {
        return value.whyUnknownInPart().orElse("it is no value of the kind that is expected here");
    }

    /** The value with all its leaves marked. */
    static Value sensitive(Value value) {
        if (isCollection(value)) {
            return value.withParts(Lifting::sensitive);
        }
        boolean isLeaf = value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Truth;
        return isLeaf ? new Value.Sensitive(value, value.origin()) : value;
    }

    /** The value without marks. */
    static Value plain(Value value) {
        if (value instanceof Value.Sensitive sensitive) {
            return plain(sensitive.value());
        }
        boolean isMarked = isCollection(value)
                && value.first(Value.Sensitive.class::isInstance).isPresent();
        return isMarked ? value.withParts(Lifting::plain) : value;
    }

    private static boolean isCollection(Value value) {
        return value.isList() || value instanceof Value.Fields;
    }
}
