package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.UnseenMass;
import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.world.FlowLog;
import dev.weir.world.Host;
import dev.weir.world.Initiated;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On generated worlds, plans are as narrow as can be within their quota, and break no more than they said. */
class WorldOptimumTest {

    private static final Set<String> GROUPS = new TreeSet<>(Set.of("sg-web", "sg-app", "sg-db", "sg-base"));
    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-12-21T06:00:00Z"))
            .preferring(PlanSettings.Preference.ADDRESSES)
            .together(GROUPS);
    private static final PlanSettings PIN = SETTINGS.treating(PlanSettings.Internet.PIN);

    private record Watched(World world, Snapshot snapshot, ObservedTraffic traffic) {

        static Watched of(long seed, int hours, int connections) {
            // Records that name no service of AWS: what has a prefix list is not pinned, and here all are.
            World world = WorldMaker.of(seed, hours, connections)
                    .watchedBy(
                            FlowLog.version3("fl-3", 60).and(List.of("pkt-srcaddr", "pkt-dstaddr", "flow-direction")))
                    .make();
            Snapshot whole = WorldPlanTest.open(world);
            Snapshot.Builder builder = new Snapshot.Builder();
            whole.securityGroups().forEach(builder::securityGroup);
            whole.networkInterfaces().forEach(builder::networkInterface);
            whole.subnets().forEach(builder::subnet);
            whole.vpcs().forEach(builder::vpc);
            Snapshot snapshot = builder.build();
            return new Watched(
                    world,
                    snapshot,
                    new ObservedTraffic(
                            WorldPlanTest.observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT));
        }

        PlanAnswer answer(String group, PlanSettings settings) {
            return new Planner(snapshot, settings).fromTraffic(group, traffic);
        }

        Plan plan(String group, PlanSettings settings) {
            return answer(group, settings).match(plan -> plan, sentence -> {
                throw new AssertionError(sentence);
            });
        }

        /** What must be permitted: the addresses by service. */
        Map<Service, Set<IpAddress>> needed(String group) {
            Map<Service, Set<IpAddress>> needed = new TreeMap<>();
            for (Conversation one : traffic.whole().forGroup(group).conversations()) {
                needed.computeIfAbsent(one.service(), service -> new TreeSet<>())
                        .add(one.destination());
            }
            return needed;
        }
    }

    /** The least that must be opened beside what is needed with so many rules of a family; null where they are too few. */
    private static BigInteger[] optimum(Map<Service, Set<IpAddress>> needed, IpFamily family, int budget) {
        TrieOptimum trie = new TrieOptimum(family, budget);
        BigInteger[] all = trie.curve(Set.of());
        for (Set<IpAddress> addresses : needed.values()) {
            all = trie.together(all, trie.curve(addresses));
        }
        return all;
    }

    private static BigInteger opened(Plan plan, Map<Service, Set<IpAddress>> needed, IpFamily family) {
        BigInteger sum = BigInteger.ZERO;
        Map<Service, List<Cidr>> rules = new TreeMap<>();
        for (SecurityGroupRule.Known rule : plan.result()) {
            Cidr cidr = ((Destination.Addresses) rule.destination()).cidr();
            rules.computeIfAbsent(rule.service(), service -> new ArrayList<>()).add(cidr);
        }
        assertThat(needed.keySet()).containsAll(rules.keySet());
        for (Map.Entry<Service, List<Cidr>> one : rules.entrySet()) {
            AddressSet addresses = AddressSet.of(one.getValue());
            long wanted = needed.getOrDefault(one.getKey(), Set.of()).stream()
                    .filter(address -> address.family() == family)
                    .peek(address -> assertThat(addresses.contains(address))
                            .as("%s", address)
                            .isTrue())
                    .count();
            sum = sum.add(addresses.size(family)).subtract(BigInteger.valueOf(wanted));
        }
        return sum;
    }

