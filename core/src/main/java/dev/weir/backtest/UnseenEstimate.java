package dev.weir.backtest;

import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficPoint;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tomorrow and the week after bring that was not seen yet: Good and Turing's estimate, over days and over weeks.
 *
 * <p>Connections are no honest unit, since those with a new destination come together. For tomorrow days are one: what was seen on
 * one day only stands for what was not seen yet. For a week they are not, since a port of the week is seen on seven of them and is
 * new again the week after; so for the bound the period is cut into weeks, or into thirds where it has fewer than three.
 *
 * <p>The bound is one of prediction, for what the coming week brings and not for a mean. Destinations that one of the weeks alone
 * brought are events, each as heavy as its connections; a sum {@code W} of weights {@code w} counts as {@code W}<sup>2</sup> / sum of
 * {@code w}<sup>2</sup> events of equal weight [1]. Given {@code n} of them in {@code d} days, those of the next {@code h} days follow a
 * negative binomial distribution of {@code n + 1} and {@code h / (d + h)}, exact for Poisson events [2].
 *
 * <pre>
 * [1] G. Bohm, G. Zech, Statistics of weighted Poisson events and its applications, NIM A 748 (2014)
 * [2] W. Nelson, Confidence intervals for the ratio of two Poisson means and Poisson predictor intervals, IEEE Trans. Reliability R-19 (1970)
 * </pre>
 */
public final class UnseenEstimate {

    private static final double ONE_SIDED_95 = 1.645;
    private static final double BEYOND = 0.05;
    private static final int WEEK = 7;
    private static final int FEWEST_WEEKS = 3;
    /** So many events follow a normal distribution near enough. */
    private static final int MANY = 1000;

    private static final int MONTH = 30;

    private final ObservationPeriod period;
    private final Map<TrafficPoint, TreeMap<LocalDate, Long>> byKey = new HashMap<>();

    /** The estimate for these observations in this period. */
    public UnseenEstimate(ObservationPeriod period, Collection<Observation> observations) {
        this.period = period;
        for (Observation seen : observations) {
            byKey.computeIfAbsent(seen.point(), key -> new TreeMap<>())
                    .merge(seen.day(), seen.connections(), Long::sum);
        }
    }

    public UnseenMass mass() {
        int days = Math.max(1, period.days());
        int week = Math.max(1, Math.min(WEEK, days / FEWEST_WEEKS));
        double all = 0;
        double onOneDay = 0;
        double once = 0;
        double squares = 0;
        double least = Double.MAX_VALUE;
        for (TreeMap<LocalDate, Long> seen : byKey.values()) {
            Map<Long, Long> byWeek = new HashMap<>();
            seen.forEach((day, connections) -> byWeek.merge(week(day, week, days), connections, Long::sum));
            double sum = seen.values().stream().mapToLong(Long::longValue).sum();
            all += sum;
            onOneDay += seen.size() == 1 ? sum : 0;
            least = Math.min(least, sum / byWeek.size());
            if (byWeek.size() == 1) {
                once += sum;
                squares += sum * sum;
            }
        }
        if (all == 0) {
            return new UnseenMass(0, 0, newDestinations());
        }
        // Where no week brought anything of its own the next may all the same: once, as the rarest destination has it
        // on a day.
        double weight = once == 0 ? least : squares / once;
        double bound = weight * mostEvents(once / weight, (double) week / (days + week));
        return new UnseenMass(onOneDay / all, Math.min(1, bound / (all * week / days)), newDestinations());
    }

    /** The least number that, with 95 %, so many events in the past do not let the future exceed, given its share of both. */
    private static double mostEvents(double past, double share) {
        double odds = share / (1 - share);
        if (past > MANY) {
            return (past + 1) * odds + ONE_SIDED_95 * Math.sqrt((past + 1) * odds / (1 - share));
        }
        double exactly = Math.pow(1 - share, past + 1);
        double more = 1 - exactly;
        int events = 0;
        while (more > BEYOND) {
            exactly *= share * (past + 1 + events) / (events + 1);
            more -= exactly;
            events++;
        }
        return events;
    }

    /** Weeks are counted from the end; the first takes the days that are left over. */
    private long week(LocalDate day, int length, int days) {
        long back = Math.max(0, period.lastDay().toEpochDay() - day.toEpochDay()) / length;
        return Math.min(back, Math.max(1, days / length) - 1L);
    }

    /** How many destinations not seen before are to be expected in 30 days, by the rate in the last third of the period. */
    public double newDestinations() {
        int days = Math.max(1, period.days());
        int third = Math.max(1, days / 3);
        LocalDate from = period.lastDay().minusDays(third - 1L);
        long fresh = byKey.values().stream()
                .filter(seen -> !seen.firstKey().isBefore(from))
                .count();
        return (double) fresh * MONTH / third;
    }
}
