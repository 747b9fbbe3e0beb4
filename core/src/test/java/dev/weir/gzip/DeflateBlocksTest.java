package dev.weir.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams written bit by bit, most of which no compressor writes: accepted if and only if zlib accepts them. */
class DeflateBlocksTest {

    private static final int ALONE = 1 << 20;

    private static Inflated agreed(String what, byte[] gzip) {
        SplittableRandom random = new SplittableRandom(gzip.length);
        Inflated zlib = Inflated.byZlib(gzip);
        for (int size : new int[] {ALONE, 1, 40}) {
            assertThat(Inflated.of(gzip, size, ALONE, random)).as(what).isEqualTo(zlib);
        }
        return zlib;
    }

    private static int[] lengths(int count, int... symbolsAndLengths) {
        int[] lengths = new int[count];
        for (int index = 0; index < symbolsAndLengths.length; index += 2) {
            lengths[symbolsAndLengths[index]] = symbolsAndLengths[index + 1];
        }
        return lengths;
    }

    /** Two literals, a length of 3, a length of 258, the end. */
    private static int[] literals() {
        return lengths(286, 'a', 2, 'b', 2, 256, 2, 257, 3, 285, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 255, 257, 258, 4096, 32506, 32767, 32768})
    void copiesFromEveryDistance(int distance) {
        DeflateWriter writer = new DeflateWriter();
        SplittableRandom random = new SplittableRandom(distance);
        writer.fixed(true);
        for (int index = 0; index < distance; index++) {
            writer.symbol(random.nextInt(256));
        }
        for (int length = 3; length <= 258; length++) {
            writer.match(length, distance);
        }
        writer.end();

        Inflated inflated = agreed("distance " + distance, writer.gzip());

        assertThat(inflated.end()).isEqualTo(Inflated.End.WELL);
        assertThat(inflated.bytes()).isEqualTo(writer.text());
    }

    @Test
    void copiesEveryOverlapAtEveryPlaceOfTheWindow() {
        for (int distance = 1; distance <= 40; distance++) {
            DeflateWriter writer = new DeflateWriter();
            writer.fixed(true);
            for (int index = 0; index < 40; index++) {
                writer.symbol('a' + index);
            }
            while (writer.size() < 150_000) {
                writer.match(3 + writer.size() % 256, distance).symbol(writer.size() & 0xff);
            }
            writer.end();

            assertThat(agreed("distance " + distance, writer.gzip()).bytes()).isEqualTo(writer.text());
        }
    }

    @Test
    void refusesWhatReachesBeforeTheBeginning() {
        for (int size : new int[] {1, 2, 100, 32767}) {
            DeflateWriter writer = new DeflateWriter().fixed(true);
            for (int index = 0; index < size; index++) {
                writer.symbol(index & 0xff);
            }
            byte[] gzip = writer.match(3, size + 1).end().gzip();

            assertThat(agreed("one before " + size, gzip).message())
                    .isEqualTo("corrupt gzip: invalid distance too far back");
        }
    }

