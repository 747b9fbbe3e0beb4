package dev.weir.traffic;

import dev.weir.evidence.EntryTable;
import dev.weir.evidence.PortSets;
import java.util.Arrays;

/**
 * How many distinct callers came onto each port of some scope, an interface or all that are associated with the same groups:
 * exact up to {@link PortSets#KEPT}.
 *
 * <pre>
 * a slot   scope 32 | protocol 8 | port 16; 0 is an empty slot
 *          the handle of the callers
 * </pre>
 */
final class Callers {

    private static final int WORDS = 2;
    private static final int LEAST = WORDS << 8;
    /** So much is kept when all is forgotten. */
    private static final int KEPT = WORDS << 12;

    private final PortSets sets = new PortSets();
    /** Both words of a slot beside each other, since they are rarely in the cache. */
    private long[] slots = new long[LEAST];

    private int size;

    /** Notes a caller, by any number of 16 bits that tells it from others. */
    void add(int scope, int protocol, int port, int caller) {
        add(slot(scope, protocol, port), caller);
    }

    /** Where the callers of a port are kept, until another port is asked for. */
    int slot(int scope, int protocol, int port) {
        long value = value(scope, protocol, port);
        int slot = find(value);
        if (slots[slot] != 0) {
            return slot;
        }
        slots[slot] = value;
        size++;
        if (3 * WORDS * size <= 2 * slots.length) {
            return slot;
        }
        grow();
        return find(value);
    }

    /** Notes a caller in its port's slot. */
    void add(int slot, int caller) {
        slots[slot + 1] = sets.add(slots[slot + 1], caller);
    }

    /** Forgets all. */
    void clear() {
        if (slots.length > KEPT) {
            slots = new long[LEAST];
        } else if (size > 0) {
            Arrays.fill(slots, 0);
        }
        sets.clear();
        size = 0;
    }

    int count(int scope, int protocol, int port) {
        return PortSets.count(slots[find(value(scope, protocol, port)) + 1]);
    }

    /** By scope, how many callers came onto ports that have fewer of them than this. */
    int[] crowds(int scopes, int bound) {
        int[] crowds = new int[scopes];
        for (int slot = 0; slot < slots.length; slot += WORDS) {
            int count = PortSets.count(slots[slot + 1]);
            if (slots[slot] != 0 && count < bound) {
                crowds[(int) (slots[slot] >>> 24)] += count;
            }
        }
        return crowds;
    }

    private int find(long value) {
        int mask = slots.length - 1;
        int slot = WORDS * EntryTable.hash(value, 0) & mask;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = slot + WORDS & mask;
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        for (int i = 0; i < before.length; i += WORDS) {
            if (before[i] != 0) {
                int slot = find(before[i]);
                slots[slot] = before[i];
                slots[slot + 1] = before[i + 1];
            }
        }
    }

    private static long value(int scope, int protocol, int port) {
        return (long) scope << 24 | (long) protocol << 16 | port;
    }
}
