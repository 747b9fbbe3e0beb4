package dev.weir.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.ObservedInput;
import dev.weir.net.Ratio;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void countsOneInTheSingular() {
        assertThat(Counted.of(1, "outbound connection")).isEqualTo("1 outbound connection");
        assertThat(Counted.of(0, "outbound connection")).isEqualTo("0 outbound connections");
        assertThat(Counted.of(12_000, "entry", "entries")).isEqualTo("12,000 entries");
        assertThat(Percent.of(0, 1, "connection")).isEqualTo("0 % of 1 connection");
        assertThat(Percent.of(0, 0, "connection")).isEqualTo("- of 0 connections");
    }

    @Test
    void writesThousandsApartAndWhatIsBeyondATrillionAsAPower() {
        assertThat(Counted.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Counted.number(BigInteger.TWO.pow(128))).isEqualTo("3.40e38");
    }

    @Test
    void callsOnlyAllAHundredPercentAndOnlyNothingZero() {
        BigInteger million = BigInteger.valueOf(1_000_000_000_000L);

        assertThat(Percent.of(new Ratio(million.subtract(BigInteger.ONE), million)))
                .isEqualTo("99.9 %");
        assertThat(Percent.of(new Ratio(BigInteger.ONE, million))).isEqualTo("less than 0.0001 %");
        assertThat(Percent.about(0.9999999)).isEqualTo("99 %");
        assertThat(Percent.about(0.000_000_01)).isEqualTo("less than 0.0001 %");
    }

    @Test
    void callsADayOfATableNoFile() {
        ObservedInput file = new ObservedInput("etag:1:2", "a.log", 1, 0, Optional.empty());
        ObservedInput day = new ObservedInput("sql:trino t 2026-10-05", "trino t 2026-10-05", 1, 0, Optional.empty());

        assertThat(Counted.inputs(List.of())).isEqualTo("0 files");
        assertThat(Counted.inputs(List.of(file))).isEqualTo("1 file");
        assertThat(Counted.inputs(List.of(day))).isEqualTo("1 day of a table");
        assertThat(Counted.inputs(List.of(file, day, day))).isEqualTo("1 file and 2 days of a table");
    }
}
