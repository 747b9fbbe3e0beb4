package dev.weir.iac.cloudformation;

import dev.weir.iac.Conditions;
import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Functions of values that are one of several: called for each. */
final class Branches {

    /** Conditions on which one value hangs; beyond, it is not known. */
    private static final int MOST = 6;

    private Branches() {}

    /** What a function comes to: of arguments that hang on a condition, one result for each of its branches. */
    static Value over(List<Value> arguments, Function<List<Value>, Value> function, Origin origin) {
        return over(arguments, function, origin, MOST);
    }

    private static Value over(List<Value> arguments, Function<List<Value>, Value> function, Origin origin, int left) {
        Optional<Value> open = arguments.stream()
                .flatMap(argument -> argument.first(Value.OneOf.class::isInstance).stream())
                .findFirst();
        if (open.isEmpty() || !(open.get() instanceof Value.OneOf oneOf)) {
            return function.apply(arguments);
        }
        if (left == 0) {
            return new Value.Unknown(
                    "it hangs on more than " + MOST + " conditions that are not known, one of them "
                            + Quoted.of(oneOf.condition()),
                    origin);
        }
        List<Value> branches = new ArrayList<>();
        for (int branch = 0; branch < oneOf.branches().size(); branch++) {
            int chosen = branch;
            List<Value> assumed = arguments.stream()
                    .map(argument -> Conditions.in(Map.of(oneOf.condition(), chosen), argument))
                    .toList();
            branches.add(over(assumed, function, origin, left - 1));
        }
        String first = Written.of(branches.get(0));
        return branches.stream().allMatch(branch -> Written.of(branch).equals(first))
                ? branches.get(0)
                : new Value.OneOf(oneOf.condition(), branches, origin);
    }
}
