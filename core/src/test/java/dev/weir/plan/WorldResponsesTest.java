package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.EvidenceGates;
import dev.weir.backtest.Gate;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.world.FlowLog;
import dev.weir.world.Host;
import dev.weir.world.Initiated;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which rules of pinned plans serve nothing but answers, by the truth of generated worlds: none where the records can decide,
 * and where they cannot, none that is not flagged.
 */
class WorldResponsesTest {

    private static final Set<String> GROUPS = new TreeSet<>(Set.of("sg-web", "sg-app", "sg-db", "sg-base"));
    private static final PlanSettings PIN = PlanSettings.of("1.0", Instant.parse("2026-12-21T06:00:00Z"))
            .preferring(PlanSettings.Preference.ADDRESSES)
            .treating(PlanSettings.Internet.PIN)
            .within(900)
            .together(GROUPS);

    private static final FlowLog V5 = FlowLog.version5("fl-5", 60);
    private static final FlowLog V2 = FlowLog.version2("fl-2", 600);

    /** A group's plan in a world, and what its interfaces truly began. */
    private record Planned(String group, Plan plan, GroupFacts facts) {

        /** The rules that nothing which was truly begun needs. */
        List<Authorization> servingOnlyResponses() {
            return plan.authorize().stream().filter(this::servesOnlyResponses).toList();
        }

        private boolean servesOnlyResponses(Authorization one) {
            Permissions alone = Permissions.of(List.of(one.rule()), PrefixLists.NONE);
            return facts.begun().stream().noneMatch(begun -> WorldPlanTest.permits(alone, facts.snapshot(), begun));
        }

        /** Whether the plan says so of the rule, and the profile of all that it serves. */
        boolean isMarked(Authorization one) {
            AddressSet served =
                    AddressSet.of(List.of(((Destination.Addresses) one.rule().destination()).cidr()));
            List<Conversation> conversations = facts.conversations().stream()
                    .filter(seen -> one.rule().service().covers(seen.service()) && served.contains(seen.destination()))
                    .toList();
            return one.evidence().orElseThrow().isAmbiguous()
                    && !conversations.isEmpty()
                    && conversations.stream().allMatch(Conversation::isAmbiguous);
        }

        Gate gate() {
            return plan.gates().stream()
                    .filter(gate -> gate.name() == Gate.Name.AMBIGUOUS)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private record GroupFacts(Snapshot snapshot, List<Initiated> begun, List<Conversation> conversations) {}

    private static List<Planned> plans(World world) {
        Snapshot.Builder builder = new Snapshot.Builder();
        Snapshot whole = WorldPlanTest.open(world);
        whole.securityGroups().forEach(builder::securityGroup);
        whole.networkInterfaces().forEach(builder::networkInterface);
        whole.subnets().forEach(builder::subnet);
        whole.vpcs().forEach(builder::vpc);
        Snapshot snapshot = builder.build();
        ObservedTraffic traffic = new ObservedTraffic(
                WorldPlanTest.observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        List<Planned> plans = new ArrayList<>();
        for (String group : GROUPS) {
            Plan plan = new Planner(snapshot, PIN).fromTraffic(group, traffic).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            });
            Set<String> associated = new TreeSet<>();
            world.hosts().stream()
                    .filter(host -> host.groups().contains(group))
                    .map(Host::networkInterface)
                    .forEach(associated::add);
            List<Initiated> begun = world.everInitiated().stream()
                    .filter(one -> associated.contains(one.networkInterface()))
                    .toList();
            plans.add(new Planned(
                    group,
                    plan,
                    new GroupFacts(
                            snapshot, begun, traffic.whole().forGroup(group).conversations())));
        }
        return plans;
    }

    private static World world(long seed, UnaryOperator<WorldMaker> kind, FlowLog... flowLogs) {
        WorldMaker maker = kind.apply(WorldMaker.of(seed, 30, 20).calledOnHighPorts());
        for (FlowLog flowLog : flowLogs) {
            maker.watchedBy(flowLog);
        }
        return maker.make();
    }

