package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RatioTest {

    private static final BigInteger WHOLE = BigInteger.ONE.shiftLeft(145);

    @Test
    void isNeverShownAsNothingOrAsAllUnlessItIs() {
        assertThat(new Ratio(BigInteger.ONE, WHOLE).toDouble()).isPositive();
        assertThat(new Ratio(WHOLE.subtract(BigInteger.ONE), WHOLE).toDouble()).isLessThan(1.0);
        assertThat(new Ratio(BigInteger.ZERO, WHOLE).toDouble()).isZero();
        assertThat(new Ratio(WHOLE, WHOLE).toDouble()).isEqualTo(1.0);
        assertThat(new Ratio(BigInteger.ONE, BigInteger.valueOf(4)).toDouble()).isEqualTo(0.25);
    }

    @Test
    void comparesExactly() {
        Ratio some = new Ratio(BigInteger.ONE, BigInteger.valueOf(3));
        Ratio more = new Ratio(WHOLE.add(BigInteger.TWO), WHOLE.multiply(BigInteger.valueOf(3)));

        assertThat(some).isLessThan(more);
        assertThat(some.toDouble()).isEqualTo(more.toDouble());
    }

    @Test
    void refusesMoreThanTheWhole() {
        assertThatThrownBy(() -> new Ratio(BigInteger.TWO, BigInteger.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ratio(BigInteger.ZERO, BigInteger.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ratio(BigInteger.ONE.negate(), BigInteger.ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
