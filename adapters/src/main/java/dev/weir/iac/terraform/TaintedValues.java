package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a resource holds whose creation failed half-way: rules in it may not be there, and others may. */
final class TaintedValues {

    private static final String WHY =
            "the resource is tainted: its creation failed half-way, and the state may hold rules that were not made";
    private static final List<String> LISTS = List.of("egress", "ingress", "entry");
    private static final Set<String> FAR_ENDS = farEnds();

    private TaintedValues() {}

    /** A rule to the group itself opens nothing, so it stays as it is. */
    private static Set<String> farEnds() {
        Set<String> all = ProviderResources.farEnds();
        all.remove("self");
        all.add("cidr");
        return all;
    }

    static Value.Fields of(Value.Fields values) {
        Map<String, Value> members = new LinkedHashMap<>(values.members());
        for (String list : LISTS) {
            members.computeIfPresent(
                    list,
                    (name, held) -> new Value.Items(
                            List.of(new Value.Maybe(held, WHY, held.origin()), new Value.Unknown(WHY, held.origin())),
                            held.origin()));
        }
        for (String farEnd : FAR_ENDS) {
            members.computeIfPresent(
                    farEnd, (name, held) -> held.isNothing() ? held : new Value.Maybe(held, WHY, held.origin()));
        }
        return new Value.Fields(members, values.origin());
    }
}
