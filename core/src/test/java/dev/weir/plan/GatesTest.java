package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each gate has a world in which it alone fails, and there is one in which none does. */
class GatesTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    /** All is well: an old interface and one that was born on the fifth day, and two destinations every day. */
    private static Scene well() {
        return well(Scene.usual());
    }

    private static Scene well(Scene scene) {
        return scene.group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .watched("eni-2", "10.0.0.2", day -> day >= 5, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-2", "10.9.0.1", 5432, day -> day >= 5)
                .tcp("eni-1", "198.51.100.7", 443, day -> true);
    }

    private static Scene withoutBirth() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);
    }

    private static Scene withoutTraffic() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .watched("eni-2", "10.0.0.2", day -> day >= 5, "sg-1");
    }

    /** Hosts that live from Monday to Saturday: 2026-10-12 is a Monday. */
    private static Scene withoutSundays() {
        Scene scene = Scene.usual().group("sg-1", "all 0.0.0.0/0");
        for (int week = 0; week < 5; week++) {
            int monday = 7 * week;
            scene.watched("eni-" + week, "10.0.0." + (week + 1), day -> day >= monday && day < monday + 6, "sg-1");
            scene.tcp("eni-" + week, "10.9.0.1", 5432, day -> day >= monday && day < monday + 6);
        }
        return scene;
    }

    private static Scene withGaps() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .unwatched("eni-1", "10.0.0.1", "sg-1")
                .watched("eni-2", "10.0.0.2", day -> day >= 5, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);
        for (int hour = 0; hour < 35 * 24; hour++) {
            if (hour % 5 != 0) {
                scene.noData("eni-1", hour);
            }
        }
        return scene;
    }

    private static Scene losing() {
        Scene scene = well();
        for (int hour = 0; hour < 5; hour++) {
            scene.lost("eni-1", hour);
        }
        return scene;
    }

    static Stream<Arguments> worlds() {
        List<Allow> many = new ArrayList<>();
        for (int i = 1; i <= 55; i++) {
            many.add(Allow.parse("tcp:22:10.1.0." + i));
        }
        return Stream.of(
                Arguments.of(Gate.Name.OBSERVATION_PERIOD, well(new Scene("2026-10-25", 13)), SETTINGS),
                Arguments.of(Gate.Name.FULL_WEEK, withoutSundays(), SETTINGS),
                Arguments.of(Gate.Name.MONTH_END, well(new Scene("2026-10-05", 20)), SETTINGS),
                Arguments.of(Gate.Name.COVERAGE, withGaps(), SETTINGS),
                Arguments.of(Gate.Name.COLD_START_SEEN, withoutBirth(), SETTINGS),
                Arguments.of(Gate.Name.LOST_RECORDS, losing(), SETTINGS),
                Arguments.of(Gate.Name.LOST_RECORDS, well().nameless("eni-1", "198.51.100.9", 40), SETTINGS),
                Arguments.of(
                        Gate.Name.UNATTRIBUTED,
                        well().tcp("eni-unknown", "10.0.0.77", "10.9.0.1", 5432, day -> day < 5),
                        SETTINGS),
                Arguments.of(Gate.Name.AMBIGUOUS, well().undecided("eni-1", "10.9.0.3", 3), SETTINGS),
                Arguments.of(Gate.Name.STABILITY, well().tcp("eni-1", "10.9.0.4", 6379, day -> day > 32), SETTINGS),
                Arguments.of(Gate.Name.INITIATES_NOTHING, withoutTraffic(), SETTINGS),
                Arguments.of(
                        Gate.Name.VOLATILE_DESTINATIONS,
                        well().tcp("eni-1", "198.51.100.9", 443, day -> day == 3),
                        SETTINGS.treating(PlanSettings.Internet.PIN)),
                Arguments.of(
                        Gate.Name.SIBLINGS_OPEN,
                        well().group("sg-2", "all 0.0.0.0/0")
                                .watched("eni-3", "10.0.0.3", day -> day >= 5, "sg-1", "sg-2"),
                        SETTINGS),
                Arguments.of(
                        Gate.Name.UNTRACKED_CONNECTIONS,
                        well().alter("sg-1", Fixtures.rules("tcp 443 0.0.0.0/0"), Map.of()),
                        SETTINGS),
                Arguments.of(
                        Gate.Name.MANAGED_OUTSIDE,
                        well().alter("sg-1", List.of(), Map.of("aws:cloudformation:stack-name", "web")),
                        SETTINGS),
                Arguments.of(Gate.Name.QUOTA_HEADROOM, well(), SETTINGS.allowing(many)));
    }

    private static List<Gate.Name> failing(Plan plan) {
        return plan.gates().stream().filter(Gate::fails).map(Gate::name).toList();
    }

    @Test
    void nothingStandsInTheWayWhereAllIsWell() {
        Plan plan = well().plan("sg-1", SETTINGS);

        assertThat(failing(plan)).isEmpty();
        assertThat(plan.isReady()).isTrue();
        assertThat(plan.gates().stream().map(Gate::name)).containsExactly(Gate.Name.values());
        assertThat(plan.proof().holds()).isTrue();
    }

    /** Those whose failing another test holds, by what was not read. */
    @Test
    void noGateIsWithoutAWorld() {
        Set<Object> gates = new HashSet<>(EnumSet.of(Gate.Name.EVIDENCE, Gate.Name.ATTACHMENT, Gate.Name.PREFIX_LISTS));
        worlds().forEach(world -> gates.add(world.get()[0]));

        assertThat(gates).contains((Object[]) Gate.Name.values());
    }

    @Test
    void thePageOfThePlanSaysWhereEachFails() throws IOException {
        Path page = Path.of(System.getProperty("weir.root", ".."), "docs", "formats", "plan.md");
        String gates = Files.readString(page).split("\n## The gates\n")[1].split("\n## ")[0];

        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                        .matcher(gates)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactly(
                        Stream.of(Gate.Name.values()).map(Gate.Name::id).toArray(String[]::new));
    }

    @Test
    void claimsNothingOfWhatCouldNotBeRead() {
        Plan plan = well().nameless("eni-1", "198.51.100.9", 40).plan("sg-1", SETTINGS);

        assertThat(plan.proof().permitsObserved()).isEmpty();
        assertThat(plan.gates().stream().filter(Gate::fails).map(Gate::reason))
                .containsExactly("nothing could be learned from 1 record of its interfaces, for want of dstport;"
                        + " help: observe a flow log that has the fields");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worlds")
    void failsAlone(Gate.Name gate, Scene scene, PlanSettings settings) {
        Plan plan = scene.plan("sg-1", settings);

        assertThat(plan.gates().stream().filter(Gate::fails).toList())
                .extracting(Gate::name)
                .containsExactly(gate);
        assertThat(plan.isReady()).isFalse();
    }
}
