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

    private static final long SIX = -6;

    final FlowField field;
    final int slot;
    /** By row of the batch, the cell that it has. */
    final int[] at;

    private final FlowRecord reading;
    private final long largest;
    final boolean isAddress;
    /** As in {@link FlowRecord}; an IPv4 address as its number, and {@link #SIX} for an IPv6 address. */
    long[] values = new long[0];

    /** By cell, both halves of an IPv6 address; empty until there is one. */
    private long[] halves = new long[0];

    private @Nullable String[] faults = new String[0];
    private int faulty;
    /** Whose cells the rows have: mostly its own. */
    private FlowCells its = this;

    FlowCells(FlowField field, int[] at, FlowRecord reading) {
        this.field = field;
        this.slot = FlowRecord.slot(field);
        this.at = at;
        this.reading = reading;
        this.isAddress = field.kind() == FlowField.Kind.ADDRESS;
        this.largest = field.kind() == FlowField.Kind.NUMBER ? field.largest() : -1;
    }

    /** Makes this so many cells, none of which has a value. */
    public void clear(int cells) {
        values = values.length >= cells ? values : new long[cells];
        Arrays.fill(values, 0, cells, FlowRecord.ABSENT);
        halves = new long[0];
        faults = new String[0];
        faulty = 0;
        its = this;
    }

    /**
     * Lets each row have the cell that it has in another column, which says the same of every row; until the next {@link #clear}.
     *
     * @param other a column before this one, so that it is the one to say what is wrong with a value; both of addresses, or of one field
     */
    public void repeat(FlowCells other) {
        its = other.its;
    }

    /** A text in UTF-8. */
    public void putText(int cell, byte[] text, int from, int to) {
        if (isAddress) {
            long ipv4 = Ipv4Text.parse(text, from, to);
            if (ipv4 >= 0) {
                settle(cell);
                values[cell] = ipv4;
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

    /** As {@link #put(int, long)} for many cells: numbers that stand one after the other, little-endian and signed, in 4 or 8 bytes each. */
    public void put(int first, int count, byte[] bytes, int from, int width) {
        for (int i = 0; i < count; i++) {
            int at = from + i * width;
            long number = width == Integer.BYTES ? EightBytes.intAt(bytes, at) : EightBytes.at(bytes, at);
            if (number >= 0 && number <= largest && faulty == 0) {
                values[first + i] = number;
            } else {
                put(first + i, number);
            }
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
            faults = faults.length > 0 ? faults : new String[values.length];
            faults[cell] = fault;
            faulty++;
        }
        long value = reading.values[slot];
        if (isAddress && value == 6) {
            halves = halves.length > 0 ? halves : new long[Math.multiplyExact(2, values.length)];
            halves[2 * cell] = reading.high[slot];
            halves[2 * cell + 1] = reading.low[slot];
            value = SIX;
        } else if (isAddress && value == 4) {
            value = reading.low[slot];
        }
        values[cell] = value;
    }

    /** Forgets that what was in the cell before was no value. */
    private void settle(int cell) {
        if (faulty > 0 && faults[cell] != null) {
            faults[cell] = null;
            faulty--;
        }
    }

    boolean hasFaults() {
        return its.faulty > 0;
    }

    /** What is wrong with the value of a row, or an empty text. */
    String fault(int row) {
        String fault = its.faulty > 0 ? its.faults[its.at[row]] : null;
        return fault == null ? "" : fault;
    }

    /** Whether these rows all have the same cell. */
    boolean isSame(int from, int to) {
        int[] cells = its.at;
        int first = cells[from];
        for (int row = from + 1; row < to; row++) {
            if (cells[row] != first) {
                return false;
            }
        }
        return true;
    }

    /** Lays what the cells of these rows hold into {@code near}, from {@code first} on, each {@code step} after the other. */
    void gather(int from, int to, long[] near, int first, int step) {
        long[] held = its.values;
        int[] cells = its.at;
        int place = first;
        for (int row = from; row < to; row++) {
            near[place] = held[cells[row]];
            place += step;
        }
    }

    /** Puts the value of a row into a record. */
    void into(FlowRecord record, int row) {
        into(record, row, its.values[its.at[row]]);
    }

    /** The same, of which {@code value} was gathered before. */
    void into(FlowRecord record, int row, long value) {
        if (isAddress) {
            addressInto(record, row, value);
        } else {
            record.values[slot] = value;
        }
    }

    private void addressInto(FlowRecord record, int row, long value) {
        if (value >= 0) {
            record.values[slot] = 4;
            record.high[slot] = 0;
            record.low[slot] = value;
        } else if (value == SIX) {
            int cell = its.at[row];
            record.values[slot] = 6;
            record.high[slot] = its.halves[2 * cell];
            record.low[slot] = its.halves[2 * cell + 1];
        } else {
            record.values[slot] = FlowRecord.ABSENT;
        }
    }
}
