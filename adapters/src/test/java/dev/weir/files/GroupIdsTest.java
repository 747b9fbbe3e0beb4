package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated ids, against a set of them. */
class GroupIdsTest {

    private static long hash(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return GroupIds.hash(bytes, 0, bytes.length);
    }

    @ParameterizedTest(name = "{0} ids")
    @ValueSource(ints = {0, 1, 2, 3, 17, 1_023, 1_024, 1_025, 5_000, 70_000})
    void tellsTheIdsThatCameTwiceAndNoOther(int count) {
        SplittableRandom random = new SplittableRandom(count);
        GroupIds ids = new GroupIds();
        GroupIds rest = new GroupIds();
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String id = "sg-\u00e9".substring(0, 3 + i % 2) + random.nextInt(3 * count);
            (random.nextInt(3) == 0 ? rest : ids).add(hash(id));
            if (!once.add(id)) {
                twice.add(id);
            }
        }

        ids.addAll(rest);

        assertThat(ids.hasRepeats()).isEqualTo(!twice.isEmpty());
        for (String id : once) {
            assertThat(ids.isRepeated(id)).as(id).isEqualTo(twice.contains(id));
        }
        assertThat(ids.isRepeated("sg-never")).isFalse();
    }

    @Test
    void countsWhatComesAfterItWasAsked() {
        GroupIds ids = new GroupIds();
        ids.add(hash("sg-1"));
        assertThat(ids.hasRepeats()).isFalse();

        ids.add(hash("sg-1"));

        assertThat(ids.isRepeated("sg-1")).isTrue();
    }

    @Test
    void findsRepeatsAmongHashesOfOneBucket() {
        GroupIds ids = new GroupIds();
        for (int i = 0; i < 3_000; i++) {
            ids.add(i);
        }
        assertThat(ids.hasRepeats()).isFalse();

        ids.add(0);

        assertThat(ids.hasRepeats()).isTrue();
    }
}
