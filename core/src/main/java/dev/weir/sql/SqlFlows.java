package dev.weir.sql;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.operation.FailureException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The days of a table of flow logs, each an object of its own.
 *
 * @param engine who answers
 * @param first day, UTC
 * @param last day, which is over
 * @param selection the same days, and whose records are taken
 */
public record SqlFlows(SqlEngine engine, LocalDate first, LocalDate last, FlowSelection selection)
        implements FlowSource {

    /** @throws FailureException if the engine cannot be asked, or the table is none of flow logs */
    @Override
    public Listed list() {
        try {
            FlowTable table = engine.table();
            List<FlowObject> days = new ArrayList<>();
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                days.add(new SqlDay(engine, day, DayStatement.of(table, day, selection)));
            }
            return new Listed(days, 0, PassedOver.NONE, List.of());
        } catch (SqlFailure | IllegalArgumentException failed) {
            throw new FailureException(String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public List<String> named() {
        return List.of(engine.name());
    }
}
