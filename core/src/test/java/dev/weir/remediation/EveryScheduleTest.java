package dev.weir.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every schedule of small changes, and seven mistakes that must not survive them. */
class EveryScheduleTest {

    @ParameterizedTest
    @CsvSource({"1,1,3,1", "2,2,2,1", "3,1,2,1", "1,3,2,1", "0,4,2,1", "4,0,3,1"})
    void endsExactlyAsPromisedWhateverHappens(int authorize, int revoke, int faults, int turns) {
        explore(authorize, revoke, faults, turns);
    }

    @ParameterizedTest
    @CsvSource({"1,1,3,2", "2,2,3,1", "3,1,3,1", "1,3,3,1", "0,4,3,1"})
    @Tag("deep")
    void endsExactlyAsPromisedWhateverElseHappens(int authorize, int revoke, int faults, int turns) {
        explore(authorize, revoke, faults, turns);
    }

    private static void explore(int authorize, int revoke, int faults, int turns) {
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

    /** Old and planned rules do not fit together: the server refuses one rule more than the two legs need. */
    @ParameterizedTest
    @CsvSource({"1,2,2,0,2,1", "1,2,2,1,2,1", "2,3,3,0,2,1"})
    void goesThroughIntermediateRulesWhateverHappens(
            int intermediate, int authorize, int revoke, int longer, int faults, int turns) {
        goThrough(intermediate, authorize, revoke, longer, faults, turns);
    }

    @ParameterizedTest
    @CsvSource({"1,2,2,0,3,1", "1,2,2,1,3,1"})
    @Tag("deep")
    void goesThroughIntermediateRulesWithOneFaultMoreWhateverHappens(
            int intermediate, int authorize, int revoke, int longer, int faults, int turns) {
        goThrough(intermediate, authorize, revoke, longer, faults, turns);
    }

    private static void goThrough(int intermediate, int authorize, int revoke, int longer, int faults, int turns) {
        JournalEntry.Opened opened = longer == 0
                ? Changes.changeThrough(intermediate, authorize, revoke)
                : Changes.changeKeepingForLonger(longer, authorize, revoke);
        long start = System.nanoTime();

        Explorer.Report report = Explorer.explore(opened, faults, turns, Bug.NONE);

        System.out.printf(
                "%d to authorize, %d to revoke, through %d (%d of them old), %d faults: %,d states, %d deep, %,d ends,"
                        + " %.1f s%n",
                authorize,
                revoke,
                intermediate,
                longer,
                faults,
                report.states(),
                report.depth(),
                report.ends(),
                (System.nanoTime() - start) / 1e9);
        assertThat(report.ends()).isPositive();
        assertThat(permissions(opened.authorize()).implies(permissions(opened.intermediate())))
                .isTrue();
        assertThat(permissions(opened.intermediate()).implies(permissions(opened.revoke())))
                .isTrue();
    }

    private static Permissions permissions(List<Known> rules) {
        return Permissions.of(rules, PrefixLists.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void catchesASeededMistakeOnTheWayThroughIntermediateRules(Bug bug) {
        assertThatThrownBy(() -> Explorer.explore(Changes.changeThrough(1, 2, 2), faults(bug), 1, bug))
                .isInstanceOf(Turn.Broken.class);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void catchesASeededMistake(Bug bug) {
        assertThatThrownBy(() -> Explorer.explore(Changes.change(2, 1), faults(bug), 1, bug))
                .isInstanceOf(Turn.Broken.class);
    }

    /** A clock that was wrong shows only in a call that is under way when a process dies: that is three faults. */
    private static int faults(Bug bug) {
        return bug == Bug.BELIEVES_AN_EARLIER_CLOCK ? 3 : 2;
    }

    @Test
    void reachesTheEndWithoutFaultsInTheFewestCalls() {
        Explorer.Report report = Explorer.explore(Changes.change(2, 2), 0, 0, Bug.NONE);

        // read and authorize, read and mark, read and settle, read and revoke, read and close
        assertThat(report.states()).isEqualTo(5);
        assertThat(report.ends()).isEqualTo(1);
    }
}
