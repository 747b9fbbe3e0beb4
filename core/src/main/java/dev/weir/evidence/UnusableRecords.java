package dev.weir.evidence;

import dev.weir.flow.FlowField;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many records named too little for a rule, in which hours of the day, and how many of them lacked each needed field. */
public final class UnusableRecords {

    private static final long[] NONE = new long[NeededFields.ALL.size()];

    private long records;
    /** A bit each; of records that belong to no day none. */
    private int hours;
    /** In the order of {@link NeededFields#ALL}; a record that lacks two counts twice. */
    private long[] byField = NONE;

    public long records() {
        return records;
    }

    /** The hours of the day, UTC, that some of them fell into: bit 0 is the first. */
    public int hours() {
        return hours;
    }

    /** How many lacked each field; those that an earlier weir counted are of no field. */
    public Map<FlowField, Long> byField() {
        Map<FlowField, Long> counts = new EnumMap<>(FlowField.class);
        for (int i = 0; i < byField.length; i++) {
            if (byField[i] > 0) {
                counts.put(NeededFields.ALL.get(i), byField[i]);
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    void count(long more, int missing, int moreHours) {
        records = EntryTable.sum(records, more);
        hours |= moreHours;
        for (int i = 0; i < NONE.length; i++) {
            if ((missing & 1 << i) != 0) {
                add(i, more);
            }
        }
    }

    public void merge(UnusableRecords other) {
        records = EntryTable.sum(records, other.records);
        hours |= other.hours;
        for (int i = 0; i < NONE.length; i++) {
            add(i, other.byField[i]);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the shared array stands for "none yet" and is never written
    private void add(int field, long count) {
        if (count > 0) {
            byField = byField == NONE ? NONE.clone() : byField;
            byField[field] = EntryTable.sum(byField[field], count);
        }
    }

    /** Whether the second layout of the file can hold it. */
    boolean isPlain() {
        return hours == 0 && mask() == 0;
    }

    private int mask() {
        int mask = 0;
        for (int i = 0; i < byField.length; i++) {
            mask |= byField[i] > 0 ? 1 << i : 0;
        }
        return mask;
    }

    void write(EvidenceOutput output, int layout) {
        output.number(records);
        if (layout >= Evidence.UNUSABLE_LAYOUT && records > 0) {
            output.number(hours);
            output.number(mask());
            for (long count : byField) {
                if (count > 0) {
                    output.number(count);
                }
            }
        }
    }

    /** Reads what {@link #write} wrote; an earlier layout does not tell the hours, so they may be any of those. */
    void read(EvidenceInput input, int possibleHours) {
        records = input.number(0, Long.MAX_VALUE);
        if (input.version() < Evidence.UNUSABLE_LAYOUT) {
            hours = records > 0 ? possibleHours : 0;
        } else if (records > 0) {
            hours = (int) input.number(0, 0xff_ffff);
            int mask = (int) input.number(0, (1 << NONE.length) - 1);
            for (int i = 0; i < NONE.length; i++) {
                if ((mask & 1 << i) != 0) {
                    add(i, input.number(1, records));
                }
            }
        }
    }
}
