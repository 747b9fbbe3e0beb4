package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ProfileSettings;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On generated worlds, what a plan says of the use of each rule is what counting its observations one by one says. */
class WorldConsequencesTest {

    private static final PlanSettings SETTINGS =
            PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z")).within(200);

    /** What one rule served, counted one by one. */
    private static final class Count {
        private final Set<LocalDate> days = new TreeSet<>();
        private final Set<String> interfaces = new TreeSet<>();
        private long connections;
        private Optional<Instant> last = Optional.empty();

        void add(Observation one) {
            days.add(one.day());
            interfaces.add(one.networkInterface());
            connections += one.connections();
            last = Optional.of(
                    last.filter(known -> known.isAfter(one.lastSeen())).orElse(one.lastSeen()));
        }
    }

    @ParameterizedTest
    @CsvSource({"11, PIN", "12, STABLE"})
    void countsInterfacesDaysAndLastUseAsBruteForceDoes(long seed, PlanSettings.Internet internet) {
        World world = WorldMaker.of(seed, 72, 25)
                .watchedBy(FlowLog.version5("fl-5", 60))
                .make();
        Snapshot snapshot = WorldPlanTest.open(world);
        ObservedTraffic observed = new ObservedTraffic(
                WorldPlanTest.observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        Set<String> groups = new TreeSet<>(Set.of("sg-web", "sg-app", "sg-db", "sg-base"));
        int several = 0;
        Planner planner = new Planner(snapshot, SETTINGS.together(groups).treating(internet));
        for (String group : groups) {
            Plan plan = planner.fromTraffic(group, observed).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            });
            GroupTraffic traffic = observed.whole().forGroup(group);
            GroupView view = GroupView.of(new PlannerInventory(snapshot, SETTINGS.policy()), group);
            String where = "seed " + seed + ", " + group + ", " + internet;

            for (Authorization one : plan.authorize()) {
                Count count = new Count();
                traffic.observations().stream()
                        .filter(seen -> permits(one.rule(), seen, snapshot)
                                && !view.needsNoRule(seen.service(), seen.destination()))
                        .forEach(count::add);
                Authorization.ServedTraffic evidence = one.evidence().orElseThrow();
                assertThat(evidence.interfaces())
                        .as("%s: interfaces of %s", where, one.rule())
                        .hasValue(count.interfaces.size());
                assertThat(evidence.days()).as(where).isEqualTo(count.days.size());
                assertThat(evidence.connections()).as(where).isEqualTo(count.connections);
                assertThat(Optional.of(evidence.lastSeen())).as(where).isEqualTo(count.last);
                several += count.interfaces.size() > 1 ? 1 : 0;
            }
            Consequences said = plan.consequences().orElseThrow();
            assertThat(said.uses()).hasSameSizeAs(plan.precondition().rules());
            for (Consequences.RuleUse use : said.uses()) {
                Count count = new Count();
                traffic.observations().stream()
                        .filter(seen -> permits(use.rule(), seen, snapshot))
                        .forEach(count::add);
                assertThat(use.use())
                        .as("%s: %s", where, use.rule())
                        .isEqualTo(new LastUse(
                                true, count.connections, count.days.size(), count.interfaces.size(), count.last));
            }
            Consequences.Watched watched = said.watched().orElseThrow();
            assertThat(watched.interfaces()).isGreaterThanOrEqualTo(watched.seen());
            assertThat(watched.rejected())
                    .isEqualTo(traffic.denied().stream()
                            .mapToLong(Observation::connections)
                            .sum());
        }
        assertThat(several).as("rules that several interfaces use").isPositive();
    }

    private static boolean permits(SecurityGroupRule.Known rule, Observation seen, Snapshot snapshot) {
        return rule.service().covers(seen.service()) && holds(rule.destination(), seen.destination(), snapshot);
    }

    private static boolean holds(Destination destination, IpAddress address, Snapshot snapshot) {
        return destination.match(
                addresses -> addresses.cidr().contains(address),
                list -> snapshot.prefixList(list.id()).orElseThrow().entries().stream()
                        .anyMatch(cidr -> cidr.contains(address)),
                group -> snapshot.associatedWith(group.id()).stream().anyMatch(one -> isOf(one, address)));
    }

    private static boolean isOf(NetworkInterface one, IpAddress address) {
        return one.addresses().contains(address)
                || one.prefixes().stream().anyMatch((Cidr prefix) -> prefix.contains(address));
    }
}
