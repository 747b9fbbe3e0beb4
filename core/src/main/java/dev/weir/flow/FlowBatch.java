package dev.weir.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that come column by column, up to {@link #ROWS} at a time: each row names, in each column, the cell that it has.
 *
 * <p>Of the columns that say the same, the first with a value counts. A row is a record, or malformed and counted.
 */
public final class FlowBatch {

    /** The most rows of a batch: so many of twenty columns fit into a processor's second cache. */
    public static final int ROWS = 2048;

    /** How many rows are brought together at a time: with twenty columns they fit into a processor's first cache. */
    private static final int NEAR = 64;

    private final FlowRows rows;
    private final FlowRecord record;
    /** Into which values are read that go into a cell; with the same tokens. */
    private final FlowRecord reading;

    private final InterfaceVersions versions;
    private final List<FlowCells> columns = new ArrayList<>();
    /** What tells which rows are records, if anything does. */
    private @Nullable FlowCells kind;

    private long taken;
    private boolean hasPassedOver;

    /** Batches that fill {@code record} for {@code sink}. */
    public FlowBatch(FlowRecord record, FlowSink sink) {
        this.rows = new FlowRows(record, sink);
        this.record = record;
        this.reading = new FlowRecord(record.tokens());
        this.versions = new InterfaceVersions(record);
    }

    /** What became of the rows. */
    public FlowRows rows() {
        return rows;
    }

    /**
     * A column after those that are there.
     *
     * @param at by row of a batch, the cell that it has; the caller's, who may give one array to several columns
     */
    public FlowCells column(FlowField field, int[] at) {
        FlowCells column = new FlowCells(field, at, reading);
        columns.add(column);
        versions.expect(field);
        return column;
    }

    /** A column that is no field: only rows with this number there are records, and the others are passed over. */
    public FlowCells only(long number, int[] at) {
        FlowCells column = new FlowCells(FlowField.BYTES, at, reading);
        kind = column;
        taken = number;
        return column;
    }

    /** Whether rows were passed over. */
    public boolean hasPassedOver() {
        return hasPassedOver;
    }

    /** Hands on the rows {@code [from, to)} of the batch, of which the first is this row of the object. */
    public void hand(int from, int to, long row) {
        if (kind == null) {
            handAll(from, to, row);
            return;
        }
        int at = from;
        while (at < to) {
            int begin = at;
            boolean wanted = kind.values[kind.at[at]] == taken;
            while (at < to && (kind.values[kind.at[at]] == taken) == wanted) {
                at++;
            }
            if (wanted) {
                handAll(begin, at, row + begin - from);
            } else {
                hasPassedOver = true;
            }
        }
    }

    private void handAll(int from, int to, long row) {
        record.clear();
        boolean plain = columns.stream().map(column -> column.field).distinct().count() == columns.size();
        List<FlowCells> varied = new ArrayList<>();
        int addresses = 0;
        for (FlowCells column : columns) {
            plain &= !column.hasFaults();
            if (column.isSame(from, to)) {
                column.into(record, from);
            } else if (column.isAddress) {
                varied.add(addresses++, column);
            } else {
                varied.add(column);
            }
        }
        if (plain) {
            plainly(varied.toArray(FlowCells[]::new), addresses, from, to, row);
        } else {
            carefully(from, to, row);
        }
    }

    /**
     * A few rows of one column after the other, and then row by row: what is far apart in memory is asked for at once, and what a
     * record needs lies side by side.
     *
     * @param addresses how many columns are of addresses, which come first
     */
    private void plainly(FlowCells[] varied, int addresses, int from, int to, long row) {
        int width = varied.length;
        int[] slots = new int[width];
        for (int c = 0; c < width; c++) {
            slots[c] = varied[c].slot;
        }
        long[] values = record.values;
        long[] near = new long[NEAR * width];
        for (int begin = from; begin < to; begin += NEAR) {
            int end = Math.min(to, begin + NEAR);
            for (int c = 0; c < width; c++) {
                varied[c].gather(begin, end, near, c, width);
            }
            int place = 0;
            for (int i = begin; i < end; i++) {
                for (int c = 0; c < addresses; c++) {
                    varied[c].into(record, i, near[place++]);
                }
                for (int c = addresses; c < width; c++) {
                    values[slots[c]] = near[place++];
                }
                versions.note(record);
                rows.take(row + i - from);
            }
        }
    }

    /** Where a value is none, or several columns say the same. */
    private void carefully(int from, int to, long row) {
        for (int i = from; i < to; i++) {
            rows.begin();
            String fault = "";
            for (FlowCells column : columns) {
                if (!record.has(column.field)) {
                    column.into(record, i);
                    fault = fault.isEmpty() ? column.fault(i) : fault;
                }
            }
            if (fault.isEmpty()) {
                versions.note(record);
                rows.take(row + i - from);
            } else {
                rows.malformed(row + i - from, fault);
            }
        }
    }
}
