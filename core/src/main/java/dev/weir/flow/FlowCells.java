package dev.weir.flow;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column, each read once however many rows have it: a row names the cell that it has.
 *
 * <p>A value is read as {@link FlowRows} reads it; one that is no value of the field is kept as such, and makes each row malformed
 * that needs it.
 */
public final class FlowCells {

    private static final int ADDRESSES = 3;

    final FlowField field;
    final int slot;
    /** By row of the batch, the cell that it has. */
    final int[] at;

    private final FlowRecord reading;
    private final long largest;
    private final boolean isAddress;
    /** As in {@link FlowRecord}; of an address three words: family, upper and lower half. */
    long[] values = new long[0];

    private @Nullable String[] faults = new String[0];
    private int faulty;

    FlowCells(FlowField field, int[] at, FlowRecord reading) {
        this.field = field;
        this.slot = FlowRecord.slot(field);
        this.at = at;
        this.reading = reading;
        this.isAddress = field.kind() == FlowField.Kind.ADDRESS;
        this.largest = field.kind() == FlowField.Kind.NUMBER ? field.largest() : -1;
    }

    boolean isAddress() {
        return isAddress;
    }

    /** Makes this so many cells, none of which has a value. */
    public void clear(int cells) {
        int words = isAddress ? Math.multiplyExact(ADDRESSES, cells) : cells;
        values = values.length >= words ? values : new long[words];
        Arrays.fill(values, FlowRecord.ABSENT);
        faults = new String[0];
        faulty = 0;
    }

    /** A text in UTF-8. */
    public void putText(int cell, byte[] text, int from, int to) {
        if (isAddress) {
            long ipv4 = Ipv6Text.ipv4(text, from, to);
            if (ipv4 >= 0) {
                settle(cell);
                values[ADDRESSES * cell] = 4;
                values[ADDRESSES * cell + 1] = 0;
                values[ADDRESSES * cell + 2] = ipv4;
                return;
            }
        }
        reading.put(field, FlowRecord.ABSENT);
        keep(cell, LooseText.read(text, from, to, field, reading));
    }

    /** A whole number; a time in seconds, or in a finer unit if it would be later than the year 9999. */
    public void put(int cell, long number) {
        if (number >= 0 && number <= largest) {
            settle(cell);
            values[cell] = number;
        } else {
            reading.put(field, FlowRecord.ABSENT);
            keep(cell, LooseText.read(number, field, reading));
        }
    }

    /** A number with a fraction, which only a time may have. */
    public void put(int cell, BigDecimal number) {
        reading.put(field, FlowRecord.ABSENT);
        keep(cell, LooseText.read(number, field, reading));
    }

    /** That there is no value. */
    public void putNothing(int cell) {
        reading.put(field, FlowRecord.ABSENT);
        keep(cell, "");
    }

    /** A value that no number or text can be made of. */
    public void unreadable(int cell, String reason) {
        reading.put(field, FlowRecord.ABSENT);
        keep(cell, reason);
    }

    private void keep(int cell, String fault) {
        settle(cell);
        if (!fault.isEmpty()) {
            int cells = isAddress ? values.length / ADDRESSES : values.length;
            faults = faults.length > 0 ? faults : new String[cells];
            faults[cell] = fault;
            faulty++;
        }
        if (isAddress) {
            values[ADDRESSES * cell] = reading.values[slot];
            values[ADDRESSES * cell + 1] = reading.high[slot];
            values[ADDRESSES * cell + 2] = reading.low[slot];
        } else {
            values[cell] = reading.values[slot];
        }
    }

    /** Forgets that what was in the cell before was no value. */
    private void settle(int cell) {
        if (faulty > 0 && faults[cell] != null) {
            faults[cell] = null;
            faulty--;
        }
    }

    boolean hasFaults() {
        return faulty > 0;
    }

    /** What is wrong with the value, or an empty text. */
    String fault(int cell) {
        String fault = faulty > 0 ? faults[cell] : null;
        return fault == null ? "" : fault;
    }

    /** Whether these rows all have the same cell. */
    boolean isSame(int from, int to) {
        int first = at[from];
        for (int row = from + 1; row < to; row++) {
            if (at[row] != first) {
                return false;
            }
        }
        return true;
    }

    /** Puts the value of a row into a record. */
    void into(FlowRecord record, int row) {
        int cell = at[row];
        if (isAddress) {
            record.values[slot] = values[ADDRESSES * cell];
            record.high[slot] = values[ADDRESSES * cell + 1];
            record.low[slot] = values[ADDRESSES * cell + 2];
        } else {
            record.values[slot] = values[cell];
        }
    }
}
