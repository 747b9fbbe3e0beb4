package dev.weir.flow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records that come value by value under named columns: the rows of a table, the members of objects.
 *
 * <p>A row is a record, or malformed and counted, with the first few kept; of the columns that say the same, the first with a
 * value counts.
 */
public final class FlowRows {

    /** How many malformed rows are kept. */
    public static final int SAMPLES = 5;

    private final FlowRecord record;
    private final FlowSink sink;
    private final Set<FlowField> wanted;
    private String fault = "";
    private long records;
    private long malformed;
    private final List<MalformedLine> samples = new ArrayList<>();

    /** Rows that fill {@code record} for {@code sink}. */
    public FlowRows(FlowRecord record, FlowSink sink) {
        this.record = record;
        this.sink = sink;
        this.wanted = sink.fields();
    }

    /** The columns of the rows to come. */
    public void format(FlowLogFormat format) {
        sink.format(format);
    }

    /** Whether a value of this field changes anything. */
    public boolean wants(FlowField field) {
        return wanted.contains(field);
    }

    /** A row begins: nothing is known of it. */
    public void begin() {
        record.clear();
        fault = "";
    }

    /** A value as text. */
    public void put(FlowField field, String value) {
        if (isOpen(field)) {
            note(LooseText.read(value, field, record));
        }
    }

    /** The values of a row, of whose cells the columns are those from this one on. */
    void put(FlowColumns columns, List<String> cells, int first) {
        for (FlowColumns.Column column : columns.known()) {
            for (FlowField field : column.fields()) {
                put(field, cells.get(first + column.index()));
            }
        }
    }

    /** A value as a number with a fraction, which only a time may have. */
    public void put(FlowField field, BigDecimal value) {
        if (isOpen(field)) {
            note(LooseText.read(value, field, record));
        }
    }

    private boolean isOpen(FlowField field) {
        return wanted.contains(field) && !record.has(field);
    }

    private void note(String reason) {
        if (fault.isEmpty()) {
            fault = reason;
        }
    }

    /** The row ends; the answer is whether it is a record. */
    public boolean end(long row) {
        if (!fault.isEmpty()) {
            malformed(row, fault);
            return false;
        }
        take(row);
        return true;
    }

    /** The record is whole. */
    void take(long row) {
        records += record.count();
        record.line(row);
        sink.record(record);
    }

    /** A row that is no record. */
    public void malformed(long row, String reason) {
        malformed += record.count();
        if (samples.size() < SAMPLES) {
            samples.add(new MalformedLine(row, reason));
        }
    }

    /** Whether there was a row. */
    boolean isBegun() {
        return records + malformed > 0;
    }

    /** What came of the object. */
    public FlowReading reading(FlowObject object, Optional<String> declined, Optional<String> problem) {
        return new FlowReading(object.name(), records, malformed, samples, declined, problem);
    }
}
