package dev.weir.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Ranges of ports on eight ports by eight addresses, against branch and bound over all tight rectangles. */
class MergedPortsTest {

    private static final int SIDE = 8;
    private static final int FIRST_PORT = 9000;

    /** A rectangle of ports and a prefix, with the points of the grid in it: bit {@code port * 8 + address}. */
    private record Rectangle(int fromPort, int toPort, int fromAddress, int toAddress) {

        long mask() {
            long mask = 0;
            for (int port = fromPort; port <= toPort; port++) {
                for (int address = fromAddress; address <= toAddress; address++) {
                    mask |= 1L << port * SIDE + address;
                }
            }
            return mask;
        }
    }

    private record World(long points, long allowed, int limit) {}

    private static World world(SplittableRandom random) {
        long points = 0;
        int count = 3 + random.nextInt(6);
        while (Long.bitCount(points) < count) {
            points |= 1L << random.nextInt(64);
        }
        long allowed = -1;
        if (random.nextInt(3) == 0) {
            int level = random.nextInt(1, 4);
            int address = random.nextInt(SIDE) & -(1 << 3 - level);
            int port = random.nextInt(SIDE);
            int lastPort = Math.min(SIDE - 1, port + random.nextInt(3));
            allowed = ~new Rectangle(port, lastPort, address, address + (1 << 3 - level) - 1).mask() | points;
        }
        return new World(points, allowed, 1 + random.nextInt(4));
    }

    private static OptimiserRequest request(World world) {
        List<TrafficClass> classes = new ArrayList<>();
        TrafficSet.Builder old = new TrafficSet.Builder();
        for (int port = 0; port < SIDE; port++) {
            List<IpAddress> seen = new ArrayList<>();
            for (int address = 0; address < SIDE; address++) {
                long bit = 1L << port * SIDE + address;
                if ((world.points() & bit) != 0) {
                    seen.add(address(address));
                }
                if ((world.allowed() & bit) != 0) {
                    old.add(Service.tcp(FIRST_PORT + port), AddressSet.of(Cidr.host(address(address))));
                }
            }
            if (!seen.isEmpty()) {
                classes.add(TrafficClass.of(Service.tcp(FIRST_PORT + port), Destinations.of(seen)));
            }
        }
        return new OptimiserRequest(classes, List.of(), Constraints.of(old.build(), Quota.of(world.limit())));
    }

    private static IpAddress address(int number) {
        return IpAddress.ipv4(0xC0000200L + number);
    }

    @Test
    void equalsTheBestThatGuillotineCutsReachAndStatesHowOftenThatIsTheBestOfAll() {
        int compared = 0;
        int optimal = 0;
        int impossible = 0;
        for (int seed = 0; seed < 2500; seed++) {
            World world = world(new SplittableRandom(seed));
            BranchAndBound all = new BranchAndBound(world, set -> true);
            BranchAndBound reachable = new BranchAndBound(world, MergedPortsTest::isReachable);
            OptimiserAnswer answer = Optimiser.recommendMergingPorts(request(world));
            String where = "seed " + seed + ", " + world;
            Optional<Integer> best = all.leastExcess();
            Optional<BigInteger> found = answer instanceof Tradeoff tradeoff
                    ? Optional.of(tradeoff.best().point().neverSeen())
                    : Optional.empty();

            assertThat(found).as(where).isEqualTo(reachable.leastExcess().map(BigInteger::valueOf));
            if (best.isEmpty()) {
                impossible++;
                continue;
            }
            compared++;
            optimal += best.map(BigInteger::valueOf).equals(found) ? 1 : 0;
        }
        System.out.printf(
                "guillotine cuts: %d of %d results are the best of all (%.2f %%), %d had none%n",
                optimal, compared, 100.0 * optimal / compared, impossible);
        assertThat(compared).isGreaterThan(2000);
        assertThat(optimal).isGreaterThan(compared * 95 / 100);
    }

    /** Whether straight cuts, by port or into the halves of the common prefix, separate the rectangles. */
    private static boolean isReachable(List<Rectangle> set) {
        if (set.size() <= 1) {
            return true;
        }
        for (int cut = 0; cut < SIDE - 1; cut++) {
            int last = cut;
            List<Rectangle> below =
                    set.stream().filter(one -> one.toPort() <= last).toList();
            List<Rectangle> above =
                    set.stream().filter(one -> one.fromPort() > last).toList();
            if (!below.isEmpty() && !above.isEmpty() && below.size() + above.size() == set.size()) {
                return isReachable(below) && isReachable(above);
            }
        }
        int low = set.stream().mapToInt(Rectangle::fromAddress).min().orElseThrow();
        int high = set.stream().mapToInt(Rectangle::toAddress).max().orElseThrow();
        int width = Integer.highestOneBit(low ^ high);
        int middle = high & -width;
        List<Rectangle> lower =
                set.stream().filter(one -> one.toAddress() < middle).toList();
        List<Rectangle> upper =
                set.stream().filter(one -> one.fromAddress() >= middle).toList();
        return width > 0 && lower.size() + upper.size() == set.size() && isReachable(lower) && isReachable(upper);
    }

