package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource({
        "5, 5 %",
        "5%, 5 %",
        "5 %, 5 %",
        "0.25 %, 0.25 %",
        ".5, 0.5 %",
        "100, 100 %",
        "100.000, 100 %",
        "5.50, 5.5 %",
        "0.000000000000000000000000000001, 0.000000000000000000000000000001 %"
    })
    void readsPercentagesWithAndWithoutTheSign(String written, String shown) {
        assertThat(Share.parse(written)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "0",
                "0.0 %",
                "-5",
                "+5",
                "100.0001",
                "101",
                "1e1",
                "5,5",
                "5 5",
                "NaN",
                "5%%",
                "0x5",
                "５"
            })
    void refusesWhatIsNoPercentageAboveZeroAndAtMostAHundred(String text) {
        assertThatThrownBy(() -> Share.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"101, 101", "0, 0", "100.0001 %, 100.0001", "00.00, 0"})
    void saysWhichPercentageIsNoneAsItIsWritten(String text, String found) {
        assertThatThrownBy(() -> Share.parse(text))
                .hasMessage("a share is a percentage above 0 and at most 100, found " + found);
    }

    @Test
    void isReachedExactlyAtTheEdge() {
        Share half = Share.ofPercent(50);

        assertThat(half.isReachedBy(BigInteger.valueOf(32_768), BigInteger.valueOf(65_536)))
                .isTrue();
        assertThat(half.isReachedBy(BigInteger.valueOf(32_767), BigInteger.valueOf(65_536)))
                .isFalse();

        Share five = Share.ofPercent(5);
        BigInteger ipv4 = PublicSpace.size(IpFamily.IPV4);
        assertThat(five.leastOf(ipv4)).isEqualTo(BigInteger.valueOf(185_112_922L));
        assertThat(five.isReachedBy(BigInteger.valueOf(185_112_921L), ipv4)).isFalse();
        assertThat(five.isReachedBy(BigInteger.valueOf(185_112_922L), ipv4)).isTrue();
    }

    @Test
    void doesNotRoundWhereFloatingPointWould() {
        BigInteger whole = BigInteger.TEN.pow(38);
        Share third = Share.parse("33.3333333333333333333333333333");
        BigInteger least = third.leastOf(whole);

        assertThat(third.isReachedBy(least, whole)).isTrue();
        assertThat(third.isReachedBy(least.subtract(BigInteger.ONE), whole)).isFalse();
    }

    @Test
    void theLeastPartIsTheFirstThatReachesIt() {
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Share share = new Share(BigInteger.valueOf(1 + random.nextInt(1_000_000)), 4);
            BigInteger whole = BigInteger.valueOf(1 + random.nextLong(1L << 40));

            BigInteger least = share.leastOf(whole);

            assertThat(share.isReachedBy(least, whole)).as("seed %d", seed).isTrue();
            assertThat(share.isReachedBy(least.subtract(BigInteger.ONE), whole))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }
}
