package dev.weir.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was observed against a map of it. */
class ObservedInputsTest {

    private static ObservedInput input(SplittableRandom random) {
        String digest = random.nextBoolean()
                ? "etag:%032x:%d".formatted(random.nextInt(300), random.nextInt(100))
                : "sha256:%064x|part".formatted(random.nextInt(300));
        return new ObservedInput(
                digest,
                "s3://logs/a/" + random.nextInt(1000) + "_b_c.log.gz",
                random.nextInt(5) == 0 ? Long.MAX_VALUE - random.nextInt(5) : random.nextInt(1000),
                random.nextInt(5) == 0 ? random.nextInt(9) : 0,
                random.nextInt(9) == 0 ? Optional.of("was cut") : Optional.empty());
    }

    @Test
    void areKnownByTheirDigestsAndComeInTheirOrder() {
        for (long seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ObservedInputs inputs = new ObservedInputs();
            TreeMap<String, ObservedInput> model = new TreeMap<>();
            for (int count = random.nextInt(1500); count > 0; count--) {
                ObservedInput input = input(random);
                assertThat(inputs.knows(input.digest())).isEqualTo(model.containsKey(input.digest()));
                assertThat(inputs.add(input)).isEqualTo(model.putIfAbsent(input.digest(), input) == null);
                if (random.nextInt(200) == 0) {
                    assertThat(inputs.sorted()).as("seed %d", seed).isEqualTo(List.copyOf(model.values()));
                }
            }
            ObservedInputs more = new ObservedInputs();
            more.add(input(random));
            more.addAll(inputs);

            assertThat(inputs.sorted()).as("seed %d", seed).isEqualTo(List.copyOf(model.values()));
            assertThat(more.shared(inputs)).isEqualTo(inputs.size());
        }
    }
}
