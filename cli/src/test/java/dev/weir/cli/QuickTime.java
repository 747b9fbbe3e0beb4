package dev.weir.cli;

import dev.weir.remediation.Pacer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time in which what is waited passes at once, for all commands of a test. {@link WallClockPacerTest} waits in earnest. */
final class QuickTime {

    private Duration waited = Duration.ZERO;

    /** The clock, ahead by all that was waited. */
    Clock on(Clock clock) {
        return Clock.offset(clock, waited);
    }

    Pacer pacer(Clock clock) {
        Duration before = waited;
        return new Pacer() {
            private boolean written;

            @Override
            public Instant now() {
                return clock.instant().plus(waited.minus(before));
            }

            @Override
            public void sleep(Duration duration) {
                waited = waited.plus(duration);
            }

            @Override
            public void awaitWritePermit() {
                sleep(written ? Duration.ofSeconds(1) : Duration.ZERO);
                written = true;
            }

            @Override
            public Duration upTo(Duration longest) {
                return longest;
            }
        };
    }
}
