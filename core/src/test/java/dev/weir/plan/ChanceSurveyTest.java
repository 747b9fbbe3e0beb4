package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.DenialChance;
import dev.weir.plan.ChanceSurvey.Figures;
import dev.weir.world.FlowLog;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What plans say of a denial in the next thirty days is what comes: on worlds that its numbers were not chosen on, each tenth of what
 * was stated happens about as often as stated, nine intervals in ten hold the truth, and it beats knowing how often it happens.
 *
 * <p>The numbers were chosen on the habits of seeds 1 to 240 and on the estates of seeds 1 to 12 and 101 to 124.
 */
class ChanceSurveyTest {

    private static final int OTHERS = 2000;
    private static final FlowLog FLAGS = FlowLog.version5("fl-5", 600);
    private static final FlowLog NONE = FlowLog.version2("fl-2", 600);

    private static Figures habits(int worlds, int futures) {
        return new Figures(IntStream.rangeClosed(OTHERS + 1, OTHERS + worlds)
                .parallel()
                .boxed()
                .flatMap(seed -> ChanceSurvey.ofHabits(seed, futures).stream())
                .toList());
    }

    private static Figures estates(int first, int last, FlowLog flowLog) {
        int[] days = {7, 14, 21, 28};
        return new Figures(IntStream.rangeClosed(first, last)
                .parallel()
                .boxed()
                .flatMap(seed -> ChanceSurvey.ofEstate(
                        seed,
                        days[seed % days.length],
                        flowLog,
                        List.of(PlanSettings.Internet.values()).get(seed / 4 % 3))
                        .stream())
                .toList());
    }

    private static void assertCalibrated(Figures figures, int fewest, double off, double better) {
        assertThat(figures.brier()).isLessThan(better * figures.brierOfBaseRate());
        assertThat(figures.bins(fewest)).hasSizeGreaterThan(2);
        for (Figures bin : figures.bins(fewest)) {
            String what = bin.report("bin");
            assertWithin(bin, what);
            assertThat(Math.abs(bin.baseRate() - bin.probability())).as(what).isLessThan(off);
        }
    }

    /** What happened lies in the interval that was stated on the whole, but for what chance may do to so few. */
    private static void assertWithin(Figures bin, String what) {
        double few = 1.0 / bin.forecasts().size();
        double chance = 2 * Math.sqrt(Math.max(few, bin.baseRate() * (1 - bin.baseRate())) * few);
        assertThat(bin.baseRate()).as(what).isBetween(bin.low() - chance, bin.high() + chance);
    }

    @Test
    void whatIsStatedIsWhatComesInAFewWorlds() {
        Figures figures = habits(24, 50);
        String report = figures.report("24 worlds of habits from seed " + (OTHERS + 1));

        assertThat(figures.coverage()).as(report).isGreaterThanOrEqualTo(DenialChance.CONFIDENCE);
        assertCalibrated(figures, 20, 0.2, 0.9);
    }

    @Test
    @Tag("survey")
    void whatIsStatedIsWhatComes() {
        Figures figures = habits(280, 200);
        System.out.println(figures.report("280 worlds of habits"));

        assertThat(figures.coverage()).isGreaterThanOrEqualTo(DenialChance.CONFIDENCE);
        for (Figures kind : figures.parts(ChanceSurvey.Forecast::kind).values()) {
            assertThat(kind.coverage()).as(kind.report("kind")).isGreaterThan(DenialChance.CONFIDENCE - 0.1);
        }
        assertCalibrated(figures, 40, 0.15, 0.8);
    }

    /** Where nearly every group is denied something, so that nothing beats a forecast that knows it. */
    @Test
    @Tag("survey")
    void andInEstatesOfAnotherMake() {
        for (FlowLog flowLog : List.of(FLAGS, NONE)) {
            Figures figures = estates(OTHERS + 1, OTHERS + 24, flowLog);
            System.out.println(figures.report("24 estates, " + flowLog.id()));

            assertThat(figures.coverage()).isGreaterThanOrEqualTo(DenialChance.CONFIDENCE);
            figures.bins(1).forEach(bin -> assertWithin(bin, bin.report("bin")));
        }
    }
}
