package dev.weir.profile;

import java.util.HashSet;
import java.util.Set;

/** A set of (protocol, address, port); IPv4 in flat {@code long}s, IPv6 as objects, of which there are fewer. */
final class AddressPorts {

    private record Wide(int protocol, long high, long low, int port) {}

    private long[] slots = new long[1 << 10];
    private int size;
    private boolean holdsZero;
    private final Set<Wide> wide = new HashSet<>();

    void add(int family, int protocol, long high, long low, int port) {
        if (family == 6) {
            wide.add(new Wide(protocol, high, low, port));
            return;
        }
        long value = value(protocol, low, port);
        if (value == 0) {
            holdsZero = true;
            return;
        }
        if (2 * size >= slots.length) {
            long[] before = slots;
            slots = new long[2 * before.length];
            size = 0;
            for (long kept : before) {
                if (kept != 0) {
                    insert(kept);
                }
            }
        }
        insert(value);
    }

    boolean contains(int family, int protocol, long high, long low, int port) {
        if (family == 6) {
            return wide.contains(new Wide(protocol, high, low, port));
        }
        long value = value(protocol, low, port);
        if (value == 0) {
            return holdsZero;
        }
        int slot = slot(value);
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return true;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }

    private void insert(long value) {
        int slot = slot(value);
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = value;
        size++;
    }

    private int slot(long value) {
        return EntryTable.hash(value, 0) & (slots.length - 1);
    }

    private static long value(int protocol, long low, int port) {
        return (long) protocol << 48 | low << 16 | port;
    }
}
