package dev.weir.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenialEstimateTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    private static DenialEstimate of(int days) {
        return new DenialEstimate(
                IntStream.range(0, days).mapToObj(FIRST::plusDays).toList());
    }

    private static DenialChance.Stated stated(int days, int fresh) {
        return DenialEstimate.of(days, fresh, fresh).stated().orElseThrow();
    }

    /** By SciPy 1.16: the negative binomial of no event, and the shortest interval over thousandths. */
    @ParameterizedTest
    @CsvSource({
        "7, 0, 0.522, 0.003, 1",
        "7, 3, 0.925, 0.725, 1",
        "14, 0, 0.426, 0, 0.992",
        "28, 0, 0.323, 0, 0.907",
        "28, 1, 0.511, 0.032, 1",
        "90, 0, 0.166, 0, 0.522",
        "90, 12, 0.865, 0.658, 1",
        "365, 0, 0.055, 0, 0.167"
    })
    void saysWhatItsModelSays(int days, int fresh, double probability, double low, double high) {
        assertThat(stated(days, fresh)).isEqualTo(new DenialChance.Stated(probability, low, high));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6})
    void saysNothingOfFewDays(int days) {
        assertThat(of(days).chance()).isEqualTo(new DenialChance(days, 0, 0, java.util.Optional.empty()));
    }

    @Test
    void fallsWithEachQuietDayAndRisesWithEachFreshOne() {
        for (int days = DenialChance.FEWEST_DAYS; days < 60; days += 3) {
            for (int fresh = 0; fresh < Math.min(days, 20) - 1; fresh++) {
                DenialChance.Stated now = stated(days, fresh);
                assertThat(stated(days + 1, fresh).probability())
                        .as("%d days, %d fresh", days, fresh)
                        .isLessThanOrEqualTo(now.probability());
                assertThat(stated(days, fresh + 1).probability())
                        .as("%d days, %d fresh", days, fresh)
                        .isGreaterThan(now.probability() - 1e-9);
            }
        }
    }

    @Test
    void isNarrowerTheMoreDaysWereSeen() {
        assertThat(stated(300, 0).high()).isLessThan(stated(28, 0).high() / 3);
        assertThat(stated(10, 9).low()).isLessThan(stated(40, 39).low());
    }

    @Test
    void whatWasSeenOnTheFirstDayIsNotFresh() {
        DenialEstimate estimate = of(28);
        estimate.add(FIRST, 1);
        estimate.add(FIRST.minusDays(3), 1);
        estimate.add(FIRST.plusDays(40), 1);

        assertThat(estimate.chance()).isEqualTo(DenialEstimate.of(28, 0, 0));
    }

    /** Seen on one day it stands for what was not seen yet; often needed and late, for what is still to be deployed. */
    @Test
    void countsWhatCameAndNotWhatIsMerelySeldom() {
        assertThat(weight(10, 1)).isOne();
        assertThat(weight(20, 8)).isOne();
        assertThat(weight(2, 26)).isCloseTo(0.94, within(0.01));
        assertThat(weight(5, 4)).isCloseTo(0.46, within(0.01));
        assertThat(weight(2, 3)).isCloseTo(0.09, within(0.01));
    }

    /** Of 28 days, by the number of its first from 1 on. */
    private static double weight(int first, int seen) {
        DenialEstimate estimate = of(28);
        estimate.add(FIRST.plusDays(first - 1L), seen);
        return estimate.chance().weight();
    }

    @Test
    void aDayCountsOnceHoweverMuchItBrought() {
        DenialEstimate one = of(28);
        one.add(FIRST.plusDays(9), 1);
        DenialEstimate many = of(28);
        IntStream.range(1, 20).forEach(seen -> many.add(FIRST.plusDays(9), seen));

        assertThat(many.chance()).isEqualTo(one.chance());
    }

    @Test
    void theOrderDoesNotMatter() {
        Random random = new Random(7);
        List<int[]> seen = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> seen.add(new int[] {random.nextInt(28), 1 + random.nextInt(9)}));
        DenialEstimate one = of(28);
        seen.forEach(each -> one.add(FIRST.plusDays(each[0]), each[1]));
        Collections.shuffle(seen, random);
        DenialEstimate other = of(28);
        seen.forEach(each -> other.add(FIRST.plusDays(each[0]), each[1]));

        assertThat(one.chance()).isEqualTo(other.chance());
    }

    /** A posterior's interval, held against the distribution itself by drawing from it: sums of squares of normal numbers. */
    @Test
    void nineInTenDrawsLieInTheInterval() {
        Random random = new Random(3);
        int draws = 20_000;
        // Of the shape 0.3 + 4.8 / 4 = 3/2: a chi-squared of three, halved.
        DenialChance.Stated stated = DenialEstimate.of(40, 6, 4.8).stated().orElseThrow();
        int within = 0;
        double sum = 0;
        for (int i = 0; i < draws; i++) {
            double squares = 0;
            for (int j = 0; j < 3; j++) {
                double normal = random.nextGaussian();
                squares += normal * normal;
            }
            double chance = 1 - Math.exp(-30 * squares / 2 / (0.4 * 40));
            sum += chance;
            within += stated.low() <= chance && chance <= stated.high() ? 1 : 0;
        }

        assertThat((double) within / draws).isBetween(0.893, 0.912);
        assertThat(sum / draws).isCloseTo(stated.probability(), within(0.01));
    }
}
