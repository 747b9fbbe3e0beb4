package dev.weir.backtest;

import java.util.Optional;

/**
 * How likely something that a group needs is denied at least once in the {@value #HORIZON_DAYS} days after those that were seen.
 *
 * @param days on how many days something of an interface of the group could be used
 * @param freshDays on how many of them, but the first, something began that rules learned from the days before would have denied
 * @param weight for how many such days they count, each at most for one ({@link DenialEstimate}); 0 to {@code freshDays}
 * @param stated the probability; empty where there are fewer than {@value #FEWEST_DAYS} days
 */
public record DenialChance(int days, int freshDays, double weight, Optional<Stated> stated) {

    /** Of so many days the probability is. */
    public static final int HORIZON_DAYS = 30;

    /** From so many days on it is stated. */
    public static final int FEWEST_DAYS = 7;

    /** The share of cases in which an interval holds it. */
    public static final double CONFIDENCE = 0.9;

    public DenialChance {
        if (!(0 <= weight && weight <= freshDays && freshDays <= Math.max(0, days - 1))) {
            throw new IllegalArgumentException("of %s days all but the first can be fresh, found %s that count for %s"
                    .formatted(days, freshDays, weight));
        }
        if (stated.isPresent() != days >= FEWEST_DAYS) {
            throw new IllegalArgumentException("a probability is stated from %s days on, found %s days and %s"
                    .formatted(FEWEST_DAYS, days, stated.isPresent() ? "one" : "none"));
        }
    }

    /**
     * A probability, 0 to 1, in thousandths.
     *
     * @param probability the best guess
     * @param low the lower end of its interval
     * @param high the upper end
     */
    public record Stated(double probability, double low, double high) {
        public Stated {
            if (!(0 <= low && low <= probability && probability <= high && high <= 1)) {
                throw new IllegalArgumentException(
                        "a probability lies in its interval, found %s in %s to %s".formatted(probability, low, high));
            }
        }
    }
}
