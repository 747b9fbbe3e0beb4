package dev.weir.gzip;

import java.util.Arrays;

/**
 * A prefix code of RFC 1951 as a table: the next bits of the stream are the index of what they mean.
 *
 * <p>The first {@code 1 << width} entries are found by the next {@code width} bits. A longer code has there the place of a
 * second table, which the bits after those {@code width} index. An entry is one int:
 *
 * <pre>
 *             0-5             6-7          8-15                           16-31
 *   literals  bits to drop    how many: 1  the first                      the second, or 0
 *                             or 2
 *   length    0               0            8-13 bits to drop, extra       16-24 the base, to which the extra bits are
 *                                          included; 15 is 0              added; 26-31 bits of the code
 *   distance  bits to drop,   0            8-13 bits of the code;         16-30 the base
 *             extra included               15 is 0
 *   table     0               0            8-13 bits that index it;       its place
 *                                          14 TABLE, 15 OTHER
 *   end       0               0            8-13 bits to drop; 15 OTHER    16 is 1
 *   invalid   as others of its code        15 OTHER                       16 is 0
 * </pre>
 *
 * <p>Fields are where a shift finds them: a shift of a long looks at six bits of its distance and no others. Nothing but a literal
 * has bits to drop lowest in the code for literals and lengths, so that a reader may drop them before it knows.
 */
final class PrefixCode {

    /** The longest code. */
    static final int LONGEST = 15;

    static final int DROP = 0x3f;
    static final int LITERAL = 0xc0;
    static final int TABLE = 1 << 14;
    static final int OTHER = 1 << 15;
    static final int END = OTHER | 1 << 16;
    static final int INVALID = OTHER;

    /** What each bit of a code adds to an entry that is no literal. */
    static final int LENGTH_UNIT = 1 << 26 | 1 << 8;

    static final int DISTANCE_UNIT = 1 << 8 | 1;
    static final int CODE_LENGTH_UNIT = 1;

    private static final int ONE_LITERAL = 1 << 6;

    /** What stands for a code: the entry without the bits of the code itself. */
    static final int[] LITERALS_AND_LENGTHS = new int[288];

    static final int[] DISTANCES = new int[32];
    static final int[] CODE_LENGTHS = new int[19];

    static {
        for (int literal = 0; literal < 256; literal++) {
            LITERALS_AND_LENGTHS[literal] = ONE_LITERAL | literal << 8;
        }
        LITERALS_AND_LENGTHS[256] = END;
        int base = 3;
        for (int symbol = 257; symbol < 285; symbol++) {
            int extra = Math.max(0, (symbol - 261) >> 2);
            LITERALS_AND_LENGTHS[symbol] = base << 16 | extra << 8;
            base += 1 << extra;
        }
        LITERALS_AND_LENGTHS[285] = 258 << 16;
        LITERALS_AND_LENGTHS[286] = INVALID;
        LITERALS_AND_LENGTHS[287] = INVALID;
        base = 1;
        for (int symbol = 0; symbol < 30; symbol++) {
            int extra = Math.max(0, (symbol - 2) >> 1);
            DISTANCES[symbol] = base << 16 | extra;
            base += 1 << extra;
        }
        DISTANCES[30] = INVALID;
        DISTANCES[31] = INVALID;
        for (int length = 0; length < 19; length++) {
            CODE_LENGTHS[length] = length << 16;
        }
    }

    private final int width;
    private final int[] meanings;
    private final int unit;
    final int[] entries;
    private final int[] counts = new int[LONGEST + 1];
    private final int[] places = new int[LONGEST + 2];
    private final int[] sorted;
    private int left;

