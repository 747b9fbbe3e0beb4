package dev.weir.flow;

import java.util.Arrays;

/**
 * What the last line of each interface said of it beside the id: account, network, instance, tags
 * ({@link FlowField#isOfInterface}).
 *
 * <p>Nearly every line of an interface repeats it, so neighbouring columns are compared at once with what is expected, and
 * neither parted nor looked up. A line that says something else gets a new version number, by which a receiver tells that it
 * has to look. One flat row for each interface: one wait for memory, however many texts.
 *
 * <pre>
 * NUMBER    the program that read it, 0 for none
 * VERSION   differs for every row and for everything that a row ever held
 * LENGTHS   of up to eight stretches of columns, a byte each
 * PLACES    the word where each begins, counted from the row, a byte each
 * TEXT      the stretches; the last word of each is filled with zeros
 * </pre>
 */
final class InterfaceTexts {

    /** The most stretches that are kept. */
    static final int STRETCHES = 8;

    private static final int NUMBER = 0;
    private static final int VERSION = 1;
    private static final int LENGTHS = 2;
    private static final int PLACES = 3;
    private static final int TEXT = 4;
    private static final int WORDS = 28;

    private long[] rows = new long[64 * WORDS];
    private long versions;

    /** Where the row of the interface with this token stands, or -1 if no line read by this program was kept. */
    int find(int token, long program) {
        int at = token * WORDS;
        return at < rows.length && rows[at + NUMBER] == program ? at : -1;
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
            differences |= Words.at(bytes, position) ^ rows[word++];
        }
        differences |= Words.start(bytes, position, end - position) ^ rows[word];
        return differences == 0 ? end : -1;
    }

    /**
     * Keeps what a line says.
     *
     * @param bounds the beginning and the end of each stretch
     * @return the version, or 0 if it is too long to be kept
     */
    long keep(int token, long program, byte[] bytes, int[] bounds, int stretches) {
        int at = token * WORDS;
        if (at >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(2 * rows.length, at + WORDS));
        }
        rows[at + NUMBER] = 0;
        long lengths = 0;
        long places = 0;
        int word = TEXT;
        for (int i = 0; i < stretches; i++) {
            int from = bounds[2 * i];
            int length = bounds[2 * i + 1] - from;
            if (i == STRETCHES || word + (length + 7) / 8 > WORDS) {
                return 0;
            }
            lengths |= (long) length << 8 * i;
            places |= (long) word << 8 * i;
            for (int done = 0; done < length; done += 8) {
                rows[at + word++] = Words.start(bytes, from + done, length - done);
            }
        }
        rows[at + NUMBER] = program;
        rows[at + LENGTHS] = lengths;
        rows[at + PLACES] = places;
        return rows[at + VERSION] = ++versions;
    }
}
