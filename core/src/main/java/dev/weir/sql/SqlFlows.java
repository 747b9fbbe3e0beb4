package dev.weir.sql;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.operation.FailureException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The days of a table of flow logs, each an object of its own.
 *
 * @param engine who answers
 * @param first day, UTC
 * @param last day, which is over
 * @param selection the same days, and whose records are taken
 * @param beforehand hears what asking may cost more than its answer is worth, before anything is asked
 */
public record SqlFlows(
        SqlEngine engine, LocalDate first, LocalDate last, FlowSelection selection, Consumer<String> beforehand)
        implements FlowSource {

    /** @throws FailureException if the engine cannot be asked, or the table is none of flow logs */
    @Override
    public Listed list() {
        try {
            FlowTable table = engine.table();
            if (!table.isIceberg() && new DayColumns(table).of(first).isEmpty()) {
                beforehand.accept("no partition of `" + engine.name()
                        + "` tells a day, so the statement of each day may read all of the table, and be paid for that;"
                        + " files of text are read whole, of Parquet what lies around the day");
            }
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
