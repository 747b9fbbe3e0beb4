package dev.weir.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimestampTest {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    @Test
    void agreesWithTheFormattersOfTheJdk() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_799L));

            assertThat(Timestamp.iso(instant)).as("seed %s", seed).isEqualTo(ISO.format(instant));
            assertThat(Timestamp.minutes(instant)).as("seed %s", seed).isEqualTo(MINUTES.format(instant));
        }
    }

    @Test
    void knowsLeapDays() {
        assertThat(Timestamp.iso(Instant.parse("2024-02-29T23:59:59Z"))).isEqualTo("2024-02-29T23:59:59Z");
        assertThat(Timestamp.iso(Instant.parse("2000-02-29T00:00:00Z"))).isEqualTo("2000-02-29T00:00:00Z");
        assertThat(Timestamp.iso(Instant.parse("2100-03-01T00:00:00Z"))).isEqualTo("2100-03-01T00:00:00Z");
    }
}