    /** Everything that was begun and that a record shows is permitted: what is said about responses costs no recall. */
    private static void assertThatNothingIsMissing(long seed, World world, Planned planned) {
        Permissions result = Permissions.of(planned.plan().result(), PrefixLists.NONE);
        Set<String> known = new TreeSet<>();
        planned.facts().snapshot().networkInterfaces().forEach(one -> {
            if (one.groups().contains(planned.group())) {
                known.add(one.id());
            }
        });
        for (Initiated one : world.initiated()) {
            if (known.contains(one.networkInterface())) {
                assertThat(WorldPlanTest.permits(result, planned.facts().snapshot(), one))
                        .as("recall, seed %d, %s: %s", seed, planned.group(), one)
                        .isTrue();
            }
        }
    }

    private static String text(Authorization one) {
        return one.rule().service() + " to " + one.rule().destination().text();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 24);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRuleServesOnlyResponsesWhereEveryConnectionHasFlagsAndBeganInThePeriod(long seed) {
        FlowLog flowLog = FlowLog.version5("fl-5", seed % 2 == 0 ? 60 : 600);
        World world = world(seed, maker -> maker.beganInside().askedOnlyWithFlags(), flowLog);

        for (Planned planned : plans(world)) {
            assertThat(planned.servingOnlyResponses().stream().map(WorldResponsesTest::text))
                    .as("seed %d, %s", seed, planned.group())
                    .isEmpty();
            assertThatNothingIsMissing(seed, world, planned);
        }
    }

    /** A ping, a tunnel, a clock that asks from the port it asks for: the answer leaves in the second the question came. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyWhatHasNoFlagsAndNoPortThatTellsIsLeftUndecidedThen(long seed) {
        World world = world(seed, WorldMaker::beganInside, V5);

        for (Planned planned : plans(world)) {
            boolean isAsked =
                    planned.group().equals("sg-web") || planned.group().equals("sg-base");
            assertThat(planned.servingOnlyResponses().stream().map(WorldResponsesTest::text))
                    .as("seed %d, %s", seed, planned.group())
                    .containsExactlyInAnyOrder(
                            isAsked
                                    ? new String[] {
                                        "icmp all to 203.0.113.9/32",
                                        "udp 123 to 203.0.113.123/32",
                                        "protocol 47 to 203.0.113.47/32"
                                    }
                                    : new String[0]);
            assertThat(planned.servingOnlyResponses()).allMatch(planned::isMarked);
            assertThatNothingIsMissing(seed, world, planned);
        }
    }

    static Stream<Arguments> otherLogs() {
        return LongStream.rangeClosed(1, 6)
                .boxed()
                .flatMap(seed -> Stream.of(
                        Arguments.of(seed, "began before", new FlowLog[] {V5}),
                        Arguments.of(seed, "lossy", new FlowLog[] {V5.losing(20)}),
                        Arguments.of(seed, "no direction", new FlowLog[] {FlowLog.version3("fl-3", 60)}),
                        Arguments.of(seed, "no flags", new FlowLog[] {V2}),
                        Arguments.of(seed, "flags in one of two", new FlowLog[] {V2, V5})));
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("otherLogs")
    void everyRuleThatServesOnlyResponsesIsFlagged(long seed, String kind, FlowLog[] flowLogs) {
        World world = world(seed, maker -> maker, flowLogs);
        int rules = 0;
        int responses = 0;
        double largest = 0;
        for (Planned planned : plans(world)) {
            for (Authorization one : planned.servingOnlyResponses()) {
                assertThat(planned.isMarked(one))
                        .as("seed %d, %s, %s: %s", seed, kind, planned.group(), text(one))
                        .isTrue();
                responses++;
            }
            rules += planned.plan().authorize().size();
            double share = planned.plan().learning().observed().orElseThrow().ambiguousShare();
            largest = Math.max(largest, share);
            assertThat(planned.gate().fails()).isEqualTo(share > EvidenceGates.AMBIGUOUS);
            assertThat(share > EvidenceGates.AMBIGUOUS && planned.plan().isReady())
                    .isFalse();
            assertThatNothingIsMissing(seed, world, planned);
        }
        assertThat(responses).as("seed %d, %s", seed, kind).isPositive();
        System.out.printf(
                "responses: seed %d, %s: %d of %d rules serve only responses, all flagged; ambiguous share up to"
                        + " %.4f%n",
                seed, kind, responses, rules, largest);
    }
}
