package dev.weir.traffic;

import dev.weir.evidence.EntryTable;
import dev.weir.evidence.PortSets;

/**
 * How many distinct callers came onto each port of some scope, an interface or all that are associated with the same groups:
 * exact up to {@link PortSets#KEPT}.
 *
 * <pre>
 * a slot   scope 32 | protocol 8 | port 16; 0 is an empty slot
 * </pre>
 */
final class Callers {

    private final PortSets sets = new PortSets();
    private long[] slots = new long[1 << 8];
    private long[] handles = new long[1 << 8];
    private int size;

    /** Notes a caller, by any number of 16 bits that tells it from others. */
    void add(int scope, int protocol, int port, int caller) {
        long value = value(scope, protocol, port);
        int slot = find(value);
        if (slots[slot] == 0) {
            slots[slot] = value;
            size++;
        }
        handles[slot] = sets.add(handles[slot], caller);
        if (3 * size > 2 * slots.length) {
            grow();
        }
    }

    int count(int scope, int protocol, int port) {
        int slot = find(value(scope, protocol, port));
        return slots[slot] == 0 ? 0 : PortSets.count(handles[slot]);
    }

    /** By scope, how many callers came onto ports that have fewer of them than this. */
    int[] crowds(int scopes, int bound) {
        int[] crowds = new int[scopes];
        for (int slot = 0; slot < slots.length; slot++) {
            int count = PortSets.count(handles[slot]);
            if (slots[slot] != 0 && count < bound) {
                crowds[(int) (slots[slot] >>> 24)] += count;
            }
        }
        return crowds;
    }

    private int find(long value) {
        int slot = EntryTable.hash(value, 0) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        long[] beforeHandles = handles;
        slots = new long[2 * before.length];
        handles = new long[slots.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = find(before[i]);
                slots[slot] = before[i];
                handles[slot] = beforeHandles[i];
            }
        }
    }

    private static long value(int scope, int protocol, int port) {
        return (long) scope << 24 | (long) protocol << 16 | port;
    }
}
