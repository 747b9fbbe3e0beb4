package dev.weir.aws;

/**
 * A bucket of tokens, one for each call: so many at once, and one more every so often.
 *
 * <p>Kept as a single time [1], that at which the bucket would be full again. A call may go when that lies no further ahead than
 * all tokens but its own take to come back:
 *
 * <pre>
 *   burst 3, one every 10      now            full
 *   calls at 0 0 0              |------|------|------|        the fourth waits for one interval
 *                               0      10     20     30
 * </pre>
 *
 * <p>Whole nanoseconds, so that nothing drifts: in any window of length w at most {@code burst + w / interval} calls go.
 *
 * <p>[1] The generic cell rate algorithm, ITU-T I.371.
 */
final class TokenBucket {

    private final long interval;
    private final long ahead;
    private long full;

    /**
     * A bucket that is full at {@code now}.
     *
     * @param burst how many calls may go at once, at least one
     * @param interval nanoseconds from one token to the next
     */
    TokenBucket(int burst, long interval, long now) {
        this.interval = interval;
        this.ahead = (burst - 1) * interval;
        this.full = now;
    }

    /** Takes a token, also one that is still to come; how many nanoseconds after {@code now} the call may go. */
    synchronized long take(long now) {
        long from = Math.max(0, full - now);
        full = now + from + interval;
        return Math.max(0, from - ahead);
    }
}
