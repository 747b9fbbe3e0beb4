package dev.weir.iac.terraform;

import dev.weir.iac.Resource;
import dev.weir.iac.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A planned resource whose configuration lies beside the plan. It stands where it is written; and where the plan does not know a
 * list because of one element, what else is written in it counts too.
 *
 * <p>Only what is certain in the text is added: it can show that a group is open, and never that it is not.
 */
final class WrittenBeside {

    private static final Set<String> LISTS = Set.of("egress", "cidr_blocks", "ipv6_cidr_blocks");

    private static final Set<String> FAR_ENDS = Set.of("cidr_blocks", "ipv6_cidr_blocks");

    private WrittenBeside() {}

    /** The resource, each of its blocks where one block that says the same is written. */
    static Resource placed(Configuration code, Resource resource) {
        Resource placed = code.placed(resource);
        Optional<Value.Fields> written = code.written(resource.address(), resource.type());
        return written.isPresent()
                        && placed.value("egress") instanceof Value.Items blocks
                        && written.get().member("egress") instanceof Value.Items places
                ? placed.with("egress", blocks.withParts(block -> at(block, places.elements())))
                : placed;
    }

    private static Value at(Value block, List<Value> places) {
        if (!(block instanceof Value.Fields fields)) {
            return block;
        }
        return places.stream()
                .filter(place ->
                        place instanceof Value.Fields other && says(fields).equals(says(other)))
                .findFirst()
                .<Value>map(place -> fields.at(place.origin()))
                .orElse(block);
    }

    /** Ports and addresses, by which a block is known again; the provider rewrites protocols. */
    private static List<Set<String>> says(Value.Fields block) {
        List<Set<String>> parts = new ArrayList<>();
        for (String name : List.of("from_port", "to_port", "cidr_blocks", "ipv6_cidr_blocks")) {
            Set<String> texts = new TreeSet<>();
            texts(block.member(name), texts);
            parts.add(texts);
        }
        return parts;
    }

    private static void texts(Value value, Set<String> into) {
        value.scalar().ifPresent(into::add);
        value.parts().forEach(part -> texts(part, into));
    }

    /** The planned resource, placed, with what is certain in the text. */
    static Resource of(Configuration code, Resource planned) {
        Resource placed = placed(code, planned);
        Optional<Value.Fields> written = code.written(planned.address(), planned.type());
        if (written.isEmpty()) {
            return placed;
        }
        Map<String, Value> members = new LinkedHashMap<>(placed.values().members());
        for (String list : LISTS) {
            Value value = members.get(list);
            if (value != null
                    && value.first(part -> part instanceof Value.Unknown).isPresent()) {
                Value certain = certain(written.get().member(list));
                members.put(list, new Value.Items(List.of(value, certain), value.origin()));
            }
        }
        return placed.with(members);
    }

    /** The blocks and addresses that are certain. */
    private static Value certain(Value value) {
        if (value instanceof Value.Items items) {
            return items.withParts(WrittenBeside::certain);
        }
        if (value instanceof Value.Fields fields) {
            Map<String, Value> members = new LinkedHashMap<>();
            for (Map.Entry<String, Value> member : fields.members().entrySet()) {
                if (FAR_ENDS.contains(member.getKey())) {
                    members.put(member.getKey(), certain(member.getValue()));
                } else if (!Set.of("prefix_list_ids", "security_groups", "self").contains(member.getKey())) {
                    members.put(member.getKey(), member.getValue());
                }
            }
            boolean isCertain = Set.of("protocol", "from_port", "to_port").stream()
                    .allMatch(name -> fields.member(name).scalar().isPresent());
            return isCertain ? new Value.Fields(members, fields.origin()) : new Value.Nothing(fields.origin());
        }
        return value.scalar().isPresent() ? value : new Value.Nothing(value.origin());
    }
}
