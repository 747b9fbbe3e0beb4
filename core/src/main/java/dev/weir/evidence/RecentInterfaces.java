package dev.weir.evidence;

import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import java.util.Arrays;

/**
 * What the last record of each interface was filed under, by the reader's token: the next one is mostly filed the same, which
 * one look at one place tells. What such records add to their {@link SourceDay} waits here.
 *
 * <pre>
 * LANE       the lane 32 | flow log, a token of the reader 32; -1 for none
 * LOW        the local IPv4 address 32 | the packet's 32; or the lower half of the one IPv6 address of both
 * DAY        day since 1970, 16 | hours of the day that the waiting records covered 24 | how many are waiting 24
 * TEXTS      {@link FlowRecord#interfaceTexts}
 * + HIGH     the upper half of an IPv6 address, in rows of that family
 * </pre>
 */
final class RecentInterfaces {

    private static final int LANE = 0;
    private static final int LOW = 1;
    private static final int DAY = 2;
    private static final int TEXTS = 3;
    private static final int HIGH = 4;

    private static final int MOST = 0xff_ffff;

    private final int words;
    private long[] rows = new long[0];

    private RecentInterfaces(int words) {
        this.words = words;
    }

    /** Of records of IPv4, or without an address that is the interface's. */
    static RecentInterfaces narrow() {
        return new RecentInterfaces(TEXTS + 1);
    }

    /** Of records of IPv6. */
    static RecentInterfaces wide() {
        return new RecentInterfaces(HIGH + 1);
    }

    /** Is told what waited. */
    @FunctionalInterface
    interface Spill {
        void spill(int lane, int day, int hours, long records);
    }

    /** The lane of the record, if the last one of its interface said the same of it on the same day; else {@link TokenTable#NONE}. */
    int lane(int token, FlowRecord record, long high, long low, int day) {
        int at = token * words;
        if (at >= rows.length) {
            return TokenTable.NONE;
        }
        long lane = rows[at + LANE];
        long texts = record.interfaceTexts();
        boolean same = (int) lane == record.flowLog()
                & rows[at + LOW] == low
                & (int) (rows[at + DAY] >>> 48) == day
                & ((int) rows[at + DAY] & MOST) != MOST
                & rows[at + TEXTS] == texts
                & texts != 0
                & (words <= HIGH || rows[at + HIGH] == high);
        return same ? (int) (lane >> 32) : TokenTable.NONE;
    }

    /** Counts one record of the same lane and day. */
    void count(int token, int hours) {
        int at = token * words;
        rows[at + DAY] = (rows[at + DAY] | (long) hours << 24) + 1;
    }

    /** Takes another lane, day or text for the interface, once what waited was told. */
    void put(int token, FlowRecord record, int lane, long high, long low, int day, Spill spill) {
        int at = token * words;
        if (at >= rows.length) {
            int before = rows.length;
            rows = Arrays.copyOf(rows, Math.max(2 * before, at + 64 * words));
            Arrays.fill(rows, before, rows.length, -1);
        }
        spill(at, spill);
        rows[at + LANE] = (long) lane << 32 | record.flowLog() & 0xffff_ffffL;
        rows[at + LOW] = low;
        if (words > HIGH) {
            rows[at + HIGH] = high;
        }
        rows[at + DAY] = (long) day << 48;
        rows[at + TEXTS] = record.interfaceTexts();
    }

    /** Tells all that waited. */
    void spill(Spill spill) {
        for (int at = 0; at < rows.length; at += words) {
            spill(at, spill);
        }
    }

    private void spill(int at, Spill spill) {
        long day = rows[at + DAY];
        int records = (int) day & MOST;
        if (rows[at + LANE] != -1 && records > 0) {
            spill.spill((int) (rows[at + LANE] >> 32), (int) (day >>> 48), (int) (day >>> 24) & MOST, records);
            rows[at + DAY] = day >>> 48 << 48;
        }
    }

    /** Forgets everything: the next tokens are another reader's. */
    void clear() {
        rows = new long[0];
    }
}