    /** Takes a rectangle for the first point not yet covered, each in turn, and gives up where too much is open already. */
    private static final class BranchAndBound {

        private final World world;
        private final Predicate<List<Rectangle>> accepts;
        private final List<Rectangle> tight;
        private int best = Integer.MAX_VALUE;

        BranchAndBound(World world, Predicate<List<Rectangle>> accepts) {
            this.world = world;
            this.accepts = accepts;
            this.tight = tight(world);
        }

        private static List<Rectangle> tight(World world) {
            Map<Long, Rectangle> smallest = new HashMap<>();
            for (int level = 3; level >= 0; level--) {
                int width = SIDE >> level;
                for (int address = 0; address < SIDE; address += width) {
                    for (int from = 0; from < SIDE; from++) {
                        for (int to = from; to < SIDE; to++) {
                            Rectangle one = new Rectangle(from, to, address, address + width - 1);
                            long inside = one.mask() & world.points();
                            Rectangle known = smallest.get(inside);
                            boolean less = known == null || Long.bitCount(one.mask()) < Long.bitCount(known.mask());
                            if (inside != 0 && (one.mask() & ~world.allowed()) == 0 && less) {
                                smallest.put(inside, one);
                            }
                        }
                    }
                }
            }
            return List.copyOf(smallest.values());
        }

        Optional<Integer> leastExcess() {
            branch(world.points(), 0, new ArrayList<>());
            return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
        }

        private void branch(long uncovered, long open, List<Rectangle> chosen) {
            int excess = Long.bitCount(open & ~world.points());
            if (excess >= best) {
                return;
            }
            if (uncovered == 0) {
                if (accepts.test(chosen)) {
                    best = excess;
                }
                return;
            }
            if (chosen.size() == world.limit()) {
                return;
            }
            long point = Long.lowestOneBit(uncovered);
            for (Rectangle one : tight) {
                if ((one.mask() & point) != 0) {
                    chosen.add(one);
                    branch(uncovered & ~one.mask(), open | one.mask(), chosen);
                    chosen.remove(chosen.size() - 1);
                }
            }
        }
    }

    @Test
    void cutsBetweenPortsWhereThereIsTooMuchToTry() {
        SplittableRandom random = new SplittableRandom(7);
        List<TrafficClass> classes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            List<IpAddress> seen = new ArrayList<>();
            for (int j = 0; j < 60; j++) {
                seen.add(IpAddress.ipv4(random.nextLong(1L << 32)));
            }
            classes.add(TrafficClass.of(Service.tcp(2000 + 3 * i), Destinations.of(seen)));
        }
        TrafficSet old = TrafficSet.of(Service.of(Protocol.TCP, new PortRange(2000, 2400)), AddressSet.ALL_IPV4);
        OptimiserRequest request = new OptimiserRequest(classes, List.of(), Constraints.of(old, Quota.of(60)));

        assertThat(Optimiser.recommend(request)).isInstanceOf(OptimiserAnswer.OverQuota.class);
        Tradeoff tradeoff = (Tradeoff) Optimiser.recommendMergingPorts(request);
        Recommendation best = tradeoff.best();

        TrafficSet.Builder builder = new TrafficSet.Builder();
        best.rules()
                .forEach(rule -> builder.add(
                        rule.service(),
                        rule.destination()
                                .match(
                                        addresses -> AddressSet.of(addresses.cidr()),
                                        list -> AddressSet.EMPTY,
                                        group -> AddressSet.EMPTY)));
        TrafficSet permitted = builder.build();
        assertThat(best.rules()).hasSizeLessThanOrEqualTo(60);
        assertThat(old.contains(permitted)).isTrue();
        for (TrafficClass traffic : classes) {
            for (int i = 0; i < traffic.observed().count(IpFamily.IPV4); i++) {
                assertThat(permitted.contains(
                                Protocol.TCP,
                                traffic.service().from(),
                                traffic.observed().address(IpFamily.IPV4, i)))
                        .isTrue();
            }
        }
        assertThat(best.point().neverSeen())
                .isEqualTo(permitted.size(IpFamily.IPV4).subtract(BigInteger.valueOf(120 * 60)));
    }
}
