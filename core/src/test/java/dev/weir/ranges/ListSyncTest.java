package dev.weir.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListSyncTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    private static ListState list(int maxEntries, Set<Cidr> entries) {
        return new ListState(
                "pl-1", "one", IpFamily.IPV4, 7, maxEntries, entries, "modify-complete", "", Optional.empty());
    }

    private static Set<Cidr> cidrs(String... texts) {
        return Stream.of(texts).map(Cidr::parse).collect(Collectors.toCollection(TreeSet::new));
    }

    private static AddressSet addresses(String... texts) {
        return AddressSet.of(cidrs(texts));
    }

    @Test
    void growsAtOnceAndKeepsWhatLeftForADay() {
        ListSync sync = ListSync.of(
                list(10, cidrs("192.0.2.0/24", "203.0.113.0/28")),
                addresses("192.0.2.0/24", "198.51.100.0/25"),
                Map.of(),
                DAY,
                NOW);

        assertThat(sync.added()).isEqualTo(addresses("198.51.100.0/25"));
        assertThat(sync.removed().isEmpty()).isTrue();
        assertThat(sync.leaving()).isEqualTo(Map.of(Cidr.parse("203.0.113.0/28"), NOW));
        assertThat(sync.calls().orElseThrow())
                .containsExactly(new ListCall(List.of(Cidr.parse("198.51.100.0/25")), List.of()));
    }

    @Test
    void shrinksWhenTheGraceIsOver() {
        Map<Cidr, Instant> yesterday = Map.of(Cidr.parse("203.0.113.0/28"), NOW.minus(DAY));

        ListSync sync = ListSync.of(
                list(10, cidrs("192.0.2.0/24", "203.0.113.0/28")), addresses("192.0.2.0/24"), yesterday, DAY, NOW);

        assertThat(sync.removed()).isEqualTo(addresses("203.0.113.0/28"));
        assertThat(sync.leaving()).isEmpty();
    }

    @Test
    void takesAnAddressThatCameBackForOneThatNeverLeft() {
        Map<Cidr, Instant> longAgo = Map.of(Cidr.parse("203.0.113.0/28"), NOW.minus(DAY));

        ListSync sync = ListSync.of(list(10, cidrs("203.0.113.0/28")), addresses("203.0.113.0/28"), longAgo, DAY, NOW);

        assertThat(sync.calls().orElseThrow()).isEmpty();
        assertThat(sync.leaving()).isEmpty();
    }

    @Test
    void joinsEntriesOnlyWhereTheyWouldNotFitOtherwise() {
        Set<Cidr> halves = cidrs("192.0.2.0/25", "192.0.2.128/25");
        AddressSet wanted = addresses("192.0.2.0/24", "198.51.100.0/24");

        assertThat(ListSync.of(list(3, halves), wanted, Map.of(), DAY, NOW).entries())
                .hasSize(3);
        ListSync tight = ListSync.of(list(2, halves), wanted, Map.of(), DAY, NOW);
        assertThat(tight.entries()).isEqualTo(cidrs("192.0.2.0/24", "198.51.100.0/24"));
        assertThat(tight.calls().orElseThrow()).hasSize(1);
    }

    @Test
    void saysHowLargeTheListWouldHaveToBe() {
        ListSync sync = ListSync.of(
                list(1, cidrs("192.0.2.0/24")), addresses("192.0.2.0/24", "198.51.100.0/24"), Map.of(), DAY, NOW);

        assertThat(sync.calls()).isEmpty();
        assertThat(sync.needs()).isEqualTo(2);
        assertThat(sync.in(2).calls()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverLosesWhatItKeepsNorHoldsWhatItNeverShouldOnAnyWay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int bits = random.nextInt(4, 10);
        Set<Cidr> held = some(random, bits);
        AddressSet published = AddressSet.of(some(random, bits));
        Map<Cidr, Instant> departures = new HashMap<>();
        some(random, bits).forEach(cidr -> departures.put(cidr, NOW.minus(Duration.ofHours(random.nextInt(0, 48)))));
        ListState list = list(random.nextInt(Math.max(1, held.size()), held.size() + 40), held);

        ListSync sync = ListSync.of(list, published, departures, DAY, NOW);
        AddressSet target = sync.target();

        assertThat(target.contains(published)).as("seed %d", seed).isTrue();
        assertThat(published.union(AddressSet.of(held)).contains(target)).isTrue();
        for (Cidr host : hosts(bits)) {
            boolean wasHeld = held.stream().anyMatch(entry -> entry.contains(host));
            boolean isPublished = published.contains(host.first());
            boolean isLate = departures.entrySet().stream()
                    .filter(left -> left.getKey().contains(host))
                    .map(Map.Entry::getValue)
                    .min(Instant::compareTo)
                    .filter(since -> !since.plus(DAY).isAfter(NOW))
                    .isPresent();
            boolean anyLate = departures.entrySet().stream()
                    .anyMatch(left -> left.getKey().contains(host)
                            && !left.getValue().plus(DAY).isAfter(NOW));
            if (isPublished || wasHeld && !anyLate) {
                assertThat(target.contains(host.first()))
                        .as("seed %d: %s stays", seed, host)
                        .isTrue();
            }
            if (!isPublished && (!wasHeld || isLate && allLate(departures, host))) {
                assertThat(target.contains(host.first()))
                        .as("seed %d: %s goes", seed, host)
                        .isFalse();
            }
        }
        if (sync.calls().isEmpty()) {
            ListSync larger = sync.in(sync.needs());
            assertThat(larger.calls()).isPresent();
            check(seed, larger, new ArrayList<>(larger.calls().orElseThrow()), sync.needs());
            assertThat(sync.needs()).isGreaterThan(list.maxEntries());
            return;
        }
        check(seed, sync, sync.calls().orElseThrow(), list.maxEntries());
    }

    private static boolean allLate(Map<Cidr, Instant> departures, Cidr host) {
        return departures.entrySet().stream()
                .filter(left -> left.getKey().contains(host))
                .allMatch(left -> !left.getValue().plus(DAY).isAfter(NOW));
    }

    private static void check(long seed, ListSync sync, List<ListCall> calls, int room) {
        AddressSet before = sync.list().addresses();
        AddressSet kept = before.intersect(sync.target());
        Set<Cidr> now = sync.list().entries();
        for (ListCall call : calls) {
            assertThat(call.add())
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(ListCall.MOST)
                    .noneMatch(now::contains);
            assertThat(call.remove()).hasSizeLessThanOrEqualTo(ListCall.MOST).noneMatch(call.add()::contains);
            assertThat(now).containsAll(call.remove());
            now = call.after(now);
            AddressSet holds = AddressSet.of(now);
            assertThat(now).hasSizeLessThanOrEqualTo(room);
            assertThat(holds.contains(kept))
                    .as("seed %d: all that stays, after %s", seed, call)
                    .isTrue();
            assertThat(before.union(sync.target()).contains(holds)).isTrue();
        }
        assertThat(AddressSet.of(now)).as("seed %d", seed).isEqualTo(sync.target());
    }

    private static List<Cidr> hosts(int bits) {
        List<Cidr> hosts = new ArrayList<>();
        for (int host = 0; host < 1 << bits; host++) {
            hosts.add(Cidr.parse("10.0." + (host >> 8) + "." + (host & 255) + "/32"));
        }
        return hosts;
    }

    private static Set<Cidr> some(SplittableRandom random, int bits) {
        Set<Cidr> cidrs = new TreeSet<>();
        int count = random.nextInt(0, 1 << (bits - 2));
        for (int n = 0; n < count; n++) {
            int host = random.nextInt(1 << bits);
            int length = 32 - random.nextInt(0, 4);
            cidrs.add(Cidr.canonical("10.0." + (host >> 8) + "." + (host & 255) + "/" + length));
        }
        return cidrs;
    }

    @Test
    void aDepartureYetToComeIsOfNow() {
        Map<Cidr, Instant> wrong = Map.of(Cidr.parse("203.0.113.0/28"), Instant.MAX);

        ListSync sync = ListSync.of(
                list(10, cidrs("192.0.2.0/24", "203.0.113.0/28")), addresses("192.0.2.0/24"), wrong, DAY, NOW);

        assertThat(sync.leaving()).isEqualTo(Map.of(Cidr.parse("203.0.113.0/28"), NOW));
    }

    @Test
    void aWholeDocumentIsTooMuchForAnyListAtOnce() {
        AddressSet many = AddressSet.of(IntStream.range(0, 100_000)
                .mapToObj(n -> Cidr.parse((20 + n / 62_500) + "." + n / 250 % 250 + "." + n % 250 + ".0/25"))
                .toList());

        assertThat(ListSync.of(list(60, cidrs("192.0.2.0/24")), many, Map.of(), DAY, NOW)
                        .needs())
                .isEqualTo(100_001);
    }
}
