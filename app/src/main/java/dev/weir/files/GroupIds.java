package dev.weir.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which security group ids occur more than once, in 8 bytes per id.
 *
 * <p>Ids are kept as 64-bit hashes in an open-addressed table. Two ids with one hash merely look repeated: a repeat is always
 * looked at again by the id itself, so a collision costs time and never an answer.
 */
final class GroupIds {

    private long[] table = new long[1024];
    private int count;
    private long[] repeated = new long[16];
    private int repeats;

    void add(long hash) {
        long key = hash == 0 ? 1 : hash;
        int slot = slot(table, key);
        if (table[slot] == key) {
            addRepeat(key);
            return;
        }
        table[slot] = key;
        count++;
        if (count > table.length / 2) {
            table = grown(table);
        }
    }

    /** Adds the ids of another part of the input. */
    void addAll(GroupIds others) {
        for (long key : others.table) {
            if (key != 0) {
                add(key);
            }
        }
        for (long key : others.repeated) {
            if (key != 0) {
                addRepeat(key);
            }
        }
    }

    private void addRepeat(long key) {
        int slot = slot(repeated, key);
        if (repeated[slot] == key) {
            return;
        }
        repeated[slot] = key;
        repeats++;
        if (repeats > repeated.length / 2) {
            repeated = grown(repeated);
        }
    }

    boolean hasRepeats() {
        return repeats > 0;
    }

    /** Whether this id, or one with its hash, was added twice. */
    boolean isRepeated(String id) {
        if (repeats == 0) {
            return false;
        }
        long hash = hash(id);
        long key = hash == 0 ? 1 : hash;
        return repeated[slot(repeated, key)] == key;
    }

    /** Where a hash starts; then one {@link #step} per character, of which the lower 8 bits count, then {@link #finish}. */
    private static final long HASH_START = 0xcbf29ce484222325L;

    private static long step(long hash, int character) {
        return (hash ^ character) * 0x100000001b3L;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 29;
    }

    /** The hash of an id in UTF-8. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = HASH_START;
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return hash(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            }
            hash = step(hash, bytes[at]);
        }
        return finish(hash);
    }

    private static long hash(String id) {
        long hash = HASH_START;
        for (int i = 0; i < id.length(); i++) {
            hash = step(hash, id.charAt(i) & 0xff);
        }
        return finish(hash);
    }

    private static int slot(long[] table, long key) {
        int mask = table.length - 1;
        int slot = (int) (key >>> 20) & mask;
        while (table[slot] != 0 && table[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long[] grown(long[] table) {
        long[] larger = new long[table.length * 2];
        Arrays.stream(table).filter(key -> key != 0).forEach(key -> larger[slot(larger, key)] = key);
        return larger;
    }
}
