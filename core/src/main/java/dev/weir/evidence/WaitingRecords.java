package dev.weir.evidence;

import dev.weir.flow.FlowRecord;

/** Records on their way to their entries, as {@link WaitingKeys} says. */
final class WaitingRecords {

    /** What a record counts as: bit 0 toward, bits 1-2 certain, bit 3 port only, bits 8-15 paths. */
    static final int TOWARD = 1;

    static final int SYN = 1 << 1;
    static final int SYN_ACK = 2 << 1;
    static final int PORT_ONLY = 1 << 3;

    private final WaitingKeys keys;
    private final long[] counts = new long[WaitingKeys.MOST];
    private final long[] bytes = new long[WaitingKeys.MOST];
    private final long[] packets = new long[WaitingKeys.MOST];
    private final int[] starts = new int[WaitingKeys.MOST];
    private final int[] ends = new int[WaitingKeys.MOST];
    private final int[] kinds = new int[WaitingKeys.MOST];
    private final int[] opposites = new int[WaitingKeys.MOST];
    private final int[] services = new int[WaitingKeys.MOST];

    private WaitingRecords(WaitingKeys keys) {
        this.keys = keys;
    }

    /** Records on their way to {@link Evidence#narrow}. */
    static WaitingRecords narrow() {
        return new WaitingRecords(WaitingKeys.narrow());
    }

    /** Records on their way to {@link Evidence#wide}. */
    static WaitingRecords wide() {
        return new WaitingRecords(WaitingKeys.wide());
    }

    /** Takes what is filed of a record by four words of addresses, else like {@link #put}. */
    void put(
            Evidence evidence,
            long key,
            long place,
            long peerHigh,
            long peerLow,
            long otherHigh,
            long otherLow,
            FlowRecord record,
            int second,
            int end,
            int kind,
            int opposite,
            int service) {
        int i = keys.put(key, place, peerHigh, peerLow, otherHigh, otherLow);
        put(evidence, i, record, second, end, kind, opposite, service);
    }

    /**
     * Takes what is filed of a record.
     *
     * @param opposite the port of the other end, or -1
     * @param service the AWS service in the tokens of the evidence, or -1
     */
    void put(
            Evidence evidence,
            long key,
            long place,
            FlowRecord record,
            int second,
            int end,
            int kind,
            int opposite,
            int service) {
        put(evidence, keys.put(key, place), record, second, end, kind, opposite, service);
    }

    private void put(
            Evidence evidence, int i, FlowRecord record, int second, int end, int kind, int opposite, int service) {
        counts[i] = record.count();
        bytes[i] = Math.max(0, record.bytes());
        packets[i] = Math.max(0, record.packets());
        starts[i] = second;
        ends[i] = end;
        kinds[i] = kind;
        opposites[i] = opposite;
        services[i] = service;
        if (keys.isFull()) {
            flush(evidence);
        }
    }

    /** Files all that wait; others may be filing into the same evidence. */
    void flush(Evidence evidence) {
        if (keys.size() > 0) {
            EntryTable table = keys.table(evidence);
            keys.touch(table);
            synchronized (evidence) {
                flush(evidence, table);
            }
        }
    }

    private void flush(Evidence evidence, EntryTable table) {
        for (int i = 0; i < keys.size(); i++) {
            int entry = keys.find(table, i);
            int kind = kinds[i];
            if ((kind & PORT_ONLY) == 0) {
                table.count(
                        entry,
                        counts[i],
                        (kind & TOWARD) != 0,
                        kind >>> 1 & 3,
                        bytes[i],
                        packets[i],
                        starts[i],
                        ends[i],
                        kind >>> 8);
                if (services[i] >= 0) {
                    evidence.service(table, entry, services[i]);
                }
            }
            if (opposites[i] >= 0) {
                table.addPort(entry, opposites[i]);
            }
        }
        keys.clear();
    }
}
