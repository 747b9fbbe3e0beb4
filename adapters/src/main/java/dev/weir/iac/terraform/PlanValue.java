package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values out of plans and states. A plan writes them three times over: {@code after}, and in the same shape {@code
 * after_unknown} and {@code after_sensitive}, in which {@code true} stands for the whole part below.
 *
 * @param at the place of a line; the parts of an object stand where it does, so that a large plan needs few places
 */
record PlanValue(LongFunction<Origin> at, String whyUnknown) {

    /** The members of an object that matter. */
    Value.Fields fields(
            @Nullable JsonValue value,
            @Nullable JsonValue unknown,
            @Nullable JsonValue sensitive,
            Set<String> kept,
            long line) {
        Map<String, Value> members = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>(members(value).keySet());
        names.addAll(members(unknown).keySet());
        names.retainAll(kept);
        for (String name : names) {
            members.put(
                    name,
                    of(
                            members(value).get(name),
                            members(unknown).get(name),
                            isTrue(sensitive) ? sensitive : members(sensitive).get(name),
                            line));
        }
        return new Value.Fields(members, at.apply(line));
    }

    private Value of(@Nullable JsonValue value, @Nullable JsonValue unknown, @Nullable JsonValue sensitive, long line) {
        long here = value instanceof JsonObject ? value.line() : line;
        if (isTrue(unknown)) {
            return new Value.Unknown(whyUnknown, at.apply(here));
        }
        if (isTrue(sensitive)) {
            return new Value.Sensitive(of(value, unknown, null, here), at.apply(here));
        }
        if (value instanceof JsonObject || value == null && unknown instanceof JsonObject) {
            Set<String> all = new LinkedHashSet<>(members(value).keySet());
            all.addAll(members(unknown).keySet());
            return fields(value, unknown, sensitive, all, here);
        }
        if (value instanceof JsonValue.Array || value == null && unknown instanceof JsonValue.Array) {
            List<Value> elements = new ArrayList<>();
            int size = Math.max(elements(value).size(), elements(unknown).size());
            for (int place = 0; place < size; place++) {
                elements.add(of(
                        element(value, place).orElse(null),
                        element(unknown, place).orElse(null),
                        element(sensitive, place).orElse(null),
                        here));
            }
            return new Value.Items(elements, at.apply(here));
        }
        return scalar(value, here);
    }

    private Value scalar(@Nullable JsonValue value, long line) {
        Origin origin = at.apply(line);
        if (value instanceof JsonValue.Text text) {
            return new Value.Text(text.text(), origin);
        }
        if (value instanceof JsonValue.Number number) {
            return new Value.Number(number.text(), origin);
        }
        return value instanceof JsonValue.Truth truth
                ? new Value.Truth(truth.value(), origin)
                : new Value.Nothing(origin);
    }

    static boolean isTrue(@Nullable JsonValue value) {
        return value instanceof JsonValue.Truth truth && truth.value();
    }

    private static Map<String, JsonValue> members(@Nullable JsonValue value) {
        return value instanceof JsonObject object ? object.members() : Map.of();
    }

    private static List<JsonValue> elements(@Nullable JsonValue value) {
        return value instanceof JsonValue.Array array ? array.elements() : List.of();
    }

    private static Optional<JsonValue> element(@Nullable JsonValue value, int place) {
        List<JsonValue> elements = elements(value);
        return place < elements.size() ? Optional.of(elements.get(place)) : Optional.empty();
    }
}
