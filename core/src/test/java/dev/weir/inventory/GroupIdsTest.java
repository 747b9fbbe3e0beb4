package dev.weir.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated ids, against a set of them. */
class GroupIdsTest {

    @ParameterizedTest(name = "{0} ids")
    @ValueSource(ints = {0, 1, 2, 3, 17, 1_023, 1_024, 1_025, 5_000, 70_000})
    void tellsTheIdsThatCameTwiceAndNoOther(int count) {
        SplittableRandom random = new SplittableRandom(count);
        GroupIds ids = new GroupIds();
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String id = "sg-\u00e9".substring(0, 3 + i % 2) + random.nextInt(3 * count);
            ids.add(id);
            if (!once.add(id)) {
                twice.add(id);
            }
        }

        assertThat(ids.hasRepeats()).isEqualTo(!twice.isEmpty());
        for (String id : once) {
            assertThat(ids.isRepeated(id)).as(id).isEqualTo(twice.contains(id));
        }
        assertThat(ids.isRepeated("sg-never")).isFalse();
    }

    @Test
    void countsWhatComesAfterItWasAsked() {
        GroupIds ids = new GroupIds();
        ids.add("sg-1");
        assertThat(ids.hasRepeats()).isFalse();

        ids.add("sg-1");

        assertThat(ids.isRepeated("sg-1")).isTrue();
    }
}
