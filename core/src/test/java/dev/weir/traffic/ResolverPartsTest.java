package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Observing;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts are the same, in the same order, however many threads draw them. */
class ResolverPartsTest {

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void partingDoesNotMatter(long seed) {
        World world = WorldMaker.of(seed, 30, 30)
                .watchedBy(FlowLog.version5("fl-5", 60).losing(50))
                .watchedBy(FlowLog.version2("fl-2", 600))
                .make();
        InventoryHistory inventory = InventoryHistory.of(world.snapshot());
        Evidence evidence = Orientation.orient(Observing.observe(world), inventory);
        int[] teams = new Interfaces(evidence, inventory).teams();
        assertThat(evidence.order().interfaces()).isGreaterThan(3);
        assertThat(evidence.order().parts(1)).hasSizeGreaterThan(4);
        assertThat(evidence.wide.size()).isPositive();

        ObservedVerdicts whole = ObservedVerdicts.of(evidence, teams, ProfileSettings.DEFAULT, Integer.MAX_VALUE);

        for (int least : new int[] {1, 10, 100}) {
            ObservedVerdicts parted = ObservedVerdicts.of(evidence, teams, ProfileSettings.DEFAULT, least);
            assertThat(all(parted.learned)).as("learned, of seed " + seed).isEqualTo(all(whole.learned));
            assertThat(all(parted.denied)).as("denied, of seed " + seed).isEqualTo(all(whole.denied));
        }
        assertThat(all(whole.learned)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void countsAreThoseOfTheObservations(long seed) {
        World world = WorldMaker.of(seed, 30, 30)
                .watchedBy(FlowLog.version5("fl-5", 60).losing(50))
                .watchedBy(FlowLog.version2("fl-2", 600))
                .make();
        InventoryHistory inventory = InventoryHistory.of(world.snapshot());
        Evidence evidence = Orientation.orient(Observing.observe(world), inventory);
        int[] teams = new Interfaces(evidence, inventory).teams();
        Map<String, Long> connections = new TreeMap<>();
        Map<String, Long> ambiguous = new TreeMap<>();
        all(ObservedVerdicts.of(evidence, teams, ProfileSettings.DEFAULT).learned)
                .forEach(seen -> {
                    connections.merge(seen.networkInterface(), seen.connections(), Long::sum);
                    ambiguous.merge(seen.networkInterface(), seen.ambiguous() ? seen.connections() : 0, Long::sum);
                });

        ConnectionCounts counts = ConnectionCounts.of(evidence, teams, ProfileSettings.DEFAULT);

        for (int token = 0; token < evidence.texts.size(); token++) {
            String text = evidence.texts.text(token);
            String as = "%s, of seed %d".formatted(text, seed);
            assertThat(counts.connections(token)).as(as).isEqualTo(connections.getOrDefault(text, 0L));
            assertThat(counts.ambiguous(token)).as(as).isEqualTo(ambiguous.getOrDefault(text, 0L));
        }
        assertThat(ambiguous.values()).anyMatch(count -> count > 0);
    }

    private static List<Observation> all(Observations observations) {
        List<Observation> all = new ArrayList<>();
        for (int row = 0; row < observations.size(); row++) {
            all.add(observations.get(row));
        }
        return all;
    }
}
