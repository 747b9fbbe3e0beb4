package dev.weir.evidence;

import dev.weir.flow.FlowField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records of one reading that nothing can be learned from, for one reason.
 *
 * @param fields what they do not name
 * @param byFormat whether their log format has no column for it, so that no rule comes of anything in that format; else they
 *     have the columns and say {@code -}
 * @param strange the columns of that format that are no fields of flow logs: a misspelt one may be among them
 * @param records how many; 0 where such a format had nothing but NODATA and SKIPDATA
 * @param inputs how many objects they stood in
 * @param input the alphabetically first of those
 */
public record Loss(
        Set<FlowField> fields, boolean byFormat, List<String> strange, long records, long inputs, String input) {

    public Loss {
        fields = Set.copyOf(fields);
        strange = List.copyOf(strange);
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

        Map<Reason, Loss> byReason = new LinkedHashMap<>();
        for (Loss loss : losses) {
            byReason.merge(new Reason(loss.fields, loss.byFormat, loss.strange), loss, Loss::plus);
        }
        List<Loss> merged = new ArrayList<>(byReason.values());
        merged.sort(Comparator.comparing(Loss::input)
                .thenComparing(Loss::byFormat)
                .thenComparing(loss -> loss.strange.toString())
                .thenComparing(loss -> loss.fields.stream().sorted().toList().toString()));
        return merged;
    }

    private Loss plus(Loss other) {
        String first = input.compareTo(other.input) <= 0 ? input : other.input;
        return new Loss(fields, byFormat, strange, records + other.records, inputs + other.inputs, first);
    }
}
