package dev.weir.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Evidence is read as it was written, and entries that do not ascend are refused: so no two are one. */
class EvidenceReaderTest {

    /** Of the numbers of an entry, which is its lane, its day, and the difference of its key. */
    private static final int LANE = 0;

    private static final int DAY = 1;
    private static final int KEY = 2;
    /** Of an entry that names addresses, which is the lower half of its second. */
    private static final int ADDRESS = 6;

    @Test
    void whatWasWrittenIsReadAndMergesAsBefore() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Evidence one = random(random);
        Evidence other = random(random);

        Evidence read = Evidence.read(new Tape(one));
        assertThat(new Tape(read).said).as("seed %d", seed).isEqualTo(new Tape(one).said);
        assertThat(new Tape(read.absorb(Evidence.read(new Tape(other)))).said)
                .as("seed %d", seed)
                .isEqualTo(new Tape(one.merge(other)).said);
    }

    @Test
    void entriesThatDoNotAscendAreRefused() {
        for (boolean wide : new boolean[] {false, true}) {
            assertThat(with(wide, KEY, 0, DAY, 7, LANE, 0).narrow.size()).isEqualTo(wide ? 0 : 3);
            assertThat(with(wide, KEY, 1, DAY, 5, LANE, 0).entries()).isEqualTo(3);
            assertThat(with(wide, KEY, 0, DAY, 6, LANE, 1).entries()).isEqualTo(3);
            assertThatThrownBy(() -> with(wide, KEY, 0, DAY, 6, LANE, 0)).hasMessageContaining("its entries are not");
            assertThatThrownBy(() -> with(wide, KEY, 0, DAY, 5, LANE, 1)).hasMessageContaining("its entries are not");
        }
        assertThat(with(true, ADDRESS, 100, KEY, 0, DAY, 5).entries()).isEqualTo(3);
        assertThatThrownBy(() -> with(true, ADDRESS, 98, KEY, 0, DAY, 7)).hasMessageContaining("its entries are not");
    }

    /**
     * Two entries of one interface, lane and key, of days 6 and 7, but the second with these numbers instead of its own, and one of a
     * later key in another lane.
     */
    private static Evidence with(boolean wide, int... changed) {
        Tape tape = new Tape(days(wide, 6, 7));
        int length = tape.said.size() - new Tape(days(wide, 6)).said.size();
        int second = tape.said.size() - 2 * length - (wide ? 0 : 1);
        for (int at = 0; at < changed.length; at += 2) {
            tape.said.set(second + changed[at], (long) changed[at + 1]);
        }
        return Evidence.read(tape);
    }

    private static Evidence days(boolean wide, int... days) {
        Evidence evidence = new Evidence();
        int token = evidence.texts.intern("eni-1");
        int lane = evidence.lanes.find(token, -1, 4, 0, 5, 0, 0, 0);
        int other = evidence.lanes.find(token, -1, 4, 0, 6, 0, 0, 0);
        for (int day : days) {
            put(evidence, wide, 443, EntryTable.place(lane, day));
        }
        put(evidence, wide, 9_999, EntryTable.place(other, 8));
        return evidence;
    }

    private static void put(Evidence evidence, boolean wide, int port, long place) {
        if (wide) {
            evidence.wide.find(EntryTable.key(ServiceSide.PEER, 6, 6, port), place, 1, 2, 3, 99);
        } else {
            long key = EntryTable.key(ServiceSide.PEER, 6, 0xc633_6401L, port);
            evidence.narrow.find(EntryTable.hash(key, place), key, place);
        }
    }

    private static Evidence random(SplittableRandom random) {
        Evidence evidence = new Evidence();
        for (int i = 0; i < 3_000; i++) {
            int token = evidence.texts.intern("eni-" + random.nextInt(9));
            int lane = evidence.lanes.find(token, -1, 4, 0, random.nextInt(3), 0, 0, 0);
            long place = EntryTable.place(lane, 20_000 + random.nextInt(4));
            int port = random.nextInt(20);
            if (random.nextBoolean()) {
                long key = EntryTable.key(ServiceSide.PEER, 6, random.nextInt(20) - 10L & 0xffff_ffffL, port);
                evidence.narrow.find(EntryTable.hash(key, place), key, place);
            } else {
                long high = random.nextInt(3) - 1L;
                evidence.wide.find(
                        EntryTable.key(ServiceSide.LOCAL, 17, 6, port), place, high, random.nextInt(3) - 1L, 0, 0);
            }
        }
        return evidence;
    }

    /** The numbers and texts that evidence is written as, to be read again. */
    private static final class Tape implements EvidenceOutput, EvidenceInput {

        private final List<Object> said = new ArrayList<>();
        private int at;

        Tape(Evidence evidence) {
            evidence.write(this);
        }

        @Override
        public void number(long value) {
            said.add(value);
        }

        @Override
        public void text(String text) {
            said.add(text);
        }

        @Override
        public int version() {
            return 2;
        }

        @Override
        public long number() {
            return (Long) said.get(at++);
        }

        @Override
        public String text() {
            return (String) said.get(at++);
        }
    }
}
