package dev.weir.backtest;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Good and Turing's estimate over days (algorithms section 5).
 *
 * <p>What was seen on one day only stands for what was not seen yet. The bound is the jackknife's: the share is computed again
 * without each of the days.
 */
public final class UnseenEstimate {

    private static final double ONE_SIDED_95 = 1.645;
    private static final int MONTH = 30;

    private record Key(Service service, IpAddress destination) {}

    private final ObservationPeriod period;
    private final Map<Key, TreeMap<LocalDate, Long>> byKey = new HashMap<>();

    /** The estimate for these observations in this period. */
    public UnseenEstimate(ObservationPeriod period, Collection<Observation> observations) {
        this.period = period;
        for (Observation seen : observations) {
            byKey.computeIfAbsent(new Key(seen.service(), seen.destination()), key -> new TreeMap<>())
                    .merge(seen.day(), seen.connections(), Long::sum);
        }
    }

    public UnseenMass mass() {
        int days = Math.max(1, period.days());
        long all = 0;
        long single = 0;
        long[] allWithout = new long[days];
        long[] singleWithout = new long[days];
        for (TreeMap<LocalDate, Long> seen : byKey.values()) {
            long sum = seen.values().stream().mapToLong(Long::longValue).sum();
            all += sum;
            single += seen.size() == 1 ? sum : 0;
            for (Map.Entry<LocalDate, Long> day : seen.entrySet()) {
                int index = index(day.getKey(), days);
                allWithout[index] -= day.getValue();
                if (seen.size() == 1) {
                    singleWithout[index] -= sum;
                } else if (seen.size() == 2) {
                    singleWithout[index] += sum - day.getValue();
                }
            }
        }
        double share = share(single, all);
        return new UnseenMass(share, upper(share, single, all, singleWithout, allWithout), newDestinations());
    }

    private static double upper(double share, long single, long all, long[] singleWithout, long[] allWithout) {
        int days = allWithout.length;
        double[] shares = new double[days];
        double mean = 0;
        for (int day = 0; day < days; day++) {
            shares[day] = share(single + singleWithout[day], all + allWithout[day]);
            mean += shares[day] / days;
        }
        double squares = 0;
        for (double one : shares) {
            squares += (one - mean) * (one - mean);
        }
        double deviation = Math.sqrt(squares * (days - 1) / days);
        return Math.min(1, share + ONE_SIDED_95 * deviation);
    }

    private static double share(long part, long whole) {
        return whole <= 0 ? 0 : (double) part / whole;
    }

    private int index(LocalDate day, int days) {
        long index = day.toEpochDay() - period.firstDay().toEpochDay();
        return (int) Math.max(0, Math.min(days - 1, index));
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
