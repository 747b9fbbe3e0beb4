package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Observing;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.util.ArrayList;
import java.util.List;
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

        Resolver.Verdicts whole = Resolver.resolve(evidence, teams, ProfileSettings.DEFAULT, Integer.MAX_VALUE);

        for (int least : new int[] {1, 10, 100}) {
            Resolver.Verdicts parted = Resolver.resolve(evidence, teams, ProfileSettings.DEFAULT, least);
            assertThat(all(parted.learned())).as("learned, of seed " + seed).isEqualTo(all(whole.learned()));
            assertThat(all(parted.denied())).as("denied, of seed " + seed).isEqualTo(all(whole.denied()));
        }
        assertThat(all(whole.learned())).isNotEmpty();
    }

    private static List<Observation> all(Observations observations) {
        List<Observation> all = new ArrayList<>();
        for (int row = 0; row < observations.size(); row++) {
            all.add(observations.get(row));
        }
        return all;
    }
}
