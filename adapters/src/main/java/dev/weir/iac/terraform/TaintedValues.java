package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a resource holds whose creation failed half-way: rules in it may not be there, and others may. */
final class TaintedValues {

    private static final String WHY =
            "the resource is tainted: its creation failed half-way, and the state may hold rules that were not made";
    private static final List<String> LISTS = List.of("egress", "ingress", "entry");
    private static final List<String> FAR_ENDS =
            List.of("cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_id", "cidr");

    private TaintedValues() {}

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
