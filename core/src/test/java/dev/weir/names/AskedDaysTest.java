package dev.weir.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Days against the times themselves. */
class AskedDaysTest {

    private static final int DAY = 86_400;

    @Test
    void neverContradictsTheTimes() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            TreeSet<Long> times = new TreeSet<>();
            AskedDays one = new AskedDays();
            AskedDays other = new AskedDays();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                long time = (long) random.nextInt(5) * DAY + random.nextInt(DAY);
                times.add(time);
                (i == 0 || random.nextBoolean() ? one : other).add(time);
            }
            one.add(other);

            for (int i = 0; i < 40; i++) {
                long from = random.nextInt(5 * DAY);
                long to = from + random.nextInt(DAY);
                boolean asked = !times.subSet(from, true, to, true).isEmpty();
                assertThat(one.maybeIn(from, to) || !asked).as("seed %d", seed).isTrue();
                assertThat(!one.surelyIn(from, to) || asked).as("seed %d", seed).isTrue();
                assertThat(one.isBefore(to)).as("seed %d", seed).isEqualTo(times.first() < to);
            }
        }
    }

    @Test
    void keepsTheFirstAndTheLastOfEachDay() {
        AskedDays days = new AskedDays();
        days.add(3 * DAY + 100);
        days.add(DAY + 50);
        days.add(3 * DAY + 300);
        days.add(3 * DAY + 200);

        assertThat(days.surelyIn(3 * DAY + 100, 3 * DAY + 100)).isTrue();
        assertThat(days.surelyIn(3 * DAY + 300, 3 * DAY + 300)).isTrue();
        assertThat(days.surelyIn(3 * DAY + 150, 3 * DAY + 250)).isFalse();
        assertThat(days.maybeIn(3 * DAY + 150, 3 * DAY + 250)).isTrue();
        assertThat(days.maybeIn(2 * DAY, 3 * DAY + 99)).isFalse();
        assertThat(days.isBefore(DAY + 51)).isTrue();
        assertThat(days.isBefore(DAY + 50)).isFalse();
    }
}
