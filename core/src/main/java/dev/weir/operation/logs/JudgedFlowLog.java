package dev.weir.operation.logs;

import dev.weir.evidence.NeededFields;
import dev.weir.evidence.SourceDay;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.FlowLog;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A flow log, and what is wrong with it.
 *
 * @param log the flow log
 * @param gaps what is wrong, the worst first
 * @param missing fields without which nothing can be learned
 * @param lacking fields without which what is learned is less sure
 */
public record JudgedFlowLog(FlowLog log, Set<FlowLogGap> gaps, Set<FlowField> missing, Set<FlowField> lacking) {

    private static final int TEN_MINUTES = 600;

    public JudgedFlowLog {
        gaps = Collections.unmodifiableSet(new TreeSet<>(gaps));
        missing = Collections.unmodifiableSet(new TreeSet<>(missing));
        lacking = Collections.unmodifiableSet(new TreeSet<>(lacking));
    }

    /** What is wrong with a flow log, where its destination is known to be of another account or not. */
    static JudgedFlowLog of(FlowLog log, boolean elsewhere) {
        EnumSet<FlowLogGap> gaps = EnumSet.noneOf(FlowLogGap.class);
        if (!log.active()) {
            gaps.add(FlowLogGap.NOT_ACTIVE);
        }
        boolean failed =
                !log.delivery().works().orElse(true) || log.delivery().error().isPresent();
        if (failed) {
            gaps.add(FlowLogGap.DELIVERY_FAILED);
        }
        if (log.traffic() == FlowLog.Recorded.REJECT || log.traffic() == FlowLog.Recorded.UNKNOWN) {
            gaps.add(FlowLogGap.REJECT_ONLY);
        } else if (log.traffic() == FlowLog.Recorded.ACCEPT) {
            gaps.add(FlowLogGap.ACCEPT_ONLY);
        }
        FlowLogFormat format = format(log);
        Set<FlowField> missing = NeededFields.lackedBy(format);
        EnumSet<FlowField> lacking = EnumSet.noneOf(FlowField.class);
        SourceDay.WANTED.stream()
                .filter(field -> !format.fields().contains(field) && !missing.contains(field))
                .forEach(lacking::add);
        if (!missing.isEmpty()) {
            gaps.add(FlowLogGap.FIELDS_MISSING);
        }
        if (!lacking.isEmpty()) {
            gaps.add(FlowLogGap.FIELDS_LACKING);
        }
        if (log.aggregation().orElse(TEN_MINUTES) >= TEN_MINUTES) {
            gaps.add(FlowLogGap.AGGREGATION_600);
        }
        if (log.delivery().store() == FlowLog.Store.STREAM) {
            gaps.add(FlowLogGap.STREAM);
        }
        if (elsewhere) {
            gaps.add(FlowLogGap.OTHER_ACCOUNT);
        }
        return new JudgedFlowLog(log, gaps, missing, lacking);
    }

    /** What is no format, or of no field that is known, is taken for AWS's default where it is empty, and else for nothing. */
    private static FlowLogFormat format(FlowLog log) {
        if (log.format().isBlank()) {
            return FlowLogFormat.DEFAULT;
        }
        try {
            return FlowLogFormat.parse(log.format());
        } catch (IllegalArgumentException unknown) {
            return new FlowLogFormat(List.of("unknown"));
        }
    }

    /** Whether something can be learned from it. */
    public boolean isUsable() {
        return gaps.stream().noneMatch(FlowLogGap::blinds);
    }
}
