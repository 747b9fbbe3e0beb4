package dev.weir.traffic;

import dev.weir.evidence.EntryTable;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of each (protocol, address, port), as bits that are only ever added; IPv4 in flat {@code long}s, IPv6 as objects,
 * of which there are fewer.
 *
 * <pre>
 * an IPv4 slot   facts 8 | protocol 8 | address 32 | port 16; 0 is an empty slot
 * </pre>
 */
final class AddressPorts {

    private static final int FACTS = 56;
    private static final long VALUE = (1L << FACTS) - 1;

    private record Wide(int protocol, long high, long low, int port) {}

    private long[] slots = new long[1 << 10];
    private int size;
    private final Map<Wide, Integer> wide = new HashMap<>();

    /** Adds one fact, a bit of 1 to 128. */
    void add(int fact, int family, int protocol, long high, long low, int port) {
        if (family == 6) {
            wide.merge(new Wide(protocol, high, low, port), fact, (one, other) -> one | other);
            return;
        }
        long value = value(protocol, low, port);
        int slot = find(value);
        if (slots[slot] == 0) {
            slots[slot] = value;
            size++;
        }
        slots[slot] |= (long) fact << FACTS;
        if (3 * size > 2 * slots.length) {
            grow();
        }
    }

    /** Whether this fact was added. */
    boolean has(int fact, int family, int protocol, long high, long low, int port) {
        if (family == 6) {
            return (wide.getOrDefault(new Wide(protocol, high, low, port), 0) & fact) != 0;
        }
        return (slots[find(value(protocol, low, port))] >>> FACTS & fact) != 0;
    }

    /** The slot that has this value, or the empty one where it would stand. */
    private int find(long value) {
        int slot = EntryTable.hash(value, 0) & (slots.length - 1);
        while (slots[slot] != 0 && (slots[slot] & VALUE) != value) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        for (long kept : before) {
            if (kept != 0) {
                slots[find(kept & VALUE)] = kept;
            }
        }
    }

    private static long value(int protocol, long low, int port) {
        return (long) protocol << 48 | low << 16 | port;
    }
}
