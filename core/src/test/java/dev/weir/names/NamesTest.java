package dev.weir.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowReading;
import dev.weir.names.NamedWorld.Asked;
import dev.weir.names.NamedWorld.Connected;
import dev.weir.net.IpAddress;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names on worlds whose truth is known. */
class NamesTest {

    private static final int WORLDS = 12;

    private record Seen(String networkInterface, LocalDate day, IpAddress destination) {}

    /** A world, and what is said of its connections. */
    private static final class Told {
        final NamedWorld world;
        final TrafficProfile profile;
        final Names names;
        final Map<Seen, Observation> observations = new HashMap<>();

        Told(long seed) {
            world = new NamedWorld(seed);
            profile = world.profile();
            Set<IpAddress> wanted = new HashSet<>();
            profile.observations(seen -> {
                wanted.add(seen.destination());
                if (seen.service().from() == 443) {
                    observations.put(new Seen(seen.networkInterface(), seen.day(), seen.destination()), seen);
                }
            });
            Askings askings = new Askings(world.inventory(), wanted);
            FlowReading reading = QueryLog.read(LoggedBytes.of(world.log()), askings::add);
            assertThat(reading.complete()).isTrue();
            assertThat(reading.records()).isEqualTo(world.asked.size());
            names = new Names(askings, world.inventory(), profile);
        }

        Observation of(Connected one) {
            Observation seen = observations.get(new Seen(
                    one.networkInterface(),
                    LocalDate.ofEpochDay(one.at() / 86_400),
                    IpAddress.parse(one.destination())));
            return Objects.requireNonNull(seen);
        }

        /** By brute force: what may have been asked for the interface and led to the destination, before the last packet. */
        Set<String> fitting(Observation seen) {
            Set<String> fitting = new TreeSet<>();
            for (Asked one : world.asked) {
                boolean before = one.at() <= seen.lastSeen().getEpochSecond() + Names.SKEW.toSeconds();
                boolean leads = one.answer().contains(seen.destination().toString());
                if (before && leads && world.mayAskFor(one, seen.networkInterface())) {
                    fitting.add(one.name());
                }
            }
            return fitting;
        }
    }

    private static List<String> names(Naming naming) {
        return naming.names().stream().map(AskedName::name).toList();
    }

    /** Certain or likely and right, or one of several where several were asked for that lead there. */
    @Test
    void namesRightlyWhatAQueryPrecedes() {
        namesRightly(0, WORLDS);
    }

    @Test
    @Tag("deep")
    void namesRightlyInManyWorlds() {
        namesRightly(WORLDS, 120);
    }

    private static void namesRightly(int from, int to) {
        long preceded = 0;
        long right = 0;
        long alone = 0;
        long aloneRight = 0;
        long certain = 0;
        List<String> wrong = new ArrayList<>();
        for (int seed = from; seed < to; seed++) {
            Told told = new Told(seed);
            for (Connected one : told.world.connected) {
                if (!one.afterQuery()) {
                    continue;
                }
                Observation seen = told.of(one);
                Naming naming = told.names.of(seen);
                Set<String> fitting = told.fitting(seen);
                boolean isOne = naming.names().size() == 1;
                boolean named = names(naming).contains(one.name());
                boolean isRight = named && (isOne || fitting.size() > 1);
                preceded++;
                right += isRight ? 1 : 0;
                alone += fitting.size() == 1 ? 1 : 0;
                aloneRight += fitting.size() == 1 && isOne && named ? 1 : 0;
                if (naming.certainty() == Certainty.CERTAIN) {
                    certain++;
                    if (!named) {
                        wrong.add("seed " + seed + ": " + one + " is named " + naming);
                    }
                }
            }
        }

        System.out.printf(
                "names: %d connections after a query, %.3f %% rightly named; of %d with one name that fits %.3f %%; %.1f %% certain%n",
                preceded, 100.0 * right / preceded, alone, 100.0 * aloneRight / alone, 100.0 * certain / preceded);
        assertThat(wrong).isEmpty();
        assertThat(preceded).isGreaterThan(5_000);
        assertThat((double) right / preceded).isGreaterThanOrEqualTo(0.99);
        assertThat((double) aloneRight / alone).isGreaterThanOrEqualTo(0.99);
        assertThat((double) certain / preceded).isGreaterThan(0.2);
    }

