package dev.weir.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every schedule of small changes, and five mistakes that must not survive them. */
class EveryScheduleTest {

    @ParameterizedTest
    @CsvSource({"1,1,3,2", "2,2,3,1", "3,1,3,1", "1,3,3,1", "0,4,3,1", "4,0,3,1"})
    void endsExactlyAsPromisedWhateverHappens(int authorize, int revoke, int faults, int turns) {
        long start = System.nanoTime();

        Explorer.Report report = Explorer.explore(Changes.change(authorize, revoke), faults, turns, Bug.NONE);

        System.out.printf(
                "%d to authorize, %d to revoke, %d faults: %,d states, %d deep, %,d ends, %.1f s%n",
                authorize,
                revoke,
                faults,
                report.states(),
                report.depth(),
                report.ends(),
                (System.nanoTime() - start) / 1e9);
        assertThat(report.ends()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void catchesASeededMistake(Bug bug) {
        assertThatThrownBy(() -> Explorer.explore(Changes.change(2, 1), 2, 1, bug))
                .isInstanceOf(Turn.Broken.class);
    }

    @Test
    void reachesTheEndWithoutFaultsInTheFewestCalls() {
        Explorer.Report report = Explorer.explore(Changes.change(2, 2), 0, 0, Bug.NONE);

        // read and authorize, read and mark, read and settle, read and revoke, read and close
        assertThat(report.states()).isEqualTo(5);
        assertThat(report.ends()).isEqualTo(1);
    }
}
