package dev.weir.remediation;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param settle between seeing all new rules and revoking the old ones, for the change to reach every host
 * @param inFlight how long after its sending a call whose outcome is not known can still take effect, and how long a read can
 *     still show what was before
 * @param patience how long a definite change may take to show in reads before weir gives up, and reads may go unanswered
 * @param poll between two reads
 * @param longestBackOff the longest pause after a throttled call; the pauses double up to it
 * @param attempts how many throttled, and how many unknown outcomes in a row end the run
 */
public record Tempo(
        Duration settle, Duration inFlight, Duration patience, Duration poll, Duration longestBackOff, int attempts) {

    /** What {@code apply} does unless told otherwise. Terraform waits for a new rule to show for five minutes too. */
    public static final Tempo DEFAULT = new Tempo(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            8);

    public Tempo {
        if (settle.isNegative() || inFlight.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("a duration is not negative: settle " + settle + ", in flight "
                    + inFlight + ", patience " + patience);
        }
        if (poll.isNegative() || poll.isZero() || attempts < 1) {
            throw new IllegalArgumentException("reads need a pause between them and at least one attempt: poll " + poll
                    + ", attempts " + attempts);
        }
    }

    /** This tempo with another settling time. */
    public Tempo settling(Duration other) {
        return new Tempo(other, inFlight, patience, poll, longestBackOff, attempts);
    }

    /** This tempo with another bound on calls in flight. */
    public Tempo inFlight(Duration other) {
        return new Tempo(settle, other, patience, poll, longestBackOff, attempts);
    }

    /** The longest pause after so many throttled calls in a row. */
    Duration backOff(int throttled) {
        Duration pause = Duration.ofSeconds(1L << Math.min(throttled, 10));
        return pause.compareTo(longestBackOff) < 0 ? pause : longestBackOff;
    }
}
