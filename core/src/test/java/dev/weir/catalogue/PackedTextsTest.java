package dev.weir.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts by number against a list of them, with keys as AWS writes them and with what nobody should. */
class PackedTextsTest {

    private static final String[] PIECES = {
        "s3://logs/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/",
        "111122223333_vpcflowlogs_eu-west-1_fl-0a1b_",
        "20261121T0620Z_",
        "_",
        "/",
        "//",
        "..",
        ".log.gz",
        "etag:",
        "sha256:",
        "\u0000",
        "\u00e9",
        "\u00ff",
        "\u0100",
        "\ud83d\ude00",
        "\ufffd",
        " +%",
        "DEADBEEF",
        "|Optional[2026]"
    };

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int piece = random.nextInt(5); piece > 0; piece--) {
            text.append(
                    random.nextInt(3) == 0
                            ? "%0".concat((1 + random.nextInt(40)) + "x").formatted(random.nextLong())
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void comeBackAsTheyWereAndInOrder() {
        for (long seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PackedTexts packed = new PackedTexts();
            List<String> model = new ArrayList<>();
            for (int count = random.nextInt(3000); count > 0; count--) {
                String text = text(random);
                assertThat(packed.add(text)).isEqualTo(model.size());
                model.add(text);
            }

            assertThat(packed.size()).isEqualTo(model.size());
            assertThat(IntStream.range(0, packed.size()).mapToObj(packed::get))
                    .as("seed %d", seed)
                    .isEqualTo(model);
            assertThat(IntStream.of(packed.sorted()).mapToObj(packed::get))
                    .as("seed %d", seed)
                    .isEqualTo(model.stream().sorted().toList());
        }
    }

    @Test
    void areFoundByWhatTheySay() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PackedTexts packed = new PackedTexts();
            TextIndex index = new TextIndex(packed::get);
            List<String> model = new ArrayList<>();
            for (int count = random.nextInt(2000); count > 0; count--) {
                String text = text(random);
                assertThat(index.find(text)).as("seed %d", seed).isEqualTo(model.indexOf(text));
                if (!model.contains(text)) {
                    model.add(text);
                    assertThat(index.add(text, packed.add(text))).isTrue();
                }
                assertThat(index.add(text, 7)).isFalse();
            }
        }
    }

    @Test
    void areSortedLikeAnyListAndEqualOnesStayInOrder() {
        for (long seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] values =
                    random.ints(random.nextInt(500), 0, 1 + random.nextInt(60)).toArray();

            int[] sorted =
                    NumberSort.sorted(values.length, (one, other) -> Integer.compare(values[one], values[other]));

            assertThat(IntStream.of(sorted).boxed())
                    .as("seed %d", seed)
                    .isEqualTo(IntStream.range(0, values.length)
                            .boxed()
                            .sorted(Comparator.comparing(number -> values[number]))
                            .toList());
        }
    }

    @Test
    void aListOfListsIsAllOfThem() {
        List<Integer> all = MadeList.concatenated(
                List.of(List.of(), List.of(1), List.of(2, 3), List.of(), new MadeList<>(2, place -> 4 + place)));

        assertThat(all).containsExactly(1, 2, 3, 4, 5);
        assertThat(MadeList.at(all, new int[] {4, 0})).containsExactly(5, 1);
        assertThat(MadeList.concatenated(List.<List<Integer>>of())).isEmpty();
    }
}
