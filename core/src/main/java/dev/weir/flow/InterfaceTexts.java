package dev.weir.flow;

import java.util.Arrays;

/**
 * What the last line of each interface said of it: its id, and beside it account, network, instance, tags
 * ({@link FlowField#isOfInterface}).
 *
 * <p>Nearly every line of an interface repeats it, so neighbouring columns are compared at once with what is expected, and
 * neither parted nor looked up. A line that says something else gets a new version number, by which a receiver tells that it
 * has to look. One flat row for each interface, found by its id: one wait for memory, however many texts.
 *
 * <pre>
 * PROGRAM   the program that read the texts, 0 for none
 * VERSION   differs for every row and for everything that a row ever held
 * TOKEN     the length of the id 32 | its token + 1, 0 for a free row
 * ID        the id, the last word filled with zeros
 * LENGTHS   of up to eight stretches of columns, a byte each
 * PLACES    the word where each begins, counted from the row, a byte each
 * TEXT      the stretches; the last word of each is filled with zeros
 * </pre>
 */
final class InterfaceTexts {

    private static final int PROGRAM = 0;
    private static final int VERSION = 1;
    private static final int TOKEN = 2;
    private static final int ID = 3;
    private static final int LENGTHS = 6;
    private static final int PLACES = 7;
    private static final int TEXT = 8;
    private static final int WORDS = 32;

    /** The longest id that is kept, in bytes. */
    private static final int LONGEST_ID = (LENGTHS - ID) * 8;

    private static final int STRETCHES = 8;

    /** The most rows, and so 16 MiB; the texts of more interfaces than three quarters of it are read each time. */
    private static final int MOST = 1 << 16;

    /** How far a row may stand from its place: ids made to collide are read each time, and slow down nothing else. */
    private static final int PROBES = 32;

    private int capacity = 1 << 6;
    private long[] rows = new long[capacity * WORDS];
    private int used;
    private long versions;

    /** Where the row of the interface with this id stands, or -1 if there is none. */
    int find(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < 8 || length > LONGEST_ID) {
            return -1;
        }
        long first = EightBytes.at(bytes, from);
        long second = EightBytes.start(bytes, from + 8, length - 8);
        long third = length <= 16 ? 0 : EightBytes.start(bytes, from + 16, length - 16);
        int row = hash(EightBytes.at(bytes, to - 8), capacity);
        for (int probe = 0; probe < PROBES; probe++) {
            int at = row * WORDS;
            long token = rows[at + TOKEN];
            long differences = rows[at + ID] ^ first
                    | rows[at + ID + 1] ^ second
                    | rows[at + ID + 2] ^ third
                    | token >>> 32 ^ length;
            if (differences == 0) {
                return at;
            }
            if (token == 0) {
                return -1;
            }
            row = row + 1 & capacity - 1;
        }
        return -1;
    }

    /** The row of an interface that has none yet, or -1 if there is no room. */
    int add(byte[] bytes, int from, int to, int token) {
        int length = to - from;
        if (length < 8 || length > LONGEST_ID || !hasRoom()) {
            return -1;
        }
        int at = free(hash(EightBytes.at(bytes, to - 8), capacity));
        if (at < 0) {
            return -1;
        }
        used++;
        rows[at + TOKEN] = (long) length << 32 | token + 1;
        for (int done = 0; done < length; done += 8) {
            rows[at + ID + done / 8] = EightBytes.start(bytes, from + done, length - done);
        }
        return at;
    }

    private boolean hasRoom() {
        if (used < capacity / 2) {
            return true;
        }
        if (capacity == MOST) {
            return used < MOST / 4 * 3;
        }
        long[] before = rows;
        capacity *= 2;
        rows = new long[capacity * WORDS];
        for (int at = 0; at < before.length; at += WORDS) {
            int to = before[at + TOKEN] == 0 ? -1 : free(hash(lastWord(before, at), capacity));
            if (to >= 0) {
                System.arraycopy(before, at, rows, to, WORDS);
            }
        }
        return true;
    }

    /** The last eight bytes of a kept id. */
    private static long lastWord(long[] rows, int at) {
        int length = (int) (rows[at + TOKEN] >>> 32);
        int word = at + ID + (length - 8) / 8;
        int shift = length % 8 * 8;
        return shift == 0 ? rows[word] : rows[word] >>> shift | rows[word + 1] << 64 - shift;
    }

    private int free(int first) {
        int row = first;
        for (int probe = 0; probe < PROBES; probe++) {
            if (rows[row * WORDS + TOKEN] == 0) {
                return row * WORDS;
            }
            row = row + 1 & capacity - 1;
        }
        return -1;
    }

    /** A version that no interface had yet. */
    long nextVersion() {
        return ++versions;
    }

    private static int hash(long word, int capacity) {
        long mixed = (word ^ word >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & capacity - 1;
    }

    int token(int at) {
        return (int) rows[at + TOKEN] - 1;
    }

    /** Whether the row holds what a line read by this program said. */
    boolean isOf(int at, long program) {
        return rows[at + PROGRAM] == program;
    }

    long version(int at) {
        return rows[at + VERSION];
    }

    /** Where the stretch ends that begins at {@code from} in these bytes, if they say what the row says; else -1. */
    int match(int at, int stretch, byte[] bytes, int from) {
        int end = from + (int) (rows[at + LENGTHS] >>> 8 * stretch & 0xff);
        int word = at + (int) (rows[at + PLACES] >>> 8 * stretch & 0xff);
        int last = end - 8;
        long differences = 0;
        int position = from;
        for (; position < last; position += 8) {
            differences |= EightBytes.at(bytes, position) ^ rows[word++];
        }
        differences |= EightBytes.start(bytes, position, end - position) ^ rows[word];
        return differences == 0 ? end : -1;
    }

    /**
     * Keeps what a line says.
     *
     * @param bounds the beginning and the end of each stretch
     * @return the version, or 0 if it is too long to be kept
     */
    long keep(int at, long program, byte[] bytes, int[] bounds) {
        rows[at + PROGRAM] = 0;
        Arrays.fill(rows, at + LENGTHS, at + WORDS, 0);
        int word = TEXT;
        for (int i = 0; i < bounds.length / 2; i++) {
            int from = bounds[2 * i];
            int length = bounds[2 * i + 1] - from;
            if (i == STRETCHES || word + (length + 7) / 8 > WORDS) {
                return 0;
            }
            rows[at + LENGTHS] |= (long) length << 8 * i;
            rows[at + PLACES] |= (long) word << 8 * i;
            for (int done = 0; done < length; done += 8) {
                rows[at + word++] = EightBytes.start(bytes, from + done, length - done);
            }
        }
        rows[at + PROGRAM] = program;
        return rows[at + VERSION] = nextVersion();
    }
}
