package dev.weir.iac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Conditions that are not known, and the ways in which they can turn out.
 *
 * <p>Values under one condition go together, so each way through all conditions is one world. Where there are too many of them
 * there is one, in which every {@link Value.OneOf} stays open.
 */
public final class Conditions {

    private static final int MOST = 64;

    private Conditions() {}

    /** The worlds that these values can be in: in each, the branch of each condition. */
    static List<Map<String, Integer>> worlds(Collection<Value> values) {
        Map<String, Integer> branches = new LinkedHashMap<>();
        values.forEach(value -> count(value, branches));
        List<Map<String, Integer>> worlds = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, Integer> condition : branches.entrySet()) {
            if (worlds.size() * condition.getValue() > MOST) {
                return List.of(Map.of());
            }
            List<Map<String, Integer>> more = new ArrayList<>();
            for (Map<String, Integer> world : worlds) {
                for (int branch = 0; branch < condition.getValue(); branch++) {
                    Map<String, Integer> longer = new LinkedHashMap<>(world);
                    longer.put(condition.getKey(), branch);
                    more.add(longer);
                }
            }
            worlds = more;
        }
        return worlds;
    }

    private static void count(Value value, Map<String, Integer> branches) {
        if (value instanceof Value.OneOf oneOf) {
            branches.merge(oneOf.condition(), oneOf.branches().size(), Math::max);
        }
        value.parts().forEach(part -> count(part, branches));
    }

    /** The value in a world; a condition that the world leaves open stays so. */
    public static Value in(Map<String, Integer> world, Value value) {
        if (world.isEmpty()) {
            return value;
        }
        if (value instanceof Value.OneOf oneOf && world.containsKey(oneOf.condition())) {
            int branch = world.getOrDefault(oneOf.condition(), 0);
            return branch < oneOf.branches().size()
                    ? in(world, oneOf.branches().get(branch))
                    : new Value.Nothing(oneOf.origin());
        }
        return value.withParts(part -> in(world, part));
    }
}
