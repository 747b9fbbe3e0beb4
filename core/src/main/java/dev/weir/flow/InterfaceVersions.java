package dev.weir.flow;

import java.util.Arrays;

/**
 * What the last record of each interface said of it beside its id ({@link FlowField#isOfInterface}), where that comes as tokens:
 * as {@link InterfaceTexts} is for lines, and with numbers from the same series.
 */
final class InterfaceVersions {

    /** The most interfaces that are kept, by token; the records of others are looked at each time. */
    private static final int MOST = 1 << 16;

    private static final int INTERFACE = FlowRecord.slot(FlowField.INTERFACE_ID);

    private final InterfaceTexts series;
    /** Of the fields that records may have. */
    private int[] slots = new int[0];
    /** By token of the interface, a version and what it stands for. */
    private long[] rows = new long[0];

    InterfaceVersions(FlowRecord record) {
        series = record.texts;
    }

    /** Before the first record: that records may have this field. */
    void expect(FlowField field) {
        if (field.isOfInterface()) {
            slots = Arrays.copyOf(slots, slots.length + 1);
            slots[slots.length - 1] = FlowRecord.slot(field);
        }
    }

    /** Gives the record its number. */
    void note(FlowRecord record) {
        long token = record.values[INTERFACE];
        if (token < 0 || token >= MOST) {
            record.interfaceTexts = 0;
            return;
        }
        int[] expected = slots;
        int row = (int) token * (expected.length + 1);
        if (row >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(2 * rows.length, row + 64 * (expected.length + 1)));
        }
        long[] values = record.values;
        long differences = rows[row] == 0 ? 1 : 0;
        for (int i = 0; i < expected.length; i++) {
            differences |= rows[row + 1 + i] ^ values[expected[i]];
        }
        if (differences != 0) {
            rows[row] = series.nextVersion();
            for (int i = 0; i < expected.length; i++) {
                rows[row + 1 + i] = values[expected[i]];
            }
        }
        record.interfaceTexts = rows[row];
    }
}