    @Test
    void refusesTheSetsOfCodesThatZlibRefuses() {
        int[] one = lengths(1, 0, 1);
        List<Consumer<DeflateWriter>> streams = new ArrayList<>();
        // One code of one bit, or none, is enough for the distances, if nobody uses what is missing.
        streams.add(w ->
                w.dynamic(true, literals(), one, true).symbol('a').match(3, 1).end());
        streams.add(w -> w.dynamic(true, literals(), one, true)
                .symbol('a')
                .symbol(257)
                .bits(1, 1)
                .end());
        streams.add(
                w -> w.dynamic(true, literals(), lengths(1), true).symbol('a').end());
        streams.add(w -> w.dynamic(true, literals(), lengths(1), true)
                .symbol('a')
                .symbol(257)
                .bits(0, 1)
                .end());
        streams.add(w -> w.dynamic(true, literals(), lengths(2, 0, 2, 1, 2), true)
                .symbol('a')
                .end());
        streams.add(w ->
                w.dynamic(true, literals(), lengths(1, 0, 2), true).symbol('a').end());
        streams.add(w -> w.dynamic(true, literals(), lengths(3, 0, 1, 1, 1, 2, 1), true)
                .symbol('a')
                .end());
        streams.add(w -> w.dynamic(true, literals(), lengths(4, 0, 15, 3, 1), true)
                .symbol('a')
                .end());
        // Literals: the end alone, the end missing, incomplete, too many.
        streams.add(w -> w.dynamic(true, lengths(257, 256, 1), one, true).end());
        streams.add(w -> w.dynamic(true, lengths(257, 256, 1), one, true).bits(1, 1));
        streams.add(w -> w.dynamic(true, lengths(257, 256, 2), one, true).end());
        streams.add(
                w -> w.dynamic(true, lengths(257, 'a', 1, 'b', 1), one, true).symbol('a'));
        streams.add(w -> w.dynamic(true, lengths(257, 'a', 2, 256, 1), one, true)
                .symbol('a')
                .end());
        streams.add(w ->
                w.dynamic(true, lengths(257, 'a', 1, 'b', 1, 256, 1), one, true).end());
        streams.add(
                w -> w.dynamic(true, lengths(257, 'a', 12, 256, 1), one, true).end());
        // More symbols than there are.
        streams.add(
                w -> w.dynamic(true, Arrays.copyOf(literals(), 287), one, true).end());
        streams.add(
                w -> w.dynamic(true, Arrays.copyOf(literals(), 288), one, true).end());
        streams.add(w -> w.dynamic(true, literals(), lengths(31, 0, 1), true).end());
        streams.add(w -> w.dynamic(true, literals(), lengths(30, 0, 1), true)
                .symbol('b')
                .match(258, 1)
                .end());
        streams.add(w -> w.fixed(true).symbol('a').symbol(286).bits(0, 5).end());
        streams.add(w -> w.fixed(true).symbol('a').symbol(287).bits(0, 5).end());
        streams.add(w -> w.fixed(true).symbol('a').symbol(257).distanceCode(30).end());
        streams.add(w -> w.fixed(true).symbol('a').symbol(257).distanceCode(31).end());
        // Kinds of blocks.
        streams.add(w -> w.bits(7, 3));
        streams.add(w -> w.bits(1, 3).bits(0, 5).bits(3, 16).bits(3, 16).bits('x', 24));
        streams.add(w -> w.stored(true, new byte[0]));
        streams.add(w -> w.stored(false, "stored".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .fixed(true)
                .end());
        // A repeat of nothing, and one beyond the end.
        streams.add(w -> w.bits(5, 3).bits(0, 14).bits(1 | 1 << 9, 12).bits(1, 1));
        int wells = 0;
        for (int index = 0; index < streams.size(); index++) {
            DeflateWriter writer = new DeflateWriter();
            streams.get(index).accept(writer);
            byte[] short1 = writer.gzip();
            // Once with its end near, once far away: two loops read it.
            byte[] padded = Arrays.copyOf(short1, short1.length + 200);
            wells += agreed("stream " + index, short1).end() == Inflated.End.WELL ? 1 : 0;
            agreed("stream " + index + ", padded", padded);
        }
        assertThat(wells).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsAnySequenceOfBlocksAsZlibDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int wells = 0;
        for (int round = 0; round < 150; round++) {
            DeflateWriter writer = new DeflateWriter();
            int blocks = 1 + random.nextInt(5);
            int symbols = 1 << random.nextInt(14);
            // One stream in four is wrong somewhere, most often near its end.
            boolean wrong = random.nextInt(4) == 0;
            for (int block = 0; block < blocks; block++) {
                boolean last = block == blocks - 1;
                RandomBlocks.write(writer, random, last, symbols, last && wrong);
            }
            byte[] gzip = writer.gzip();
            String what = "seed " + seed + ", round " + round;
            Inflated zlib = Inflated.byZlib(gzip);
            int inputs = 1 << random.nextInt(18);
            int reads = 1 << random.nextInt(18);

            assertThat(Inflated.of(gzip, inputs, reads, random)).as(what).isEqualTo(zlib);
            if (zlib.end() == Inflated.End.WELL) {
                assertThat(zlib.bytes()).as(what).isEqualTo(writer.text());
                wells++;
            }
        }
        assertThat(wells).as("seed %s", seed).isBetween(90, 149);
    }
}
