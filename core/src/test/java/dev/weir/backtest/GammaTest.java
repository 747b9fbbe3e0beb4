package dev.weir.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GammaTest {

    /** What {@code scipy.stats.gamma.cdf} of SciPy 1.16 says. */
    @ParameterizedTest
    @CsvSource({
        "0.3, 0.001, 0.140242458925",
        "0.3, 0.5, 0.813811804674",
        "0.3, 1.29, 0.944043214417",
        "0.3, 1.31, 0.945559594007",
        "0.3, 8, 0.999975760726",
        "1.1, 2.2, 0.869627290214",
        "4.5, 1, 0.008532393371",
        "4.5, 9, 0.964826460533",
        "12.3, 12, 0.503658452632",
        "12.3, 30, 0.999913935475",
        "40, 55, 0.985302820474"
    })
    void saysWhatOthersSay(double shape, double x, double below) {
        assertThat(Gamma.of(shape).below(x)).isCloseTo(below, within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"0.3, 1.0957979948180756", "1, 0", "12.5, 18.73434751193645"})
    void knowsTheLogarithmOfTheGammaFunction(double x, double expected) {
        assertThat(Gamma.logGamma(x)).isCloseTo(expected, within(1e-12));
    }
}
