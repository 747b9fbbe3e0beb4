package dev.weir.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import dev.weir.recommendation.TinyUniverse.Cover;
import dev.weir.recommendation.TinyUniverse.Rules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** All classes, both families and atoms together, against everything that could be tried; and the promises of every answer. */
class AllocationTest {

    private static final TinyUniverse IPV4 = new TinyUniverse(IpFamily.IPV4, 2, IpAddress.parse("10.1.2.0"));
    private static final TinyUniverse IPV6 = new TinyUniverse(IpFamily.IPV6, 63, IpAddress.parse("2001:db8::"));

    /** One generated class, as masks of blocks. */
    private record World(List<Tiny> classes, int forbidden, Quota quota) {}

    private record Tiny(Service service, int seen4, int seen6, List<TinyAtom> atoms) {}

    private record TinyAtom(Atom atom, int blocks4, int blocks6) {}

    private static World world(SplittableRandom random) {
        int forbidden = random.nextInt(3) == 0 ? TinyUniverse.mask(2 + random.nextInt(3), random.nextInt(32)) : 0;
        List<Tiny> classes = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int seen4 = PrefixCurveTest.blocks(random, random.nextInt(4)) & ~forbidden;
            int seen6 = PrefixCurveTest.blocks(random, random.nextInt(3));
            int port = 100 * (i + 1);
            Service service = random.nextInt(3) == 0
                    ? Service.of(Protocol.UDP, new PortRange(port, port + random.nextInt(4)))
                    : Service.tcp(port);
            List<TinyAtom> atoms = new ArrayList<>();
            int candidates = random.nextInt(4);
            for (int j = 0; j < candidates; j++) {
                atoms.add(atom(random, j));
            }
            classes.add(new Tiny(service, seen4, seen6, atoms));
        }
        Quota quota = new Quota(1 + random.nextInt(7), random.nextInt(2), random.nextInt(2));
        return new World(classes, forbidden, quota);
    }

    private static TinyAtom atom(SplittableRandom random, int number) {
        int blocks4 = TinyUniverse.mask(1 + random.nextInt(4), random.nextInt(32));
        int blocks6 = TinyUniverse.mask(1 + random.nextInt(4), random.nextInt(32));
        boolean group = random.nextBoolean();
        boolean inIpv4 = group || random.nextBoolean();
        boolean inIpv6 = group || !inIpv4;
        AddressSet coverage = (inIpv4 ? IPV4.addresses(blocks4) : AddressSet.EMPTY)
                .union(inIpv6 ? IPV6.addresses(blocks6) : AddressSet.EMPTY);
        int weight = group ? 1 : 1 + random.nextInt(3);
        Atom atom = new Atom(
                group
                        ? new Destination.Group("sg-" + number, Optional.empty())
                        : new Destination.PrefixList("pl-" + number),
                group ? Atom.Kind.SECURITY_GROUP : Atom.Kind.PREFIX_LIST,
                coverage,
                inIpv4 ? weight : 0,
                inIpv6 ? weight : 0,
                group ? random.nextInt(2) : 0);
        return new TinyAtom(atom, inIpv4 ? blocks4 : 0, inIpv6 ? blocks6 : 0);
    }

    private static OptimiserRequest request(World world) {
        TrafficSet permitted = TrafficSet.of(Service.ALL, AddressSet.ALL.minus(IPV4.addresses(world.forbidden())));
        List<TrafficClass> classes = world.classes().stream()
                .map(tiny -> new TrafficClass(
                        tiny.service(),
                        destinations(tiny),
                        tiny.atoms().stream().map(TinyAtom::atom).toList(),
                        Set.of()))
                .toList();
        return new OptimiserRequest(classes, List.of(), Constraints.of(permitted, world.quota()));
    }

    private static Destinations destinations(Tiny tiny) {
        List<IpAddress> addresses = new ArrayList<>();
        for (TinyUniverse universe : List.of(IPV4, IPV6)) {
            Destinations seen = universe.destinations(universe == IPV4 ? tiny.seen4() : tiny.seen6());
            for (int i = 0; i < seen.count(universe.family); i++) {
                addresses.add(seen.address(universe.family, i));
            }
        }
        return Destinations.of(addresses);
    }

    /** One way to serve some classes: the order of its components is the order of preference. */
    private record Way(int unfollowed, long penalty, BigInteger excess, int rules, int weight4, int weight6) {

        static final Comparator<Way> ORDER = Comparator.comparingInt(Way::unfollowed)
                .thenComparingLong(Way::penalty)
                .thenComparing(Way::excess)
                .thenComparingInt(Way::rules);

        Way plus(Way other) {
            return new Way(
                    unfollowed + other.unfollowed,
                    penalty + other.penalty,
                    excess.add(other.excess),
                    rules + other.rules,
                    weight4 + other.weight4,
                    weight6 + other.weight6);
        }
    }

    private static List<Way> ways(Tiny tiny, int forbidden) {
        List<TinyAtom> usable = tiny.atoms().stream()
                .filter(atom -> (atom.blocks4() & forbidden) == 0)
                .filter(atom -> (atom.blocks4() & tiny.seen4()) != 0 || (atom.blocks6() & tiny.seen6()) != 0)
                .toList();
        int coverable4 = usable.stream().mapToInt(TinyAtom::blocks4).reduce(0, (a, b) -> a | b);
        int coverable6 = usable.stream().mapToInt(TinyAtom::blocks6).reduce(0, (a, b) -> a | b);
        List<Way> ways = new ArrayList<>();
        for (int set = 0; set < 1 << usable.size(); set++) {
            List<TinyAtom> chosen = new ArrayList<>();
            for (int bit = 0; bit < usable.size(); bit++) {
                if ((set >>> bit & 1) != 0) {
                    chosen.add(usable.get(bit));
                }
            }
            int open4 = chosen.stream().mapToInt(TinyAtom::blocks4).reduce(0, (a, b) -> a | b);
            int open6 = chosen.stream().mapToInt(TinyAtom::blocks6).reduce(0, (a, b) -> a | b);
            int unfollowed = Integer.bitCount(coverable4 & ~open4 & tiny.seen4())
                    + Integer.bitCount(coverable6 & ~open6 & tiny.seen6());
            long penalty = chosen.stream()
                    .mapToLong(atom ->
                            atom.atom().preference() * 1000L + (atom.atom().kind() == Atom.Kind.SECURITY_GROUP ? 1 : 0))
                    .sum();
            BigInteger opened = opened(IPV4, open4, tiny.seen4()).add(opened(IPV6, open6, tiny.seen6()));
            int atoms4 =
                    chosen.stream().mapToInt(atom -> atom.atom().weightIpv4()).sum();
            int atoms6 =
                    chosen.stream().mapToInt(atom -> atom.atom().weightIpv6()).sum();
            for (Cover ipv4 : covers(IPV4, tiny.seen4() & ~open4, ~forbidden, open4)) {
                for (Cover ipv6 : covers(IPV6, tiny.seen6() & ~open6, -1, open6)) {
                    BigInteger excess = opened.add(ipv4.excess()).add(ipv6.excess());
                    int count4 = ipv4.prefixes().size();
                    int count6 = ipv6.prefixes().size();
                    ways.add(new Way(
                            unfollowed,
                            penalty,
                            excess.multiply(
                                    BigInteger.valueOf(tiny.service().span().size())),
                            chosen.size() + count4 + count6,
                            atoms4 + count4,
                            atoms6 + count6));
                }
            }
        }
        return ways;
    }

    private static BigInteger opened(TinyUniverse universe, int blocks, int seen) {
        return BigInteger.ONE
                .shiftLeft(universe.shift)
                .multiply(BigInteger.valueOf(Integer.bitCount(blocks)))
                .subtract(BigInteger.valueOf(Integer.bitCount(blocks & seen)));
    }

    private static List<Cover> covers(TinyUniverse universe, int destinations, int allowed, int open) {
        if (destinations == 0) {
            return List.of(new Cover(BigInteger.ZERO, List.of(), 0));
        }
        List<Cover> covers = new ArrayList<>();
        Rules rules = new Rules(allowed, open, Rules.free().weights(), 0);
        for (int count = 1; count <= Integer.bitCount(destinations); count++) {
            universe.best(destinations, rules, count).ifPresent(covers::add);
        }
        return covers;
    }

    private static List<Way> allWays(World world) {
        List<Way> all = List.of(new Way(0, 0, BigInteger.ZERO, 0, 0, 0));
        for (Tiny tiny : world.classes()) {
            List<Way> next = new ArrayList<>();
            for (Way way : ways(tiny, world.forbidden())) {
                for (Way before : all) {
                    next.add(before.plus(way));
                }
            }
            all = next;
        }
        return all;
    }

    @Test
    void equalsBruteForceOverAllAllocationsOfBothFamiliesAndAtoms() {
        int solved = 0;
        int overQuota = 0;
        int notFollowed = 0;
        for (int seed = 0; seed < 3000; seed++) {
            World world = world(new SplittableRandom(seed));
            List<Way> ways = allWays(world);
            Optional<Way> expected = ways.stream()
                    .filter(way -> way.weight4() <= world.quota().left(IpFamily.IPV4)
                            && way.weight6() <= world.quota().left(IpFamily.IPV6))
                    .min(Way.ORDER);
            OptimiserAnswer answer = Optimiser.recommend(request(world));
            String where = "seed " + seed + ", " + world;
            if (expected.isPresent()) {
                assertThat(answer).as(where).isInstanceOf(Tradeoff.class);
                Recommendation best = ((Tradeoff) answer).best();
                assertThat(best.point().neverSeen())
                        .as(where)
                        .isEqualTo(expected.get().excess());
                assertThat(best.rules()).as(where).hasSize(expected.get().rules());
                assertThat(best.notFollowed().isEmpty())
                        .as(where)
                        .isEqualTo(expected.get().unfollowed() == 0);
                solved++;
                notFollowed += expected.get().unfollowed() == 0 ? 0 : 1;
            } else {
                int smallest = ways.stream()
                        .mapToInt(way -> Math.max(
                                way.weight4() + world.quota().standingIpv4(),
                                way.weight6() + world.quota().standingIpv6()))
                        .min()
                        .orElseThrow();
                assertThat(answer).as(where).isInstanceOf(OptimiserAnswer.OverQuota.class);
                assertThat(((OptimiserAnswer.OverQuota) answer).smallestQuota())
                        .as(where)
                        .isEqualTo(smallest);
                overQuota++;
            }
        }
        System.out.printf(
                "allocations: %d solved, %d of them without room for every atom, %d over quota%n",
                solved, notFollowed, overQuota);
        assertThat(solved).isGreaterThan(1000);
        assertThat(notFollowed).isGreaterThan(100);
        assertThat(overQuota).isGreaterThan(100);
    }

    @Test
    void everyPointOfTheCurveIsTheBestForItsNumberOfRules() {
        for (int seed = 0; seed < 600; seed++) {
            World drawn = world(new SplittableRandom(seed));
            World world = new World(
                    drawn.classes().stream()
                            .map(tiny -> new Tiny(tiny.service(), tiny.seen4(), tiny.seen6(), List.of()))
                            .toList(),
                    drawn.forbidden(),
                    drawn.quota());
            List<Way> ways = allWays(world).stream()
                    .filter(way -> way.weight4() <= world.quota().left(IpFamily.IPV4)
                            && way.weight6() <= world.quota().left(IpFamily.IPV6))
                    .toList();
            if (ways.isEmpty()) {
                continue;
            }
            Tradeoff tradeoff = (Tradeoff) Optimiser.recommend(request(world));
            for (int rules = 0; rules <= 14; rules++) {
                int most = rules;
                Optional<Way> expected =
                        ways.stream().filter(way -> way.rules() <= most).min(Way.ORDER);
                Optional<Recommendation> found = tradeoff.withAtMost(rules);
                assertThat(found.map(best -> best.point().neverSeen()))
                        .as("seed " + seed + ", at most " + rules)
                        .isEqualTo(expected.map(Way::excess));
                assertThat(found.map(best -> best.rules().size()))
                        .as("seed " + seed + ", at most " + rules)
                        .isEqualTo(expected.map(Way::rules));
            }
        }
    }

    @Test
    void planNeverWidensAndPermitsObservedWithinBothQuotas() {
        for (int seed = 0; seed < 2000; seed++) {
            World world = world(new SplittableRandom(seed));
            OptimiserRequest request = request(world);
            for (OptimiserAnswer answer :
                    List.of(Optimiser.recommend(request), Optimiser.recommendMergingPorts(request))) {
                if (answer instanceof Tradeoff tradeoff) {
                    for (CurvePoint point : tradeoff.curve()) {
                        Recommendation plan = tradeoff.withAtMost(point.rules()).orElseThrow();
                        checkPromises(request, plan, "seed " + seed + ", " + point);
                    }
                }
            }
        }
    }

    private static void checkPromises(OptimiserRequest request, Recommendation plan, String where) {
        TrafficSet.Builder builder = new TrafficSet.Builder();
        int ipv4 = 0;
        int ipv6 = 0;
        for (RecommendedRule rule : plan.rules()) {
            AddressSet coverage = coverage(request, rule);
            builder.add(rule.service(), coverage);
            if (rule.destination() instanceof Destination.Addresses addresses) {
                ipv4 += addresses.cidr().family() == IpFamily.IPV4 ? 1 : 0;
                ipv6 += addresses.cidr().family() == IpFamily.IPV6 ? 1 : 0;
            } else {
                Atom atom = atom(request, rule);
                ipv4 += atom.weightIpv4();
                ipv6 += atom.weightIpv6();
            }
        }
        TrafficSet permitted = builder.build();
        BigInteger open = permitted.size(IpFamily.IPV4).add(permitted.size(IpFamily.IPV6));
        for (TrafficClass traffic : request.classes()) {
            for (IpFamily family : IpFamily.values()) {
                for (int i = 0; i < traffic.observed().count(family); i++) {
                    IpAddress address = traffic.observed().address(family, i);
                    assertThat(permitted.contains(TrafficSet.of(traffic.service(), AddressSet.of(Cidr.host(address)))))
                            .as(where + ", " + address)
                            .isTrue();
                    open = open.subtract(
                            BigInteger.valueOf(traffic.service().span().size()));
                }
            }
        }
        assertThat(request.constraints().permitted().contains(permitted))
                .as(where)
                .isTrue();
        assertThat(open).as(where).isEqualTo(plan.point().neverSeen());
        assertThat(plan.rules()).as(where).hasSize(plan.point().rules());
        assertThat(ipv4).as(where).isEqualTo(plan.point().ipv4());
        assertThat(ipv6).as(where).isEqualTo(plan.point().ipv6());
        assertThat(ipv4)
                .as(where)
                .isLessThanOrEqualTo(request.constraints().quota().left(IpFamily.IPV4));
        assertThat(ipv6)
                .as(where)
                .isLessThanOrEqualTo(request.constraints().quota().left(IpFamily.IPV6));
    }

    private static AddressSet coverage(OptimiserRequest request, RecommendedRule rule) {
        return rule.destination()
                .match(
                        addresses -> AddressSet.of(addresses.cidr()),
                        list -> atom(request, rule).coverage(),
                        group -> atom(request, rule).coverage());
    }

    private static Atom atom(OptimiserRequest request, RecommendedRule rule) {
        return request.classes().stream()
                .filter(traffic -> traffic.service().equals(rule.service()))
                .flatMap(traffic -> traffic.atoms().stream())
                .filter(atom -> atom.destination().equals(rule.destination()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sameInputSameBytes() {
        for (int seed = 0; seed < 500; seed++) {
            World world = world(new SplittableRandom(seed));
            OptimiserRequest request = request(world);
            String expected = text(Optimiser.recommend(request));
            String expectedMerging = text(Optimiser.recommendMergingPorts(request));
            for (int shuffle = 0; shuffle < 3; shuffle++) {
                OptimiserRequest shuffled = shuffled(request, new Random(seed * 31L + shuffle));
                assertThat(text(Optimiser.recommend(shuffled)))
                        .as("seed " + seed)
                        .isEqualTo(expected);
                assertThat(text(Optimiser.recommendMergingPorts(shuffled)))
                        .as("seed " + seed)
                        .isEqualTo(expectedMerging);
            }
        }
    }

    private static OptimiserRequest shuffled(OptimiserRequest request, Random random) {
        List<TrafficClass> classes = new ArrayList<>();
        for (TrafficClass traffic : request.classes()) {
            List<IpAddress> addresses = new ArrayList<>();
            for (IpFamily family : IpFamily.values()) {
                for (int i = 0; i < traffic.observed().count(family); i++) {
                    addresses.add(traffic.observed().address(family, i));
                    addresses.add(traffic.observed().address(family, i));
                }
            }
            Collections.shuffle(addresses, random);
            List<Atom> atoms = new ArrayList<>(traffic.atoms());
            Collections.shuffle(atoms, random);
            classes.add(new TrafficClass(traffic.service(), Destinations.of(addresses), atoms, traffic.openFamilies()));
        }
        Collections.shuffle(classes, random);
        return new OptimiserRequest(classes, request.fixed(), request.constraints());
    }

    private static String text(OptimiserAnswer answer) {
        return answer.match(
                tradeoff -> tradeoff.curve() + "\n"
                        + tradeoff.curve().stream()
                                .map(point -> tradeoff.withAtMost(point.rules()).toString())
                                .toList(),
                OptimiserAnswer.OverQuota::toString,
                OptimiserAnswer.NotPermitted::toString);
    }
}
