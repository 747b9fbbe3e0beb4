package dev.weir.gzip;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Blocks with codes of any shape, short and long, and symbols drawn from what these codes have. */
final class RandomBlocks {

    private RandomBlocks() {}

    static void write(DeflateWriter writer, SplittableRandom random, boolean last, int symbols, boolean wrong) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            byte[] bytes = new byte[random.nextInt(Math.min(65_536, 4 * symbols))];
            random.nextBytes(bytes);
            writer.stored(last, bytes);
            return;
        }
        if (kind == 1) {
            writer.fixed(last);
        } else {
            int[] literals = lengths(random, 257 + random.nextInt(30), 256);
            int[] distances = lengths(random, 1 + random.nextInt(30), 0);
            if (wrong && random.nextBoolean()) {
                int[] spoilt = random.nextBoolean() ? literals : distances;
                int at = random.nextInt(spoilt.length);
                spoilt[at] = random.nextInt(16);
            }
            writer.dynamic(last, literals, distances, random.nextBoolean());
        }
        int matches = random.nextInt(100);
        for (int index = 0; index < symbols; index++) {
            symbol(writer, random, matches, wrong && random.nextInt(2 * symbols) == 0);
        }
        writer.end();
    }

    private static void symbol(DeflateWriter writer, SplittableRandom random, int matches, boolean wrong) {
        int length = random.nextInt(4) == 0 ? 3 + random.nextInt(256) : 3 + random.nextInt(16);
        int far = Math.min(writer.size(), 32_768);
        int distance = 1 + random.nextInt(random.nextBoolean() ? Math.max(1, far) : Math.max(1, Math.min(far, 40)));
        distance = random.nextInt(20) == 0 && far > 0 ? far : distance;
        distance = wrong ? far + 1 : distance;
        boolean fits = distance <= Math.min(32_768, wrong ? far + 1 : far);
        if (random.nextInt(100) < matches
                && fits
                && writer.has(DeflateWriter.lengthSymbol(length))
                && writer.hasDistance(DeflateWriter.distanceSymbol(distance))) {
            writer.match(length, distance);
            return;
        }
        int literal = random.nextInt(256);
        for (int tries = 0; tries < 256; tries++) {
            if (writer.has(literal)) {
                writer.symbol(literal);
                return;
            }
            literal = literal + 1 & 0xff;
        }
    }

    /** The lengths of a complete code for some of the symbols, {@code needed} among them: leaves of a tree grown at random. */
    private static int[] lengths(SplittableRandom random, int count, int needed) {
        int[] lengths = new int[count];
        int leaves = Math.min(count, 1 + random.nextInt(random.nextBoolean() ? count : Math.min(count, 8)));
        int[] depths = new int[Math.max(1, leaves)];
        int size = 1;
        int bias = random.nextInt(4);
        while (size < leaves) {
            int split = random.nextInt(size);
            for (int tries = 0; tries < bias; tries++) {
                int other = random.nextInt(size);
                split = depths[other] > depths[split] ? other : split;
            }
            if (depths[split] < 15) {
                depths[split]++;
                depths[size++] = depths[split];
            } else {
                bias = 0;
            }
        }
        depths[0] = Math.max(1, depths[0]);
        int[] symbols = new int[count];
        Arrays.setAll(symbols, index -> index);
        for (int index = count - 1; index > 0; index--) {
            int other = random.nextInt(index + 1);
            int symbol = symbols[index];
            symbols[index] = symbols[other];
            symbols[other] = symbol;
        }
        boolean has = false;
        for (int index = 0; index < size; index++) {
            has |= symbols[index] == needed;
        }
        for (int index = 0; index < size; index++) {
            lengths[index == 0 && !has ? needed : symbols[index]] = depths[index];
        }
        return lengths;
    }
}