    /**
     * A code not yet built.
     *
     * @param width of the first table
     * @param longest code that there will be
     * @param meanings of the symbols
     * @param unit what each bit of a code adds to a meaning that is no literal
     */
    PrefixCode(int width, int longest, int[] meanings, int unit) {
        this.unit = unit;
        this.width = width;
        this.meanings = meanings;
        this.sorted = new int[meanings.length];
        // A second table has at least two of the symbols, and as many entries as its longest code could need.
        this.entries = new int[(1 << width) + (longest > width ? meanings.length / 2 << longest - width : 0)];
    }

    /**
     * Builds the code in which {@code lengths[from, to)} are the bits of the symbols, 0 for none.
     *
     * @return whether it can be read: it is complete, or has no code at all, or one of a single bit
     */
    boolean build(byte[] lengths, int from, int to) {
        Arrays.fill(counts, 0);
        for (int index = from; index < to; index++) {
            counts[lengths[index]]++;
        }
        counts[0] = 0;
        left = 1;
        int longest = 0;
        places[1] = 0;
        for (int length = 1; length <= LONGEST; length++) {
            left = (left << 1) - counts[length];
            if (left < 0) {
                return false;
            }
            longest = counts[length] != 0 ? length : longest;
            places[length + 1] = places[length] + counts[length];
        }
        if (left > 0 && longest > 1) {
            return false;
        }
        for (int index = from; index < to; index++) {
            if (lengths[index] != 0) {
                sorted[places[lengths[index]]++] = meanings[index - from];
            }
        }
        fill(longest);
        return true;
    }

    /** Whether there is exactly one code, so that half of all bits mean nothing. */
    boolean isHalf() {
        return left == 1 << LONGEST - 1;
    }

    /** A table of one bit, doubled for each further one: the codes of a length have one entry each when their turn comes. */
    private void fill(int longest) {
        Arrays.fill(entries, 0, 2, INVALID + unit);
        int next = 0;
        int code = 0;
        for (int length = 1; length <= width; length++) {
            if (length > 1) {
                System.arraycopy(entries, 0, entries, 1 << length - 1, 1 << length - 1);
            }
            for (int number = counts[length]; number > 0; number--) {
                entries[code] = entry(sorted[next++], length);
                code = following(code, length);
            }
        }
        if (longest > width) {
            fillSecond(next, code, longest);
        }
    }

    private void fillSecond(int first, int firstCode, int longest) {
        int next = first;
        int code = firstCode;
        int index = longest - width;
        int place = (1 << width) - (1 << index);
        int prefix = -1;
        for (int length = width + 1; length <= longest; length++) {
            for (int number = counts[length]; number > 0; number--) {
                if ((code & (1 << width) - 1) != prefix) {
                    prefix = code & (1 << width) - 1;
                    place += 1 << index;
                    entries[prefix] = place << 16 | OTHER | TABLE | index << 8;
                }
                int entry = entry(sorted[next++], length - width);
                for (int slot = code >>> width; slot < 1 << index; slot += 1 << length - width) {
                    entries[place + slot] = entry;
                }
                code = following(code, length);
            }
        }
    }

    private int entry(int meaning, int length) {
        return meaning + length * ((meaning & LITERAL) != 0 ? 1 : unit);
    }

    /** The next code of this length, first bit lowest. */
    private static int following(int code, int length) {
        int bit = Integer.highestOneBit(code ^ (1 << length) - 1);
        return bit == 0 ? 0 : code & bit - 1 | bit;
    }

    /** Writes the first table with two literals in an entry where both codes fit its width. */
    void pair(int[] pairs) {
        int size = 1 << width;
        for (int index = 0; index < size; index++) {
            int one = entries[index];
            if ((one & LITERAL) != 0) {
                int two = entries[index >>> one];
                // The second counts if it is a literal whose bits were all there; no branch, for it would be guessed
                // wrong.
                int fits = (one & DROP) + (two & DROP) - width - 1 >> 31 & -(two >>> 6 & 1);
                one += (two & DROP | ONE_LITERAL | (two & 0xff00) << 8) & fits;
            }
            pairs[index] = one;
        }
    }
}
