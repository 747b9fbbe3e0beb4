package dev.weir.evidence;

import dev.weir.flow.FlowField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records of one reading that nothing can be learned from, for one reason.
 *
 * @param fields what they do not name
 * @param byFormat whether their log format has no column for it, so that no rule comes of anything in that format; else they
 *     have the columns and say {@code -}
 * @param strange the columns of that format that are no fields of flow logs: a misspelt one may be among them
 * @param records how many; 0 where such a format had nothing but NODATA and SKIPDATA
 * @param inputs the names of the objects that they stood in, each once however many threads read it
 */
public record Loss(Set<FlowField> fields, boolean byFormat, List<String> strange, long records, Set<String> inputs) {

    public Loss {
        fields = Set.copyOf(fields);
        strange = List.copyOf(strange);
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
    }

    /** The alphabetically first of the objects. */
    public String input() {
        return inputs.iterator().next();
    }

    /**
     * Whether it is traffic of somebody's that was lost. A record that names {@code -} for its interface may be a regional NAT
     * gateway's, which is associated with no group (VPC User Guide, flow log records, {@code interface-id}).
     */
    public boolean isOfSomebody() {
        return byFormat || !fields.equals(Set.of(FlowField.INTERFACE_ID));
    }

    /** Losses of several readers, those for the same reason as one; the order does not depend on who read what. */
    public static List<Loss> merged(Collection<Loss> losses) {
        record Reason(Set<FlowField> fields, boolean byFormat, List<String> strange) {}

        Map<Reason, List<Loss>> byReason = new LinkedHashMap<>();
        for (Loss loss : losses) {
            byReason.computeIfAbsent(new Reason(loss.fields, loss.byFormat, loss.strange), unused -> new ArrayList<>())
                    .add(loss);
        }
        List<Loss> merged = new ArrayList<>();
        byReason.values().forEach(same -> merged.add(sum(same)));
        merged.sort(Comparator.comparing(Loss::input)
                .thenComparing(Loss::byFormat)
                .thenComparing(loss -> loss.strange.toString())
                .thenComparing(loss -> loss.fields.stream().sorted().toList().toString()));
        return merged;
    }

    private static Loss sum(List<Loss> same) {
        Loss one = same.get(0);
        Set<String> inputs = new TreeSet<>();
        same.forEach(loss -> inputs.addAll(loss.inputs));
        long records = same.stream().mapToLong(Loss::records).sum();
        return new Loss(one.fields, one.byFormat, one.strange, records, inputs);
    }
}
