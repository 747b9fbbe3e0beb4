package dev.weir.traffic;

import dev.weir.evidence.UnusableRecords;
import dev.weir.flow.FlowField;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Records that carried traffic and from which nothing could be learned.
 *
 * @param records how many
 * @param byField how many of them lacked each field that a rule needs; one may lack several
 */
public record Unusable(long records, Map<FlowField, Long> byField) {

    public static final Unusable NONE = new Unusable(0, Map.of());

    public Unusable {
        EnumMap<FlowField, Long> sorted = new EnumMap<>(FlowField.class);
        sorted.putAll(byField);
        byField = Collections.unmodifiableMap(sorted);
    }

    static Unusable of(UnusableRecords records) {
        return new Unusable(records.records(), records.byField());
    }

    public boolean isNone() {
        return records == 0;
    }

    /** Both together. */
    public Unusable plus(Unusable other) {
        if (other.isNone()) {
            return this;
        }
        Map<FlowField, Long> sum = new EnumMap<>(FlowField.class);
        sum.putAll(byField);
        other.byField.forEach((field, count) -> sum.merge(field, count, Long::sum));
        return new Unusable(records + other.records, sum);
    }
}