    private static long rules(List<SecurityGroupRule.Known> rules, IpFamily family) {
        return rules.stream()
                .filter(rule ->
                        ((Destination.Addresses) rule.destination()).cidr().family() == family)
                .count();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void opensNoMoreThanTheBestRulesWithinTheQuota(long seed) {
        Watched watched = Watched.of(seed, 72, 25);
        int compared = 0;
        for (String group : GROUPS) {
            Map<Service, Set<IpAddress>> needed = watched.needed(group);
            int smallest = 0;
            for (IpFamily family : IpFamily.values()) {
                BigInteger[] curve = optimum(needed, family, 60);
                int least = 0;
                while (curve[least] == null) {
                    least++;
                }
                // The old rule of the family stands while the new ones are authorized.
                smallest = Math.max(smallest, least + 1);
            }
            int tooSmall = smallest - 1;
            String refused = watched.answer(group, PIN.within(tooSmall)).match(plan -> "made", sentence -> sentence);
            assertThat(refused)
                    .as("seed %d, %s within %d", seed, group, tooSmall)
                    .contains("the smallest quota that would do is " + smallest);
            for (int quota : new int[] {smallest, smallest + 1, smallest + 2, smallest + 4, smallest + 8, 60}) {
                Plan plan = watched.plan(group, PIN.within(quota));

                assertThat(plan.proof().holds()).isTrue();
                for (IpFamily family : IpFamily.values()) {
                    BigInteger best = optimum(needed, family, quota - 1)[quota - 1];
                    assertThat(opened(plan, needed, family))
                            .as("seed %d, %s within %d, %s", seed, group, quota, family)
                            .isEqualTo(best);
                    assertThat(rules(plan.result(), family) + 1).isLessThanOrEqualTo(quota);
                    compared++;
                }
            }
        }
        System.out.printf("world optimum: seed %d, %d plans and families compared%n", seed, compared);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theCurveAndTheRulesCountWhatWasNeverSeenAlike(long seed) {
        Watched watched = Watched.of(seed, 72, 25);
        int compared = 0;
        for (String group : GROUPS) {
            Map<Service, Set<IpAddress>> needed = watched.needed(group);
            for (int quota : new int[] {14, 18, 24, 60}) {
                Optional<Plan> made = watched.answer(group, PIN.within(quota))
                        .match(Optional::of, tooSmallAQuota -> Optional.empty());
                if (made.isEmpty()) {
                    continue;
                }
                Plan plan = made.get();
                BigInteger opened = opened(plan, needed, IpFamily.IPV4).add(opened(plan, needed, IpFamily.IPV6));
                String what = "seed %d, %s within %d".formatted(seed, group, quota);
                assertThat(plan.learning().curve())
                        .as(what)
                        .contains(new Plan.TradeoffPoint(plan.result().size(), opened));
                assertThat(plan.authorize().stream()
                                .map(one -> one.evidence().orElseThrow().neverSeen())
                                .reduce(BigInteger.ZERO, BigInteger::add))
                        .as(what)
                        .isEqualTo(opened);
                compared++;
            }
        }
        assertThat(compared).as("plans compared, seed %d", seed).isGreaterThan(4);
    }

    /** Whether all that the rule serves is flagged as ambiguous: kept, because what nobody can decide is never dropped. */
    private static boolean isDoubtful(Watched watched, String group, SecurityGroupRule.Known rule) {
        Cidr cidr = ((Destination.Addresses) rule.destination()).cidr();
        return watched.traffic().whole().forGroup(group).conversations().stream()
                .filter(one -> rule.service().covers(one.service()) && cidr.contains(one.destination()))
                .allMatch(Conversation::isAmbiguous);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void hasNoRuleThatServesOnlyResponses(long seed) {
        Watched watched = Watched.of(seed, 72, 25);
        int doubtful = 0;
        for (String group : GROUPS) {
            Plan plan = watched.plan(group, PIN.within(200));
            Set<String> associated = new TreeSet<>();
            watched.world().hosts().stream()
                    .filter(host -> host.groups().contains(group))
                    .map(Host::networkInterface)
                    .forEach(associated::add);
            List<Initiated> begun = watched.world().everInitiated().stream()
                    .filter(one -> associated.contains(one.networkInterface()))
                    .toList();
            for (SecurityGroupRule.Known rule : plan.result()) {
                if (isDoubtful(watched, group, rule)) {
                    doubtful++;
                    continue;
                }
                Permissions alone = Permissions.of(List.of(rule), dev.weir.evaluation.PrefixLists.of(List.of()));
                assertThat(begun)
                        .as(
                                "seed %d, %s: %s %s",
                                seed, group, rule.service(), rule.destination().text())
                        .anyMatch(one -> WorldPlanTest.permits(alone, watched.snapshot(), one));
            }
        }
        System.out.printf("rules of ambiguous evidence alone: seed %d, %d%n", seed, doubtful);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void deniesNoMoreInTheBacktestThanWasPredicted(long seed) {
        Watched watched = Watched.of(seed, 24 * 28, 140);
        long judged = 0;
        long refused = 0;
        for (String group : GROUPS) {
            Plan plan = watched.plan(group, SETTINGS.within(200));
            Backtest backtest = plan.learning().backtest().orElseThrow();
            long denied = backtest.connections() - backtest.permitted();
            UnseenMass predicted = plan.learning().unseen().orElseThrow();

            assertThat(backtest.connections()).isPositive();
            assertThat(backtest.denied().stream()
                            .mapToLong(Backtest.DeniedLater::connections)
                            .sum())
                    .isEqualTo(denied);
            assertThat((double) denied)
                    .as("seed %d, %s: %d of %d denied, %s", seed, group, denied, backtest.connections(), predicted)
                    .isLessThanOrEqualTo(predicted.upper95() * backtest.connections());
            for (SecurityGroupRule.Known rule : plan.result()) {
                boolean everywhere =
                        ((Destination.Addresses) rule.destination()).cidr().prefixLength() == 0;
                if (everywhere) {
                    assertThat(plan.effect().staysOpen())
                            .as("seed %d, %s: %s", seed, group, rule.service())
                            .anyMatch(open -> open.service().covers(rule.service())
                                    && !open.reason().isEmpty());
                }
            }
            judged += backtest.connections();
            refused += denied;
        }
        System.out.printf("backtest: seed %d, %d of %d later connections denied%n", seed, refused, judged);
    }
}
