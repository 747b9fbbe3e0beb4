package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list that follows what is published: the plan is proved against what it holds when the plan is made. */
class GrownAndShrunkListTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "10.9.0.0/28, tcp 5432 to 10.9.0.200/32 + tcp 5432 to pl-1",
        "10.9.0.0/24, tcp 5432 to pl-1",
        "10.9.0.64/28, tcp 5432 to 10.9.0.200/32 + tcp 5432 to 10.9.0.9/32"
    })
    void whatTheListNoLongerHoldsIsPlannedByAddress(String entries, String rules) {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0", "tcp 5432 pl-1")
                .prefixList(Fixtures.prefixList("pl-1", entries))
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.9", 5432, day -> true)
                .tcp("eni-1", "10.9.0.200", 5432, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result()).stream().sorted()).containsExactly(rules.split(" \\+ "));
        assertThat(plan.proof().permitsObserved()).contains(true);
    }
}
