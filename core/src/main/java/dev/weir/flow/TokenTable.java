package dev.weir.flow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A table of the short texts in flow records (interface ids, account ids, service names), each known by a small number.
 *
 * <p>Numbers count up from 0 in order of first sight, so a receiver can keep an array beside them. The same bytes give the
 * same number for the life of the table. Not for use by two threads at once: every reader thread has its own, and the
 * numbers of two tables mean nothing to each other.
 *
 * <p>The texts come from files: they may hold anything but a space or a line end, and are at most {@link #LONGEST} bytes
 * long. The table is bounded too; when it is full, texts that it already knows still have their numbers.
 */
public final class TokenTable {

    /** The number of no token. */
    public static final int NONE = -1;

    /** The longest text that is taken, in bytes. ARNs are shorter. */
    public static final int LONGEST = 1024;

    /** How many texts a table takes at most, unless told otherwise. */
    public static final int MOST = 1 << 22;

    private static final int FIRST_CAPACITY = 1024;

    private final int most;
    private byte[] bytes = new byte[FIRST_CAPACITY * 16];
    /** Where token i starts in {@link #bytes}; it ends where the next one starts. */
    private int[] starts = new int[FIRST_CAPACITY + 1];

    /** Open addressing: the hash above, below it the token + 1, or 0 for an empty slot. */
    private long[] slots = new long[FIRST_CAPACITY * 4];

    private int size;

    public TokenTable() {
        this(MOST);
    }

    /** A table that takes at most this many texts. */
    public TokenTable(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a token table takes at least 1 token, found " + most);
        }
        this.most = most;
    }

    /** How many texts the table holds; every token is smaller. */
    public int size() {
        return size;
    }

    /** The number of this text, new or known; {@link #NONE} if it is empty, too long or the table is full. */
    public int intern(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return intern(encoded, 0, encoded.length);
    }

    /** The number of the text in {@code source[from, to)}; {@link #NONE} if it is empty, too long or the table is full. */
    public int intern(byte[] source, int from, int to) {
        int length = to - from;
        if (length <= 0 || length > LONGEST) {
            return NONE;
        }
        int hash = hash(source, from, to);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == 0) {
                return add(source, from, to, hash, slot);
            }
            int token = (int) entry - 1;
            if ((int) (entry >>> 32) == hash && equal(source, from, length, token)) {
                return token;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Whether {@code source[from, to)} is the text of this token; false if there is no such token. */
    boolean is(int token, byte[] source, int from, int to) {
        return token >= 0 && token < size && equal(source, from, to - from, token);
    }

    private boolean equal(byte[] source, int from, int length, int token) {
        int start = starts[token];
        if (starts[token + 1] - start != length) {
            return false;
        }
        return EightBytes.equal(bytes, start, source, from, length);
    }

    /**
     * The text of a token. Bytes that are not UTF-8 become the replacement character.
     *
     * @throws IllegalArgumentException if no text has this number
     */
    public String text(int token) {
        if (token < 0 || token >= size) {
            throw new IllegalArgumentException("token " + token + " is not in this table of " + size);
        }
        return new String(bytes, starts[token], starts[token + 1] - starts[token], StandardCharsets.UTF_8);
    }

    private int add(byte[] source, int from, int to, int hash, int slot) {
        int length = to - from;
        int start = starts[size];
        if (size == most || start > Integer.MAX_VALUE - 8 - length) {
            return NONE;
        }
        if (start + length > bytes.length) {
            long enough = Math.max(2L * bytes.length, (long) start + length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, enough));
        }
        if (size + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size + 1);
        }
        System.arraycopy(source, from, bytes, start, length);
        starts[size + 1] = start + length;
        size++;
        slots[slot] = (long) hash << 32 | size;
        if (size * 4L > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        long[] larger = new long[slots.length * 2];
        int mask = larger.length - 1;
        for (long entry : slots) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & mask;
                while (larger[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                larger[slot] = entry;
            }
        }
        slots = larger;
    }

    /** Eight bytes at a time, the last eight again if they overlap; the table is bounded, so a forged collision costs little. */
    private static int hash(byte[] source, int from, int to) {
        long hash = (long) to - from;
        if (hash >= 8) {
            int last = to - 8;
            for (int position = from; position < last; position += 8) {
                hash = (hash ^ EightBytes.at(source, position)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            hash = (hash ^ EightBytes.at(source, last)) * 0x9E3779B97F4A7C15L;
        } else {
            for (int position = from; position < to; position++) {
                hash = hash << 8 | source[position] & 0xff;
            }
            hash *= 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
