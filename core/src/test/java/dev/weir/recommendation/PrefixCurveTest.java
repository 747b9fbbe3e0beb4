package dev.weir.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.recommendation.TinyUniverse.Cover;
import dev.weir.recommendation.TinyUniverse.Rules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One class: every point of the curve against everything that could be tried. */
class PrefixCurveTest {

    private static final int SEEDS = 800;

    static Stream<TinyUniverse> universes() {
        return Stream.of(
                new TinyUniverse(IpFamily.IPV4, 0, IpAddress.parse("10.1.2.64")),
                new TinyUniverse(IpFamily.IPV4, 3, IpAddress.parse("192.0.2.0")),
                new TinyUniverse(IpFamily.IPV4, 27, IpAddress.parse("0.0.0.0")),
                new TinyUniverse(IpFamily.IPV6, 0, IpAddress.parse("2001:db8::40")),
                new TinyUniverse(IpFamily.IPV6, 62, IpAddress.parse("2001:db8::")),
                new TinyUniverse(IpFamily.IPV6, 123, IpAddress.parse("::")));
    }

    @ParameterizedTest
    @MethodSource("universes")
    void equalsBruteForceWhereEverythingIsAllowed(TinyUniverse universe) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int destinations = blocks(random, 1 + random.nextInt(7));
            check(universe, destinations, Rules.free(), 1 + random.nextInt(7), seed);
        }
    }

    @ParameterizedTest
    @MethodSource("universes")
    void equalsBruteForceUnderOldRulesZonesFloorsAndWhatIsOpen(TinyUniverse universe) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int destinations = blocks(random, 1 + random.nextInt(6));
            check(universe, destinations, rules(random, destinations), 1 + random.nextInt(6), seed);
        }
    }

    private static Rules rules(SplittableRandom random, int destinations) {
        int forbidden = random.nextInt(3) == 0 ? 0 : TinyUniverse.mask(2 + random.nextInt(4), random.nextInt(32));
        int open = random.nextInt(2) == 0 ? 0 : TinyUniverse.mask(1 + random.nextInt(5), random.nextInt(32));
        int heavy = TinyUniverse.mask(1 + random.nextInt(4), random.nextInt(32));
        int weight = random.nextInt(4);
        int[] weights = new int[32];
        for (int block = 0; block < 32; block++) {
            weights[block] = (heavy >>> block & 1) != 0 ? weight : 1;
        }
        return new Rules(~forbidden | destinations, open & ~destinations, weights, random.nextInt(6));
    }

    private static void check(TinyUniverse universe, int destinations, Rules rules, int limit, int seed) {
        PrefixCurve curve = curve(universe, destinations, rules, limit);
        String where = "seed %d, destinations %08x, limit %d, %s".formatted(seed, destinations, limit, rules);
        for (int count = 1; count <= limit; count++) {
            Optional<Cover> expected = universe.best(destinations, rules, count);
            int rulesUsed = fewestOfEqual(curve, Math.min(count, curve.length()));
            Optional<BigInteger> excess = curve.cost(rulesUsed).map(cost -> cost.shiftRight(Curve.TIE_BITS));

            assertThat(excess).as(where + ", count " + count).isEqualTo(expected.map(Cover::excess));
            expected.ifPresent(
                    cover -> assertThat(curve.prefixes(rulesUsed)).as(where).isEqualTo(cover.prefixes()));
        }
        assertThat(Optional.of(curve.fewestEver()))
                .as(where)
                .isEqualTo(Stream.iterate(1, count -> count <= 7, count -> count + 1)
                        .filter(count ->
                                universe.best(destinations, rules, count).isPresent())
                        .findFirst());
    }

    private static int fewestOfEqual(PrefixCurve curve, int count) {
        int fewest = count;
        while (fewest > 1
                && curve.cost(fewest)
                        .map(cost -> cost.shiftRight(Curve.TIE_BITS))
                        .equals(curve.cost(fewest - 1).map(cost -> cost.shiftRight(Curve.TIE_BITS)))) {
            fewest--;
        }
        return fewest;
    }

    private static PrefixCurve curve(TinyUniverse universe, int destinations, Rules rules, int limit) {
        List<Zone> zones = new ArrayList<>();
        for (int block = 0; block < 32; block++) {
            if (rules.weights()[block] != 1) {
                zones.add(new Zone(universe.addresses(1 << block), rules.weights()[block]));
            }
        }
        AddressSet all = universe.family == IpFamily.IPV4 ? AddressSet.ALL_IPV4 : AddressSet.ALL_IPV6;
        AddressSet allowed = all.minus(universe.addresses(~rules.allowed()));
        Measure measure = Measure.of(universe.family, allowed, universe.addresses(rules.open()), zones);
        int shortest = rules.shortestLevel() == TinyUniverse.HOST
                ? universe.family.bits()
                : universe.prefixLength(rules.shortestLevel());
        return PrefixCurve.of(universe.family, universe.destinations(destinations), measure, shortest, limit);
    }

    static int blocks(SplittableRandom random, int count) {
        int blocks = 0;
        while (Integer.bitCount(blocks) < count) {
            blocks |= 1 << random.nextInt(32);
        }
        return blocks;
    }

    @Test
    void winsWhereTheCurveIsNotConvexAndGreedyMergingLoses() {
        TinyUniverse universe = universes().findFirst().orElseThrow();
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 0; seed < 20_000 && seeds.size() < 120; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int destinations = blocks(random, 4 + random.nextInt(3));
            PrefixCurve curve = curve(universe, destinations, Rules.free(), 7);
            int count = 2 + random.nextInt(3);
            if (count > curve.length() || isConvex(curve)) {
                continue;
            }
            BigInteger greedy = greedyExcess(universe.destinations(destinations), count);
            BigInteger exact = excess(curve, count);
            assertThat(exact).as("seed " + seed).isLessThanOrEqualTo(greedy);
            if (exact.compareTo(greedy) < 0) {
                assertThat(exact)
                        .as("seed " + seed)
                        .isEqualTo(universe.best(destinations, Rules.free(), count)
                                .orElseThrow()
                                .excess());
                seeds.add(seed);
            }
        }
        System.out.println("non-convex curves where greedy merging loses, seeds: " + seeds);
        assertThat(seeds).hasSizeGreaterThanOrEqualTo(100);
    }

    private static BigInteger excess(PrefixCurve curve, int count) {
        return curve.cost(count).orElseThrow().shiftRight(Curve.TIE_BITS);
    }

    private static boolean isConvex(PrefixCurve curve) {
        for (int count = 2; count < curve.length(); count++) {
            BigInteger gain = excess(curve, count - 1).subtract(excess(curve, count));
            BigInteger next = excess(curve, count).subtract(excess(curve, count + 1));
            if (next.compareTo(gain) > 0) {
                return false;
            }
        }
        return true;
    }

    /** What everybody writes first: join the two neighbours that open least, until few enough are left. */
    private static BigInteger greedyExcess(Destinations destinations, int count) {
        List<Cidr> prefixes = new ArrayList<>();
        for (int i = 0; i < destinations.count(IpFamily.IPV4); i++) {
            prefixes.add(Cidr.host(destinations.address(IpFamily.IPV4, i)));
        }
        while (prefixes.size() > count) {
            int best = 0;
            Cidr joined = join(prefixes.get(0), prefixes.get(1));
            for (int i = 1; i + 1 < prefixes.size(); i++) {
                Cidr candidate = join(prefixes.get(i), prefixes.get(i + 1));
                if (candidate.prefixLength() > joined.prefixLength()) {
                    best = i;
                    joined = candidate;
                }
            }
            Cidr around = joined;
            prefixes.removeIf(around::contains);
            prefixes.add(Math.min(best, prefixes.size()), around);
            prefixes.sort(null);
        }
        return AddressSet.of(prefixes)
                .size(IpFamily.IPV4)
                .subtract(BigInteger.valueOf(destinations.count(IpFamily.IPV4)));
    }

    private static Cidr join(Cidr one, Cidr other) {
        int length = Math.min(one.prefixLength(), other.prefixLength());
        while (!Cidr.containing(one.base(), length).contains(other)) {
            length--;
        }
        return Cidr.containing(one.base(), length);
    }

    @Test
    void staysInsideTheOldRulesWhereMergingWouldLeaveThem() {
        TinyUniverse universe = universes().findFirst().orElseThrow();
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 0; seed < 20_000 && seeds.size() < 120; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int destinations = blocks(random, 3 + random.nextInt(4));
            int forbidden = TinyUniverse.mask(3 + random.nextInt(3), random.nextInt(32)) & ~destinations;
            Rules rules = new Rules(~forbidden, 0, Rules.free().weights(), 0);
            int count = 1 + random.nextInt(3);
            PrefixCurve free = curve(universe, destinations, Rules.free(), count);
            AddressSet merged = AddressSet.of(free.prefixes(free.length()));
            PrefixCurve held = curve(universe, destinations, rules, count);
            Optional<Cover> expected = universe.best(destinations, rules, count);
            assertThat(held.cost(held.length()).isPresent()).as("seed " + seed).isEqualTo(expected.isPresent());
            if (expected.isPresent() && merged.intersects(universe.addresses(forbidden))) {
                AddressSet opened = AddressSet.of(held.prefixes(held.length()));
                assertThat(opened.intersects(universe.addresses(forbidden)))
                        .as("seed " + seed)
                        .isFalse();
                assertThat(excess(held, held.length()))
                        .as("seed " + seed)
                        .isEqualTo(expected.orElseThrow().excess());
                seeds.add(seed);
            }
        }
        System.out.println("merging would leave the old rules, seeds: " + seeds);
        assertThat(seeds).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void coversTheWholeOfIpv6ExactlyBeyondSixtyFourBits() {
        Destinations ends = Destinations.of(
                List.of(IpAddress.parse("::"), IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")));
        Measure measure = Measure.of(IpFamily.IPV6, AddressSet.ALL_IPV6, AddressSet.EMPTY, List.of());

        PrefixCurve curve = PrefixCurve.of(IpFamily.IPV6, ends, measure, 0, 1);

        assertThat(excess(curve, 1)).isEqualTo(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.TWO));
        assertThat(curve.prefixes(1)).containsExactly(Cidr.ALL_IPV6);
    }
}
