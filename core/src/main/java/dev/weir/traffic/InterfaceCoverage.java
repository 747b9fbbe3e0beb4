package dev.weir.traffic;

import dev.weir.flow.FlowField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How well one interface was watched.
 *
 * <p>Its life is what is known of it: from its first record, or from the start of the period where an earlier snapshot has it,
 * to its last record, or to the end of the period where a later snapshot has it. An hour that was seen only through records from
 * which nothing can be learned is one of its life, and not observed.
 *
 * @param networkInterface its id
 * @param groups every group that it wore in the period
 * @param attribution how its groups are known
 * @param bornFrom the start of its known life in the period
 * @param livedTo the end of it
 * @param hoursObserved hours of that life with a record that could be used or NODATA
 * @param hoursExpected hours of that life
 * @param days the days with such an hour
 * @param records records that carried traffic
 * @param lost SKIPDATA records, each of which may stand for many
 * @param unusable records that named too little, of hours that no other of its flow logs reported whole
 * @param lacking wanted fields that a format of its flow logs lacked
 * @param owners what its records said about where it belongs, by field: account, VPC, subnet, instance and so on
 */
public record InterfaceCoverage(
        String networkInterface,
        SortedSet<String> groups,
        Attribution attribution,
        Instant bornFrom,
        Instant livedTo,
        long hoursObserved,
        long hoursExpected,
        SortedSet<LocalDate> days,
        long records,
        long lost,
        Unusable unusable,
        Set<FlowField> lacking,
        Map<FlowField, String> owners) {

    /** How the groups of an interface are known. */
    public enum Attribution {
        /** A snapshot has the interface. */
        SNAPSHOT,
        /** No snapshot has it; its records name an instance, service or fleet whose other interfaces are known. */
        OWNER,
        /** Nothing tells. */
        NONE
    }

    public InterfaceCoverage {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
        EnumSet<FlowField> fields = EnumSet.noneOf(FlowField.class);
        fields.addAll(lacking);
        lacking = Collections.unmodifiableSet(fields);
        owners = Map.copyOf(owners);
    }

    /** Whether any flow log reported on it, be it nothing that could be used. */
    public boolean hasFlowLog() {
        return isObserved() || !unusable.isNone();
    }

    /** Whether some hour of it was seen. */
    public boolean isObserved() {
        return hoursObserved > 0;
    }

    public Optional<String> owner(FlowField field) {
        return Optional.ofNullable(owners.get(field));
    }
}
