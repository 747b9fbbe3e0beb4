package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.codec.PlanCodec;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Reading;
import dev.weir.inventory.Fixtures;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are learned from traffic. */
class TrafficPlanTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    private static Scene scene() {
        return Scene.usual().group("sg-1", "all 0.0.0.0/0").watched("eni-1", "10.0.0.1", day -> true, "sg-1");
    }

    @Test
    void namesWhatFollowsChange() {
        Scene scene = scene().group("sg-db")
                .group("sg-all")
                .prefixList(Fixtures.awsPrefixList("pl-1", "198.51.100.0/24"))
                .unwatched("eni-db1", "10.9.0.1", "sg-db", "sg-all")
                .unwatched("eni-db2", "10.9.0.2", "sg-db", "sg-all")
                .unwatched("eni-x", "10.9.0.3", "sg-all")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-1", "10.9.0.2", 5432, day -> true)
                .tcp("eni-1", "198.51.100.7", 443, day -> day % 3 == 0)
                .tcp("eni-1", "10.200.0.9", 8080, day -> true);

        assertThat(ByHandTest.texts(scene.plan("sg-1", SETTINGS).result()))
                .containsExactly("tcp 443 to pl-1", "tcp 5432 to sg-db", "tcp 8080 to 10.200.0.9/32");
        assertThat(ByHandTest.texts(scene.plan("sg-1", SETTINGS.preferring(PlanSettings.Preference.ADDRESSES))
                        .result()))
                .containsExactly(
                        "tcp 443 to pl-1",
                        "tcp 5432 to 10.9.0.1/32",
                        "tcp 5432 to 10.9.0.2/32",
                        "tcp 8080 to 10.200.0.9/32");
    }

    @Test
    void givesResponsesNoRule() {
        Scene scene = scene().inbound("eni-1", "203.0.113.9", 8443).tcp("eni-1", "10.9.0.1", 5432, day -> true);

        assertThat(ByHandTest.texts(scene.plan("sg-1", SETTINGS).result())).containsExactly("tcp 5432 to 10.9.0.1/32");
    }

    @Test
    void leavesAClassOpenOnItsPortWhereItsDestinationsKeepChanging() {
        Scene scene = scene().tcp("eni-1", "10.9.0.1", 5432, day -> true);
        for (int day = 0; day < 35; day++) {
            int on = day;
            scene.tcp("eni-1", "198.51.100." + (day + 1), 443, at -> at == on);
        }

        Plan stable = scene.plan("sg-1", SETTINGS);
        assertThat(ByHandTest.texts(stable.result()))
                .containsExactly("tcp 443 to 0.0.0.0/0", "tcp 5432 to 10.9.0.1/32");
        assertThat(stable.effect().clears()).isEqualTo(Map.of(Reading.ALL_PORTS, true, Reading.ANY_PORT, false));
        assertThat(stable.effect().staysOpen()).singleElement().satisfies(open -> {
            assertThat(open.service()).hasToString("tcp 443");
            assertThat(open.reason()).isEqualTo("about 30 new destinations a month");
        });
        assertThat(stable.learning().backtest().orElseThrow().denied()).isEmpty();
        assertThat(stable.learning().unseen().orElseThrow().share()).isEqualTo(0.5);

        Plan pinned = scene.plan("sg-1", SETTINGS.treating(PlanSettings.Internet.PIN));
        assertThat(pinned.effect().clears()).isEqualTo(Map.of(Reading.ALL_PORTS, true, Reading.ANY_PORT, true));
        assertThat(pinned.learning().backtest().orElseThrow().denied()).isNotEmpty();

        Plan portOnly = scene.plan("sg-1", SETTINGS.treating(PlanSettings.Internet.PORT_ONLY));
        assertThat(ByHandTest.texts(portOnly.result())).isEqualTo(ByHandTest.texts(stable.result()));
        assertThat(stable.hints())
                .anyMatch(hint ->
                        hint.startsWith("rules by address are the wrong tool for tcp 443, where destinations keep"));
    }

    @Test
    void deniesInTheBacktestWhatWasSeenOnlyLater() {
        Scene scene = scene().tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-1", "10.9.0.2", 5432, day -> day == 33)
                .tcp("eni-1", "10.9.0.3", 6379, day -> day > 31);

        Plan plan = scene.plan("sg-1", SETTINGS);

        Backtest backtest = plan.learning().backtest().orElseThrow();
        assertThat(backtest.learnedTo()).isEqualTo(Instant.parse("2026-11-08T00:00:00Z"));
        assertThat(backtest.connections()).isEqualTo(8 + 1 + 3);
        assertThat(backtest.permitted()).isEqualTo(8);
        assertThat(backtest.denied().stream().map(one -> one.service() + " " + one.destination()))
                .containsExactlyInAnyOrder("tcp 5432 10.9.0.2", "tcp 6379 10.9.0.3");
        assertThat(plan.proof().permitsObserved()).contains(true);
    }

    @Test
    void laterRecordsCannotChangeWhatTheBacktestLearned() {
        Scene before = scene().tcp("eni-1", "10.9.0.1", 5432, day -> true);
        Scene after = scene().tcp("eni-1", "10.9.0.1", 5432, day -> true);
        for (int day = 30; day < 35; day++) {
            int on = day;
            after.tcp("eni-1", "10.9.0." + (day + 10), 7000 + day, at -> at == on);
        }
        after.inbound("eni-1", "10.9.0.1", 9999);

        Backtest one = before.plan("sg-1", SETTINGS).learning().backtest().orElseThrow();
        Backtest other = after.plan("sg-1", SETTINGS).learning().backtest().orElseThrow();

        assertThat(other.learnedTo()).isEqualTo(one.learnedTo());
        assertThat(other.permitted()).isEqualTo(one.permitted());
        assertThat(other.denied()).hasSize(5);
    }

    @Test
    void leavesToAPassingSiblingWhatItCarries() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-2", "tcp 53 10.0.0.0/8")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1", "sg-2")
                .tcp("eni-1", "10.9.0.53", 53, day -> true)
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 5432 to 10.9.0.1/32");
        assertThat(plan.precondition().reliesOn()).singleElement().satisfies(relied -> {
            assertThat(relied.group()).isEqualTo("sg-2");
            assertThat(relied.service()).hasToString("tcp 53");
            assertThat(relied.destination().text()).isEqualTo("10.0.0.0/8");
        });
        assertThat(plan.proof().permitsObserved()).contains(true);
    }

    @Test
    void countsNoSiblingThatIsMissingOnOneInterface() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-2", "tcp 53 10.0.0.0/8")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1", "sg-2")
                .watched("eni-2", "10.0.0.2", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.53", 53, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 53 to 10.9.0.53/32");
        assertThat(plan.precondition().reliesOn()).isEmpty();
    }

    @Test
    void twoOpenGroupsOnOneInterfaceMayBeAppliedInEitherOrder() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .group("sg-2", "tcp 0-65535 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1", "sg-2")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-1", "198.51.100.7", 443, day -> true);

        for (PlanSettings settings : List.of(SETTINGS, SETTINGS.together(Set.of("sg-1", "sg-2")))) {
            Plan one = scene.plan("sg-1", settings);
            Plan two = scene.plan("sg-2", settings);
            for (Plan alone : List.of(one, two)) {
                Permissions permissions = Permissions.of(alone.result(), PrefixLists.NONE);
                assertThat(permissions.permits(Protocol.TCP, 5432, IpAddress.parse("10.9.0.1")))
                        .isTrue();
                assertThat(permissions.permits(Protocol.TCP, 443, IpAddress.parse("198.51.100.7")))
                        .isTrue();
                assertThat(alone.precondition().reliesOn()).isEmpty();
            }
            Gate.Status expected = settings.wanted().together().isEmpty() ? Gate.Status.FAIL : Gate.Status.PASS;
            assertThat(one.gates()).anySatisfy(gate -> {
                assertThat(gate.name()).isEqualTo(Gate.Name.SIBLINGS_OPEN);
                assertThat(gate.status()).isEqualTo(expected);
                assertThat(gate.reason()).contains("sg-2");
            });
        }
    }

    @Test
    void leavesNoRuleToAGroupThatInitiatesNothing() {
        Plan plan = scene().inbound("eni-1", "10.0.0.9", 5432).plan("sg-1", SETTINGS);

        assertThat(plan.result()).isEmpty();
        assertThat(plan.revoke()).hasSize(1);
        assertThat(plan.gates()).anySatisfy(gate -> {
            assertThat(gate.name()).isEqualTo(Gate.Name.INITIATES_NOTHING);
            assertThat(gate.reason())
                    .startsWith(
                            "its 1 interface began no connection in 35 days, so no rule is left: right for a database");
        });
    }

    @Test
    void gathersManyHighPortsOfOnePeer() {
        Scene scene = scene();
        for (int i = 0; i < 20; i++) {
            int on = i;
            scene.tcp("eni-1", "10.9.0.8", 49_152 + 13 * i, day -> day == on);
        }

        assertThat(ByHandTest.texts(scene.plan("sg-1", SETTINGS).result()))
                .containsExactly("tcp 49152-49399 to 10.9.0.8/32");
    }

    @Test
    void answersWhatIsImpossible() {
        Scene many = scene();
        for (int i = 0; i < 12; i++) {
            many.tcp("eni-1", "10.9.0.1", 100 + i, day -> true);
        }
        assertThat(many.refused("sg-1", SETTINGS.within(10)))
                .contains(
                        "`sg-1` needs more rules than its quota of 10 allows", "the smallest quota that would do is 13")
                .contains("with --merge-ports it is 2");
        assertThat(many.refused("sg-1", SETTINGS.withAtMost(3)))
                .contains("cannot do with 3 rules", "needs at least 12");
        OrganisationPolicy policy = new OrganisationPolicy(
                List.of(),
                List.of(),
                List.of(new OrganisationPolicy.NamedRange("staging", List.of(Cidr.parse("10.9.0.0/16")))),
                0,
                0,
                List.of());
        assertThat(many.refused("sg-1", SETTINGS.under(policy))).contains("in the forbidden zone `staging`");
        assertThat(Scene.usual().group("sg-1", "all 0.0.0.0/0").refused("sg-1", SETTINGS))
                .contains("no record of any interface");
        assertThat(scene().tcp("eni-1", "10.9.0.1", 100, day -> true).refused("sg-9", SETTINGS))
                .contains("there is no security group `sg-9`");
    }

    /** A connection of a random scene. */
    private record Flow(int port, String to, int every) {

        boolean runsOn(int day) {
            return day % every == 0;
        }

        IpAddress address() {
            return IpAddress.parse(to);
        }
    }

    private static List<Flow> flows(SplittableRandom random) {
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int port = new int[] {443, 5432, 587, 8080, 22}[random.nextInt(5)];
            String to = random.nextBoolean()
                    ? "10." + random.nextInt(200) + ".0." + random.nextInt(4)
                    : "198.51.100." + random.nextInt(16);
            flows.add(new Flow(port, to, 1 + random.nextInt(15)));
        }
        return flows;
    }

    private static Scene scene(String[] old, List<Flow> flows, int until) {
        Scene scene =
                new Scene("2026-10-20", 16).group("sg-1", old).watched("eni-1", "10.0.0.1", day -> day < until, "sg-1");
        flows.forEach(flow -> scene.tcp("eni-1", flow.to(), flow.port(), day -> day < until && flow.runsOn(day)));
        return scene;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsEveryPromiseOnRandomScenes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[][] rules = {
            {"all 0.0.0.0/0"},
            {"tcp 0-65535 0.0.0.0/0", "udp 53 10.0.0.0/8"},
            {"tcp 1-1023 0.0.0.0/0", "tcp 5000-6000 10.0.0.0/9", "tcp 443 198.51.100.0/24"}
        };
        String[] old = rules[random.nextInt(rules.length)];
        List<Flow> flows = flows(random);
        PlanSettings settings =
                SETTINGS.within(10 + random.nextInt(50)).treating(PlanSettings.Internet.values()[random.nextInt(3)]);
        Scene scene = scene(old, flows, 16);

        Plan plan = scene.plan("sg-1", settings);
        Permissions before = Permissions.of(plan.precondition().rules(), PrefixLists.NONE);
        Permissions after = Permissions.of(plan.result(), PrefixLists.NONE);

        assertThat(after.implies(before)).as("planNeverWidens, seed %d", seed).isTrue();
        for (Flow flow : flows) {
            if (before.permits(Protocol.TCP, flow.port(), flow.address())) {
                assertThat(after.permits(Protocol.TCP, flow.port(), flow.address()))
                        .as("planPermitsObserved, seed %d: %s", seed, flow)
                        .isTrue();
            }
        }
        assertThat(plan.proof().holds()).as("seed %d", seed).isTrue();
        assertThat(PlanCodec.encode(scene.plan("sg-1", settings)))
                .as("sameInputSameBytes, seed %d", seed)
                .isEqualTo(PlanCodec.encode(plan));
        assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);

        Plan earlier = scene(old, flows, 12).plan("sg-1", settings);
        Permissions learned = Permissions.of(earlier.result(), PrefixLists.NONE);
        Set<String> denied = new java.util.TreeSet<>();
        for (Flow flow : flows) {
            boolean later = IntStream.range(12, 16).anyMatch(flow::runsOn);
            if (later
                    && before.permits(Protocol.TCP, flow.port(), flow.address())
                    && !learned.permits(Protocol.TCP, flow.port(), flow.address())) {
                denied.add(flow.port() + " " + flow.to());
            }
        }
        assertThat(plan.learning().backtest().orElseThrow().denied().stream()
                        .map(one -> one.service().from() + " " + one.destination()))
                .as("backtestAgreesWithEvaluator, seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(denied);
    }
}
