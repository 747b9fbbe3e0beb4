package dev.weir.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large changes under seeded weather, with many more faults than the explorer can afford. */
class RandomScheduleTest {

    private static final int RUNS = 150;
    private static final int STEPS = 400;
    private static final Known FOREIGN = Fixtures.rule("sgr-foreign", "tcp 9999 198.51.100.7/32");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void endsAsPromisedUnderSeededWeather(long seed) {
        for (int run = 0; run < RUNS; run++) {
            long runSeed = seed * 1_000_003 + run;
            try {
                run(new SplittableRandom(runSeed));
            } catch (Turn.Broken broken) {
                fail("seed %s: %s", runSeed, broken.getMessage());
            }
        }
    }

    /** What the world does is drawn; after enough weather the sun comes out, and the end must be reached. */
    private static void run(SplittableRandom random) {
        JournalEntry.Opened opened = opened(random);
        int weather = random.nextInt(5, 60);
        double badness = random.nextDouble(0.05, 0.5);
        World world = World.beginning(opened, weather, random.nextInt(4));
        Choices choices = options -> random.nextDouble() < badness ? random.nextInt(options) : 0;
        Set<RuleKey> ofOthers = Set.of();
        for (int step = 0; step < STEPS; step++) {
            Turn.After after = Turn.step(world, choices, Explorer.TEMPO, Bug.NONE);
            world = after.world();
            if (after.state() == Turn.State.KILLED) {
                world = world.turns() > 0 && random.nextBoolean()
                        ? world.turned(clock(random))
                        : world.resumed(clock(random));
            }
            if (after.state() == Turn.State.ENDED) {
                Outcome outcome = after.outcome().orElseThrow();
                if (outcome.isEnd()) {
                    Explorer.judge(world, outcome, ofOthers);
                    assertThat(outcome.kept()).hasSize(ofOthers.size());
                }
                if (world.turns() == 0 && outcome.isEnd()) {
                    return;
                }
                world = world.turns() > 0 ? world.turned(clock(random)) : world.resumed(clock(random));
            }
            if (ofOthers.isEmpty() && random.nextInt(50) == 0) {
                ofOthers = Set.of(RuleKey.of(FOREIGN));
                world = world.with(FOREIGN);
            }
        }
        throw new Turn.Broken(
                "no end after " + STEPS + " steps: " + World.story(world.journal(), world.now(), Duration.ofHours(1)));
    }

    /** A clock that was slow, right or fast. */
    private static Duration clock(SplittableRandom random) {
        return Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextLong(-600, 600) : 0);
    }

    /** One change in four goes through intermediate rules. */
    private static JournalEntry.Opened opened(SplittableRandom random) {
        int authorize = random.nextInt(40);
        int revoke = random.nextInt(1, 20);
        if (authorize < 2 || revoke < 2 || random.nextInt(4) != 0) {
            return Changes.change(authorize, revoke);
        }
        int between = random.nextInt(1, Math.min(authorize, revoke));
        return random.nextBoolean()
                ? Changes.changeThrough(between, authorize, revoke)
                : Changes.changeKeepingForLonger(between, authorize, revoke);
    }

    @Test
    void keepsARuleThatSomebodyElseMadeUnderAPlannedKey() {
        JournalEntry.Opened opened = Changes.change(2, 1);
        Known theirs = new Known(
                java.util.Optional.of("sgr-theirs"),
                opened.authorize().get(0).service(),
                opened.authorize().get(0).destination(),
                java.util.Optional.of("theirs"),
                Map.of());
        World world = World.beginning(opened, 0, 1).with(theirs);

        Turn.After applied = toTheEnd(world);
        Turn.After rolledBack = toTheEnd(applied.world().turned(Duration.ZERO));

        assertThat(applied.outcome().orElseThrow().kept()).containsExactly(theirs);
        assertThat(rolledBack.outcome().orElseThrow().kept()).containsExactly(theirs);
        Map<String, Known> rules = new TreeMap<>(rolledBack.world().rules());
        assertThat(rules.remove("sgr-theirs")).isEqualTo(theirs);
        assertThat(World.keys(rules.values())).isEqualTo(World.keys(opened.before()));
    }

    @Test
    void reportsWhoeverOpensTheGroupAgainMeanwhile() {
        JournalEntry.Opened opened = Changes.change(1, 1);
        Known back = new Known(
                java.util.Optional.of("sgr-back"),
                opened.revoke().get(0).service(),
                opened.revoke().get(0).destination(),
                java.util.Optional.of("terraform"),
                Map.of());
        World world = World.beginning(opened, 0, 0);
        while (world.rules().containsKey("sgr-old0")) {
            world = Turn.step(world, options -> 0, Explorer.TEMPO, Bug.NONE).world();
        }

        Outcome outcome = toTheEnd(world.with(back)).outcome().orElseThrow();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.APPLIED);
        assertThat(outcome.reopened()).containsExactly(back);
    }

    private static Turn.After toTheEnd(World world) {
        Turn.After after = Turn.step(world, options -> 0, Explorer.TEMPO, Bug.NONE);
        while (after.state() == Turn.State.RUNNING) {
            after = Turn.step(after.world(), options -> 0, Explorer.TEMPO, Bug.NONE);
        }
        return after;
    }
}
