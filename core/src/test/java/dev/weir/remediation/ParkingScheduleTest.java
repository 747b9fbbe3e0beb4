package dev.weir.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.ParkingWorld.Killed;
import dev.weir.remediation.ParkingWorld.Mistake;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every schedule of faults while a group is narrowed with a parking group, and five mistakes that must not survive them. */
class ParkingScheduleTest {

    private static final int SEEDS = 1_000;

    /** Choices by position; the first beyond. Remembers how many there were of each. */
    private static final class Script implements Choices {
        private final List<Integer> script;
        private final List<Integer> options = new ArrayList<>();

        Script(List<Integer> script) {
            this.script = script;
        }

        @Override
        public int choose(int of) {
            options.add(of);
            int position = options.size() - 1;
            return position < script.size() ? script.get(position) : 0;
        }
    }

    /** From the first call to the end, whatever dies and turns on the way. */
    private static Outcome.Kind live(ParkingWorld world) {
        boolean wentBack = false;
        while (true) {
            Outcome outcome;
            try {
                outcome = world.run();
            } catch (Killed killed) {
                wentBack |= killed.next() == Direction.BACK;
                world.announce(killed.next());
                continue;
            }
            if (outcome.kind() == Outcome.Kind.PAUSED) {
                world.judge(outcome.kind());
                Direction next = world.choose(2) == 0 ? Direction.FORWARD : Direction.BACK;
                wentBack |= next == Direction.BACK;
                world.announce(next);
                continue;
            }
            if (!outcome.isEnd()) {
                throw world.broken("ended without reaching its end: " + outcome.reason());
            }
            world.judge(outcome.kind());
            if (!wentBack && world.choose(2) == 1) {
                wentBack = true;
                world.announce(Direction.BACK);
                continue;
            }
            world.drain();
            world.judge(outcome.kind());
            return outcome.kind();
        }
    }

    /** How many schedules there are with at most so many faults; each was made. */
    private static int explore(Opened opened, int faults, Mistake mistake) {
        Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of()));
        int runs = 0;
        while (!open.isEmpty()) {
            List<Integer> prefix = open.pop();
            Script script = new Script(prefix);
            live(new ParkingWorld(opened, script, Explorer.TEMPO, mistake));
            runs++;
            long made = prefix.stream().filter(choice -> choice != 0).count();
            for (int at = prefix.size(); made < faults && at < script.options.size(); at++) {
                for (int choice = 1; choice < script.options.get(at); choice++) {
                    List<Integer> next = new ArrayList<>(prefix);
                    while (next.size() < at) {
                        next.add(0);
                    }
                    next.add(choice);
                    open.push(next);
                }
            }
        }
        return runs;
    }

    private static Opened change(int authorize, int revoke, int interfaces, int canary) {
        Opened plain = Changes.change(authorize, revoke);
        List<String> ids =
                IntStream.range(0, interfaces).mapToObj(at -> "eni-" + at).toList();
        return new Opened(
                plain.at(),
                plain.toolVersion(),
                plain.planDigest(),
                plain.planCreatedAt(),
                plain.group(),
                plain.caller(),
                plain.accepted(),
                plain.before(),
                plain.authorize(),
                plain.intermediate(),
                plain.revoke(),
                plain.surroundings(),
                plain.answers(),
                Optional.of(new Parking("weir-parking-web", canary, ids)));
    }

    @ParameterizedTest
    @CsvSource({"1,1,2,1,1", "1,2,2,1,1", "0,1,3,2,1", "1,1,2,2,1"})
    void keepsTheOldTrafficUntilItsTurnWhateverHappens(
            int authorize, int revoke, int interfaces, int canary, int faults) {
        all(authorize, revoke, interfaces, canary, faults);
    }

    @ParameterizedTest
    @CsvSource({"1,1,2,1,2"})
    @Tag("deep")
    void keepsTheOldTrafficUntilItsTurnWhateverElseHappens(
            int authorize, int revoke, int interfaces, int canary, int faults) {
        all(authorize, revoke, interfaces, canary, faults);
    }

    private static void all(int authorize, int revoke, int interfaces, int canary, int faults) {
        long start = System.nanoTime();

        int runs = explore(change(authorize, revoke, interfaces, canary), faults, Mistake.NONE);

        System.out.printf(
                "parking, %d to authorize, %d to revoke, %d interfaces, %d faults: %,d schedules, %.1f s%n",
                authorize, revoke, interfaces, faults, runs, (System.nanoTime() - start) / 1e9);
        assertThat(runs).isGreaterThan(100);
    }

    @Test
    void survivesManyFaultsAtRandom() {
        Opened opened = change(1, 2, 3, 1);
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] left = {4};
            Choices choices = options -> {
                if (left[0] == 0 || random.nextInt(8) != 0) {
                    return 0;
                }
                int choice = random.nextInt(options);
                left[0] -= choice == 0 ? 0 : 1;
                return choice;
            };
            try {
                live(new ParkingWorld(opened, choices, Explorer.TEMPO, Mistake.NONE));
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed, broken);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void catchesASeededMistake(Mistake mistake) {
        assertThatThrownBy(() -> explore(change(1, 2, 2, 1), 2, mistake)).isInstanceOf(Turn.Broken.class);
    }

    @Test
    void opensAgainWhatSomebodyClosedBeforeAnInterfaceDependsOnIt() {
        ParkingWorld world = new ParkingWorld(change(1, 1, 3, 1), options -> 0, Explorer.TEMPO, Mistake.NONE);
        assertThat(world.run().kind()).isEqualTo(Outcome.Kind.PAUSED);
        world.losePlanned();

        world.announce(Direction.FORWARD);
        Outcome applied = world.run();

        assertThat(applied.kind()).isEqualTo(Outcome.Kind.APPLIED);
        world.judge(applied.kind());
    }

    @Test
    void takesEachInterfaceOffOnceWithoutFaults() {
        ParkingWorld world = new ParkingWorld(change(1, 1, 3, 1), options -> 0, Explorer.TEMPO, Mistake.NONE);

        Outcome paused = world.run();
        int first = world.takenOff().size();
        world.announce(Direction.FORWARD);
        Outcome applied = world.run();

        assertThat(paused.kind()).isEqualTo(Outcome.Kind.PAUSED);
        assertThat(paused.reason())
                .isEqualTo("the planned rules alone hold on eni-0; 2 interfaces have the old ones beside them still");
        assertThat(first).isOne();
        assertThat(applied.kind()).isEqualTo(Outcome.Kind.APPLIED);
        assertThat(world.takenOff())
                .hasSize(3)
                .allSatisfy((id, times) -> assertThat(times).isOne());
    }
}
