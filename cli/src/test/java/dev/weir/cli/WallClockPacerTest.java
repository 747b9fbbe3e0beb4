package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The other tests of changes do not wait. */
class WallClockPacerTest {

    private static final Instant BEGAN = Instant.parse("2026-11-22T10:00:00Z");

    private final WallClockPacer pacer = new WallClockPacer(Clock.fixed(BEGAN, ZoneOffset.UTC));

    @Test
    void passesTimeBySteadyClockFromTheGivenInstant() {
        pacer.sleep(Duration.ofMillis(20));

        assertThat(pacer.now()).isAfterOrEqualTo(BEGAN.plusMillis(20));
    }

    @Test
    void permitsTheFirstWriteAtOnceAndTheNextNoSooner() {
        pacer.awaitWritePermit();
        Instant first = pacer.now();

        pacer.awaitWritePermit();

        assertThat(pacer.now()).isAfterOrEqualTo(first.plusMillis(990));
    }

    @Test
    void drawsUpToTheLongest() {
        for (int drawn = 0; drawn < 1000; drawn++) {
            assertThat(pacer.upTo(Duration.ofMillis(3))).isBetween(Duration.ZERO, Duration.ofMillis(3));
        }
    }
}
