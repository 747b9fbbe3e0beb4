package dev.weir.backtest;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How likely the coming month denies something, from the days on which the past would have.
 *
 * <p>Rules that stand deny for the first time on the first day that brings something which the days before do not account for: a
 * <em>fresh</em> day. So the question is whether a fresh day comes, and the past says how often they did. They are taken for a
 * Poisson process whose rate nobody knows [1, 2]:
 *
 * <pre>
 * rate a day        Gamma(shape = {@value #SHAPE} + {@value #EACH} x weight, rate = {@value #FORGETTING} x days)
 * no denial         (days / (days + 30 / {@value #FORGETTING}))^shape
 * interval          the shortest that holds 90 % of the posterior
 * </pre>
 *
 * <p>So five eighths of what was fresh go on as it was, three quarters of a day are added, and each counts as a quarter of an independent one:
 * what is new comes in clusters, it comes less as time goes by, and a life may change. The three numbers were chosen on generated
 * groups and confirmed on others, and on estates of another make ({@code docs/decisions/0025-chance-of-a-denial.md}).
 *
 * <p>A fresh day counts less where its destination looks like one that was needed all the time and merely seldom: seen on {@code n} of
 * the {@code m} days since the {@code f}-th, its first, it is needed on about {@code q = (n - 1/2) / m} of days, so that by then it
 * had stayed unseen with {@code (1 - q)^(f - 1)}; the day counts for the rest. What was seen on one day only counts as one, as in
 * Good and Turing's estimate: what else is so rare was not seen yet.
 *
 * <pre>
 * [1] L. Crow, Reliability analysis for complex, repairable systems (1974): faults not found yet, as a Poisson process
 * [2] W. Nelson, Confidence intervals for the ratio of two Poisson means and Poisson predictor intervals, IEEE Trans. Reliability R-19 (1970)
 * [3] I. Good, The population frequencies of species and the estimation of population parameters, Biometrika 40 (1953)
 * [4] P. Grünwald, T. van Ommen, Inconsistency of Bayesian inference for misspecified linear models, and a proposal for repairing it (2017):
 *     why events count for less than one each
 * </pre>
 */
public final class DenialEstimate {

    private static final double SHAPE = 0.3;
    private static final double EACH = 0.25;
    private static final double FORGETTING = 0.4;
    private static final int THOUSAND = 1000;
    private static final double HUNDRED = 100.0;

    private final TreeSet<LocalDate> days;
    private final TreeMap<LocalDate, Double> fresh = new TreeMap<>();

    /** The estimate for these days. */
    public DenialEstimate(Collection<LocalDate> days) {
        this.days = new TreeSet<>(days);
    }

    /**
     * Adds something that the rules of the days before would have denied.
     *
     * @param first the day on which it was seen first; on the first of all nothing is fresh
     * @param seen on how many days it was seen
     */
    public void add(LocalDate first, int seen) {
        int before = days.headSet(first).size();
        if (before == 0 || !days.contains(first)) {
            return;
        }
        double share = Math.min(1, (seen - 0.5) / (days.size() - before));
        fresh.merge(first, seen == 1 ? 1 : 1 - StrictMath.pow(1 - share, before), Math::max);
    }

    public DenialChance chance() {
        return of(
                days.size(),
                fresh.size(),
                fresh.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /** The chance after so many days, of which so many were fresh and count for so many. */
    public static DenialChance of(int days, int freshDays, double weight) {
        double rounded = Math.min(freshDays, Math.round(weight * HUNDRED) / HUNDRED);
        return new DenialChance(
                days,
                freshDays,
                rounded,
                days < DenialChance.FEWEST_DAYS
                        ? Optional.empty()
                        : Optional.of(stated(SHAPE + EACH * rounded, FORGETTING * days)));
    }

    private static DenialChance.Stated stated(double shape, double rate) {
        Gamma posterior = Gamma.of(shape);
        double[] below = new double[THOUSAND + 1];
        for (int i = 1; i < THOUSAND; i++) {
            double expected = -StrictMath.log1p(-(double) i / THOUSAND);
            below[i] = posterior.below(expected * rate / DenialChance.HORIZON_DAYS);
        }
        below[THOUSAND] = 1;
        int low = 0;
        int high = THOUSAND;
        for (int from = 0, to = 0; from <= THOUSAND; from++) {
            while (to <= THOUSAND && below[to] - below[from] < DenialChance.CONFIDENCE) {
                to++;
            }
            if (to > THOUSAND) {
                break;
            }
            if (to - from < high - low) {
                low = from;
                high = to;
            }
        }
        double none = StrictMath.pow(rate / (rate + DenialChance.HORIZON_DAYS), shape);
        long probability = Math.round((1 - none) * THOUSAND);
        return new DenialChance.Stated(
                (double) probability / THOUSAND,
                (double) Math.min(low, probability) / THOUSAND,
                (double) Math.max(high, probability) / THOUSAND);
    }
}
