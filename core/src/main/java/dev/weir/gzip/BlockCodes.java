package dev.weir.gzip;

import java.util.Arrays;

/** The two codes of a block: the fixed ones, or those that its header describes. */
final class BlockCodes {

    /** In which order the lengths of the code for lengths stand. */
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int MOST_LITERALS = 286;
    private static final int MOST_DISTANCES = 30;
    private static final int END = 256;

    private static final int LENGTH_WIDTH = 7;

    final PrefixCode literals;
    final PrefixCode distances;
    /** The first table of {@code literals}, two at a time. */
    final int[] pairs;

    private final PrefixCode code =
            new PrefixCode(LENGTH_WIDTH, LENGTH_WIDTH, PrefixCode.CODE_LENGTHS, PrefixCode.CODE_LENGTH_UNIT);
    private final byte[] lengths = new byte[MOST_LITERALS + MOST_DISTANCES + 138];
    private boolean isFixed;

    BlockCodes(int literalWidth, int distanceWidth) {
        literals = new PrefixCode(
                literalWidth, PrefixCode.LONGEST, PrefixCode.LITERALS_AND_LENGTHS, PrefixCode.LENGTH_UNIT);
        distances = new PrefixCode(distanceWidth, PrefixCode.LONGEST, PrefixCode.DISTANCES, PrefixCode.DISTANCE_UNIT);
        pairs = new int[1 << literalWidth];
    }

    /** The codes that need no description. */
    void fixed() {
        if (isFixed) {
            return;
        }
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        literals.build(lengths, 0, 288);
        Arrays.fill(lengths, 0, 32, (byte) 5);
        distances.build(lengths, 0, 32);
        literals.pair(pairs);
        isFixed = true;
    }

    /**
     * Reads the description of a block's codes.
     *
     * @return what is wrong with it, or nothing; the bits may be beyond the source's end
     */
    String read(BitSource source) {
        isFixed = false;
        source.refill();
        int literalCount = 257 + source.take(5);
        int distanceCount = 1 + source.take(5);
        int described = 4 + source.take(4);
        if (literalCount > MOST_LITERALS || distanceCount > MOST_DISTANCES) {
            return "too many length or distance symbols";
        }
        Arrays.fill(lengths, 0, ORDER.length, (byte) 0);
        for (int index = 0; index < described; index++) {
            source.refill();
            lengths[ORDER[index]] = (byte) source.take(3);
        }
        // Without any code each bit stands for a length of 0, and the end will be missing: so zlib reads it.
        if (!code.build(lengths, 0, ORDER.length) || code.isHalf()) {
            return "invalid code lengths set";
        }
        int all = literalCount + distanceCount;
        if (!readLengths(source, all)) {
            return "invalid bit length repeat";
        }
        if (lengths[END] == 0) {
            return "invalid code -- missing end-of-block";
        }
        if (!literals.build(lengths, 0, literalCount)) {
            return "invalid literal/lengths set";
        }
        if (!distances.build(lengths, literalCount, all)) {
            return "invalid distances set";
        }
        literals.pair(pairs);
        return "";
    }

    private boolean readLengths(BitSource source, int all) {
        int have = 0;
        while (have < all) {
            source.refill();
            int entry = code.entries[(int) source.bits & (1 << LENGTH_WIDTH) - 1];
            source.drop(entry & PrefixCode.DROP);
            int symbol = entry >>> 16;
            if (symbol < 16) {
                lengths[have++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && have == 0) {
                return false;
            }
            byte length = symbol == 16 ? lengths[have - 1] : 0;
            int times = symbol == 16 ? 3 + source.take(2) : symbol == 17 ? 3 + source.take(3) : 11 + source.take(7);
            if (have + times > all) {
                return false;
            }
            Arrays.fill(lengths, have, have + times, length);
            have += times;
        }
        return true;
    }
}
