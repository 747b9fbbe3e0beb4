package dev.weir.cli;

import dev.weir.operation.FailureException;
import dev.weir.remediation.Pacer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The time of this machine when it was made, and its steady clock since, so that no wait ends early because somebody sets the
 * time; and at most one call that changes something per second.
 */
final class WallClockPacer implements Pacer {

    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    private final Instant began;
    private final long beganNanos = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(System.nanoTime());
    private long lastWrite = System.nanoTime() - BETWEEN_WRITES.toNanos();

    WallClockPacer(Clock clock) {
        this.began = clock.instant();
    }

    @Override
    public Instant now() {
        return began.plusNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis() + 1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted; the journal says how far it came", interrupted);
        }
    }

    @Override
    public void awaitWritePermit() {
        long rest = BETWEEN_WRITES.toNanos() - (System.nanoTime() - lastWrite);
        if (rest > 0) {
            sleep(Duration.ofNanos(rest));
        }
        lastWrite = System.nanoTime();
    }

    @Override
    public Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }
}
