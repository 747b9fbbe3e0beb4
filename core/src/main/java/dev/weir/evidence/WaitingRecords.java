package dev.weir.evidence;

import dev.weir.flow.FlowRecord;

/**
 * Records on their way to their entries. A conversation is rarely in the cache, so records wait until there are many: then one
 * look at each slot, each entry and each port set, so that memory comes while the next is asked for, and only then the updates.
 */
final class WaitingRecords {

    /** What a record counts as: bit 0 toward, bits 1-2 certain, bit 3 port only, bits 8-15 paths. */
    static final int TOWARD = 1;

    static final int SYN = 1 << 1;
    static final int SYN_ACK = 2 << 1;
    static final int PORT_ONLY = 1 << 3;

    private static final int MOST = 128;

    private final long[] keys = new long[MOST];
    private final long[] places = new long[MOST];
    private final int[] hashes = new int[MOST];
    private final long[] bytes = new long[MOST];
    private final long[] packets = new long[MOST];
    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final int[] kinds = new int[MOST];
    private final int[] opposites = new int[MOST];
    private final int[] services = new int[MOST];
    private final long[] handles = new long[MOST];
    /** Of the wide table's records: four words each, the peer and the other end; else empty. */
    private final long[] addresses;

    private int waiting;
    /** The sum of what was touched, so that touching is not optimised away. */
    long touched;

    private WaitingRecords(int words) {
        addresses = new long[words];
    }

    /** Records on their way to {@link Evidence#narrow}. */
    static WaitingRecords narrow() {
        return new WaitingRecords(0);
    }

    /** Records on their way to {@link Evidence#wide}. */
    static WaitingRecords wide() {
        return new WaitingRecords(4 * MOST);
    }

    private boolean isWide() {
        return addresses.length > 0;
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
        int at = 4 * waiting;
        addresses[at] = peerHigh;
        addresses[at + 1] = peerLow;
        addresses[at + 2] = otherHigh;
        addresses[at + 3] = otherLow;
        int hash = EntryTable.hash(key, place, peerHigh, peerLow, otherHigh, otherLow);
        put(evidence, hash, key, place, record, second, end, kind, opposite, service);
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
        put(evidence, EntryTable.hash(key, place), key, place, record, second, end, kind, opposite, service);
    }

    private void put(
            Evidence evidence,
            int hash,
            long key,
            long place,
            FlowRecord record,
            int second,
            int end,
            int kind,
            int opposite,
            int service) {
        int i = waiting++;
        keys[i] = key;
        places[i] = place;
        hashes[i] = hash;
        bytes[i] = Math.max(0, record.bytes());
        packets[i] = Math.max(0, record.packets());
        starts[i] = second;
        ends[i] = end;
        kinds[i] = kind;
        opposites[i] = opposite;
        services[i] = service;
        if (waiting == MOST) {
            flush(evidence);
        }
    }

    /** Files all that wait; others may be filing into the same evidence. */
    void flush(Evidence evidence) {
        if (waiting > 0) {
            synchronized (evidence) {
                flush(evidence, isWide() ? evidence.wide : evidence.narrow);
            }
        }
    }

    private void flush(Evidence evidence, EntryTable table) {
        long sum = 0;
        for (int i = 0; i < waiting; i++) {
            sum += table.touch(hashes[i]);
        }
        for (int i = 0; i < waiting; i++) {
            handles[i] = table.touchEntry(hashes[i]);
        }
        for (int i = 0; i < waiting; i++) {
            sum += table.ports.touch(handles[i]);
        }
        touched += sum;
        for (int i = 0; i < waiting; i++) {
            int entry = find(table, i);
            int kind = kinds[i];
            if ((kind & PORT_ONLY) == 0) {
                table.count(
                        entry,
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
        waiting = 0;
    }

    private int find(EntryTable table, int i) {
        return isWide()
                ? table.find(
                        hashes[i],
                        keys[i],
                        places[i],
                        addresses[4 * i],
                        addresses[4 * i + 1],
                        addresses[4 * i + 2],
                        addresses[4 * i + 3])
                : table.find(hashes[i], keys[i], places[i]);
    }
}
