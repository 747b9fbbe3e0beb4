package dev.weir.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.traffic.Confidence;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate of what was not seen, on periods that are drawn day by day. */
class UnseenEstimateTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
    private static final int WEEK = 7;

    private static Observation seen(int day, int destination, long connections) {
        Instant at = FIRST.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Observation(
                "eni-1",
                FIRST.plusDays(day),
                Service.of(Protocol.TCP, PortRange.of(443)),
                IpAddress.ipv4(0xc633_6400L + destination),
                connections,
                1000,
                10,
                at,
                at,
                Confidence.CERTAIN,
                false,
                Optional.empty(),
                Set.of());
    }

    private static UnseenMass mass(int days, List<Observation> observations) {
        Instant from = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = FIRST.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new UnseenEstimate(new ObservationPeriod(from, to), observations).mass();
    }

    /** Two destinations every day, and now and then one that was never there before and is not there again. */
    @ParameterizedTest
    @CsvSource({"30, 0.02", "30, 0.1", "30, 1", "21, 0.3", "60, 0.3", "14, 0.5"})
    void theBoundHoldsForTheComingWeekInNineteenOfTwentyPeriods(int days, double perDay) {
        int periods = 2000;
        int held = 0;
        double bounds = 0;
        double shares = 0;
        SplittableRandom random = new SplittableRandom(days);
        for (int period = 0; period < periods; period++) {
            List<Observation> before = new ArrayList<>();
            double fresh = 0;
            double all = 0;
            int next = 2;
            for (int day = 0; day < days + WEEK; day++) {
                List<Observation> now = new ArrayList<>(List.of(seen(day, 0, 20), seen(day, 1, 2)));
                for (double at = gap(random, perDay); at < 1; at += gap(random, perDay)) {
                    now.add(seen(day, next++, 1 + 2 * random.nextInt(2)));
                }
                if (day < days) {
                    before.addAll(now);
                } else {
                    all += now.stream().mapToLong(Observation::connections).sum();
                    fresh += now.stream()
                            .skip(2)
                            .mapToLong(Observation::connections)
                            .sum();
                }
            }
            double bound = mass(days, before).upper95();
            bounds += bound;
            shares += fresh / all;
            held += fresh / all <= bound ? 1 : 0;
        }

        assertThat((double) held / periods).as("coverage").isGreaterThan(0.94);
        assertThat(bounds / periods).as("bound beside the mean share").isLessThan(4 * shares / periods + 0.2);
    }

    private static double gap(SplittableRandom random, double perDay) {
        return -Math.log(1 - random.nextDouble()) / perDay;
    }

    /** Every week a port of its own, on each of its days: no day alone shows any of them. */
    @Test
    void whatIsNewEveryWeekIsInTheBoundThoughNoDayAloneShowsIt() {
        List<Observation> observations = new ArrayList<>();
        for (int day = 0; day < 28; day++) {
            observations.add(seen(day, 0, 9));
            observations.add(seen(day, 1 + day / WEEK, 1));
        }

        UnseenMass mass = mass(28, observations);

        assertThat(mass.share()).isZero();
        assertThat(mass.upper95()).isGreaterThanOrEqualTo(0.1).isLessThan(0.5);
    }

    @Test
    void whereEveryWeekIsLikeTheOthersTheRarestDestinationIsTheMeasure() {
        List<Observation> observations = new ArrayList<>();
        for (int day = 0; day < 28; day++) {
            observations.add(seen(day, 0, 999));
            observations.add(seen(day, 1, 1));
        }

        assertThat(mass(28, observations).upper95()).isPositive().isLessThan(0.01);
    }

    @Test
    void ofNothingNothingIsExpected() {
        assertThat(mass(0, List.of())).isEqualTo(new UnseenMass(0, 0, 0));
    }

    /** More events than a product of powers can hold. */
    @Test
    void manyEventsHaveABoundNearTheirMean() {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            observations.add(seen(i % 28, i, 1));
        }

        assertThat(mass(28, observations).upper95()).isEqualTo(1);
        observations.add(seen(0, 9999, 20_000));
        observations.add(seen(27, 9999, 20_000));
        assertThat(mass(28, observations).upper95()).isBetween(4000 / 44_000.0, 1.1 * 4000 / 44_000.0);
    }
}
