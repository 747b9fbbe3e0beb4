package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that come again, against a comparison of each with the text that really stands there. */
class RecurringTextsTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsOnlyWhatStandsThereAndAfterTwoSightingsAlways(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> known = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            known.add(array(random));
        }
        RecurringTexts<Integer> texts = new RecurringTexts<>();
        int[] sightings = new int[known.size()];
        int found = 0;

        for (int i = 0; i < 2_000; i++) {
            int which = random.nextInt(known.size());
            byte[] text = known.get(which);
            int from = random.nextInt(64);
            byte[] file = new byte[from + text.length + random.nextInt(600)];
            for (int at = 0; at < file.length; at++) {
                file[at] = (byte) ('a' + random.nextInt(3));
            }
            System.arraycopy(text, 0, file, from, text.length);

            int length = texts.find(file, from, file.length);

            if (length == 0) {
                texts.put(file, from, from + text.length, which);
            } else {
                found++;
                assertThat(length).as("seed %s, step %s", seed, i).isEqualTo(text.length);
                assertThat(texts.value()).isEqualTo(which);
            }
            sightings[which]++;
        }
        assertThat(found).as("seed %s", seed).isGreaterThan(500);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {128, 200, 384, 2_000})
    void missesATextThatEndsDifferentlyOrIsCutOff(int size) {
        byte[] text = ("[" + "x".repeat(size - 2) + "]").getBytes(StandardCharsets.US_ASCII);
        RecurringTexts<String> texts = new RecurringTexts<>();
        for (int i = 0; i < 2; i++) {
            assertThat(texts.find(text, 0, text.length)).isZero();
            texts.put(text, 0, text.length, "known");
        }
        byte[] other = text.clone();
        other[size - 1] = 'y';

        assertThat(texts.find(text, 0, text.length)).isEqualTo(size);
        assertThat(texts.find(text, 0, text.length - 1)).isZero();
        assertThat(texts.find(other, 0, other.length)).isZero();
    }

    /** An array that ends with its first closing bracket, alike to others in its beginning. */
    private static byte[] array(SplittableRandom random) {
        StringBuilder text = new StringBuilder("[").append("p".repeat(random.nextInt(3) * 60));
        int size = 1 + random.nextInt(900);
        for (int i = 0; i < size; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