    @Test
    void neverSaysCertainWhereTwoNamesFit() {
        for (int seed = 0; seed < WORLDS; seed++) {
            Told told = new Told(seed);
            for (Observation seen : told.observations.values()) {
                Naming naming = told.names.of(seen);
                Set<String> fitting = told.fitting(seen);

                if (naming.certainty() == Certainty.CERTAIN) {
                    assertThat(fitting).as("seed %d: %s", seed, seen).containsExactlyElementsOf(names(naming));
                }
                if (fitting.size() > 1) {
                    assertThat(naming.certainty())
                            .as("seed %d: %s", seed, seen)
                            .isIn(Certainty.ONE_OF, Certainty.LIKELY);
                }
            }
        }
    }

    @Test
    void whatNoQueryPrecedesHasNoName() {
        int unnamed = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            Told told = new Told(seed);
            for (Connected one : told.world.connected) {
                if (one.name().isEmpty()) {
                    unnamed++;
                    assertThat(told.names.of(told.of(one))).isEqualTo(Naming.NONE);
                }
            }
        }
        assertThat(unnamed).isPositive();
    }

    @Test
    void orderRepetitionAndPartitionDoNotMatter() {
        for (int seed = 0; seed < 10; seed++) {
            Told told = new Told(seed);
            Set<IpAddress> wanted =
                    told.observations.keySet().stream().map(Seen::destination).collect(Collectors.toSet());
            List<Askings> parts = List.of(
                    new Askings(told.world.inventory(), wanted),
                    new Askings(told.world.inventory(), wanted),
                    new Askings(told.world.inventory(), wanted));
            int[] turn = {seed};
            for (int times = 0; times < 2; times++) {
                QueryLog.read(
                        LoggedBytes.of(told.world.log()),
                        query -> parts.get(Math.floorMod(turn[0]++, 3)).add(query));
            }
            parts.get(2).add(parts.get(0));
            parts.get(2).add(parts.get(1));
            Names again = new Names(parts.get(2), told.world.inventory(), told.profile);

            for (Observation seen : told.observations.values()) {
                assertThat(again.of(seen)).as("seed %d", seed).isEqualTo(told.names.of(seen));
            }
        }
    }

    @Test
    void theGroupsDestinationsAreAsSureAsTheLeastSureOfThem() {
        for (int seed = 0; seed < 10; seed++) {
            Told told = new Told(seed);
            GroupNames group = new GroupNames(told.profile.forGroup(NamedWorld.GROUP), told.names);
            Map<IpAddress, Set<String>> all = new HashMap<>();
            Map<IpAddress, Set<Certainty>> certainties = new HashMap<>();
            told.observations.values().forEach(seen -> {
                Naming naming = told.names.of(seen);
                all.computeIfAbsent(seen.destination(), any -> new TreeSet<>()).addAll(names(naming));
                certainties
                        .computeIfAbsent(seen.destination(), any -> new HashSet<>())
                        .add(naming.certainty());
            });

            List<IpAddress> listed = new ArrayList<>();
            for (NamedDestinations one : group.destinations()) {
                if (one.service().from() != 443) {
                    continue;
                }
                for (IpAddress address : one.addresses()) {
                    listed.add(address);
                    Naming naming = one.naming();
                    assertThat(names(naming)).containsExactlyInAnyOrderElementsOf(all.get(address));
                    assertThat(naming).isEqualTo(group.of(one.service(), address));
                    assertThat(naming.certainty() == Certainty.CERTAIN)
                            .as("seed %d: %s", seed, one)
                            .isEqualTo(certainties
                                            .getOrDefault(address, Set.of())
                                            .equals(Set.of(Certainty.CERTAIN))
                                    && all.getOrDefault(address, Set.of()).size() == 1);
                }
            }
            assertThat(listed).containsExactlyInAnyOrderElementsOf(all.keySet());
        }
    }
}
