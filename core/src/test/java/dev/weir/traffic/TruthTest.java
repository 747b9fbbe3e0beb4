package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Observing;
import dev.weir.net.Protocol;
import dev.weir.world.FlowLog;
import dev.weir.world.Initiated;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On generated worlds whose truth is known: nothing that was initiated is missed, no answer is taken for certain. */
class TruthTest {

    private static final int SEEDS = 8;

    /** Resolved once for all the tests. */
    private static final List<Arguments> WORLDS = makeWorlds();

    /** The seed, a name for the flow logs, the world, and its profile. */
    static Stream<Arguments> worlds() {
        return WORLDS.stream();
    }

    private static List<Arguments> makeWorlds() {
        List<Arguments> worlds = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            worlds.add(judged(seed, "v5", world(seed, FlowLog.version5("fl-5", 60))));
            worlds.add(judged(seed, "v5 ten minutes", world(seed, FlowLog.version5("fl-5", 600))));
            worlds.add(judged(
                    seed, "v5 lossy", world(seed, FlowLog.version5("fl-5", 60).losing(20))));
            worlds.add(judged(seed, "v5 shuffled", world(seed, shuffled(seed))));
            worlds.add(judged(seed, "v3", world(seed, FlowLog.version3("fl-3", 60))));
            worlds.add(judged(seed, "v2", world(seed, FlowLog.version2("fl-2", 600))));
            worlds.add(judged(
                    seed, "v2 and v5", world(seed, FlowLog.version2("fl-2", 600), FlowLog.version5("fl-5", 60))));
        }
        return worlds;
    }

    private static Arguments judged(long seed, String name, World world) {
        TrafficProfile profile = TrafficProfile.of(
                Observing.observe(world), InventoryHistory.of(world.snapshot()), ProfileSettings.DEFAULT);
        return Arguments.of(seed, name, world, profile);
    }

    private static FlowLog shuffled(long seed) {
        FlowLog flowLog = FlowLog.version5("fl-9", 60).and(List.of("vpc-mood", "ecs-task-id"));
        List<String> order = new ArrayList<>(flowLog.fields());
        Collections.shuffle(order, new Random(seed));
        return flowLog.inOrder(order);
    }

    private static World world(long seed, FlowLog... flowLogs) {
        WorldMaker maker = WorldMaker.of(seed, 30, 25);
        for (FlowLog flowLog : flowLogs) {
            maker.watchedBy(flowLog);
        }
        return maker.make();
    }

    private static Initiated what(Observation seen) {
        return new Initiated(
                seen.networkInterface(),
                seen.service().protocol().number(),
                seen.destination().toString(),
                seen.service().protocol().hasPorts() ? seen.service().from() : 0);
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("worlds")
    void learnsEveryConnectionThatAnInterfaceInitiated(long seed, String name, World world, TrafficProfile profile) {
        Set<Initiated> learned = new TreeSet<>();
        Drawn.learned(profile).forEach(seen -> learned.add(what(seen)));

        Set<Initiated> missed = new TreeSet<>(world.initiated());
        missed.removeAll(learned);
        assertThat(missed).as("seed %d, %s", seed, name).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("worlds")
    void takesNoAnswerForCertainAndFlagsWhatItCannotDecide(
            long seed, String name, World world, TrafficProfile profile) {
        Set<Initiated> truth = world.everInitiated();

        List<Observation> wrong = Drawn.learned(profile).stream()
                .filter(seen -> !truth.contains(what(seen)))
                .filter(seen -> !seen.ambiguous())
                .toList();

        assertThat(wrong).as("seed %d, %s", seed, name).isEmpty();
        if (world.files().get(0).flowLog().hasFlags()) {
            long ambiguousTcp = Drawn.learned(profile).stream()
                    .filter(seen ->
                            seen.ambiguous() && seen.service().protocol().equals(Protocol.TCP))
                    .count();
            assertThat(ambiguousTcp).as("seed %d, %s", seed, name).isLessThan(3);
        }
        assertThat(profile.figures().ambiguousShare())
                .as("seed %d, %s: ambiguous share", seed, name)
                .isLessThan(0.25);
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("worlds")
    void keepsWhatWasDeniedApart(long seed, String name, World world, TrafficProfile profile) {
        Set<Initiated> tried = new TreeSet<>();
        Drawn.denied(profile).forEach(seen -> tried.add(what(seen)));

        if (world.files().stream().noneMatch(file -> file.flowLog().losesOneIn() > 0)) {
            assertThat(tried).as("seed %d, %s", seed, name).isEqualTo(world.denied());
        }
        Set<Initiated> learned = new TreeSet<>();
        Drawn.learned(profile).forEach(seen -> learned.add(what(seen)));
        learned.retainAll(world.denied());
        assertThat(learned).as("seed %d, %s", seed, name).isEmpty();
    }

    @Test
    void knowsTheInterfacesOfVersionTwoWithoutAnInventory() {
        World world = world(7, FlowLog.version2("fl-2", 60));

        TrafficProfile profile =
                TrafficProfile.of(Observing.observe(world), InventoryHistory.EMPTY, ProfileSettings.DEFAULT);

        Set<Initiated> learned = new TreeSet<>();
        Drawn.learned(profile).forEach(seen -> learned.add(what(seen)));
        assertThat(learned).containsAll(world.initiated());
        assertThat(Drawn.learned(profile)).allMatch(seen -> seen.confidence().compareTo(Confidence.MEDIUM) >= 0);
    }
}
