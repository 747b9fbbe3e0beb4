package dev.weir.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {

    @Test
    void isTheSameUnderEveryJava() {
        assertThat(ShortestDecimal.of(2.832260412645197E-4)).isEqualTo("2.832260412645197E-4");
        assertThat(ShortestDecimal.of(1.0)).isEqualTo("1.0");
        assertThat(ShortestDecimal.of(0.0)).isEqualTo("0.0");
        assertThat(ShortestDecimal.of(0.05)).isEqualTo("0.05");
        assertThat(ShortestDecimal.of(Math.nextDown(1.0))).isEqualTo("0.9999999999999999");
    }

    @Test
    void readsBackAsTheSameNumber() {
        SplittableRandom random = new SplittableRandom(19);
        for (int i = 0; i < 100_000; i++) {
            double number = random.nextDouble() * Math.pow(10, -random.nextInt(30));

            assertThat(Double.parseDouble(ShortestDecimal.of(number)))
                    .as("seed 19, number %d", i)
                    .isEqualTo(number);
        }
    }
}
