package dev.weir.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntryTableTest {

    private static final long SEED = 0x7ab1eL;

    @Test
    void findsWhatAMapFinds() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] likely = new int[1];
        for (int round = 0; round < 20; round++) {
            EntryTable table = EntryTable.narrow();
            Map<List<Long>, Integer> model = new HashMap<>();
            int keys = 1 << random.nextInt(1, 14);
            boolean hasIndex = true;
            for (int step = 0; step < 20_000; step++) {
                long key = random.nextInt(keys) * 0x9E37L;
                long place = EntryTable.place(random.nextInt(3), 20_000);
                int hash = EntryTable.hash(key, place);
                table.touch(new int[] {hash}, 1, likely, new long[1]);
                boolean known = model.containsKey(List.of(key, place));
                int entry = table.find(hash, key, place);

                assertThat(table.is(likely[0], key, place))
                        .as("seed %x, round %d, step %d", SEED, round, step)
                        .isEqualTo(known && hasIndex);
                assertThat(entry)
                        .as("seed %x, round %d, step %d", SEED, round, step)
                        .isEqualTo(model.computeIfAbsent(List.of(key, place), unused -> model.size()));
                hasIndex = random.nextInt(5_000) > 0 || round % 4 > 0;
                if (!hasIndex) {
                    table.dropIndex();
                }
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
    }

    @Test
    void findsAWideEntryByAllOfItsAddresses() {
        SplittableRandom random = new SplittableRandom(SEED);
        EntryTable table = EntryTable.wide();
        Map<List<Long>, Integer> model = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            long high = random.nextInt(3);
            long low = random.nextInt(20);
            long otherHigh = random.nextInt(3);
            long otherLow = random.nextInt(20);
            int entry = table.find(7, EntryTable.place(1, 20_000), high, low, otherHigh, otherLow);

            assertThat(entry)
                    .as("seed %x, step %d", SEED, step)
                    .isEqualTo(model.computeIfAbsent(List.of(high, low, otherHigh, otherLow), unused -> model.size()));
        }
    }

    @Test
    void keepsApartWhatHasTheSameHash() {
        EntryTable table = EntryTable.narrow();
        long place = EntryTable.place(1, 20_000);
        for (int key = 0; key < 500; key++) {
            assertThat(table.find(0xffff_ffff, key, place)).isEqualTo(key);
        }
        for (int key = 0; key < 500; key++) {
            assertThat(table.find(0xffff_ffff, key, place)).isEqualTo(key);
        }
    }

    @Test
    void findsInAnEmptyTableThatGaveItsIndexBack() {
        EntryTable table = EntryTable.narrow();
        table.dropIndex();

        assertThat(table.find(EntryTable.hash(1, 2), 1, 2)).isZero();
        assertThat(table.find(EntryTable.hash(1, 2), 1, 2)).isZero();
        assertThat(table.find(EntryTable.hash(3, 2), 3, 2)).isEqualTo(1);
    }
}
