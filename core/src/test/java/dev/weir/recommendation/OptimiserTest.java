package dev.weir.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import dev.weir.recommendation.RecommendedRule.Basis;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the optimiser answers, by example. */
class OptimiserTest {

    private static final Service HTTPS = Service.tcp(443);

    private static Destinations seen(String... addresses) {
        return Destinations.of(Arrays.stream(addresses).map(IpAddress::parse).toList());
    }

    private static Constraints anything(int quota) {
        return Constraints.of(TrafficSet.ALL, Quota.of(quota));
    }

    private static Tradeoff tradeoff(OptimiserRequest request) {
        return solved(Optimiser.recommend(request));
    }

    private static Tradeoff solved(OptimiserAnswer answer) {
        return answer.match(
                tradeoff -> tradeoff,
                over -> {
                    throw new AssertionError(over);
                },
                refused -> {
                    throw new AssertionError(refused);
                });
    }

    private static List<String> texts(Recommendation recommendation) {
        return recommendation.rules().stream()
                .map(rule -> rule.service() + " " + rule.destination().text())
                .toList();
    }

    @Test
    void namesTheFewestRulesAtTheLeastExcess() {
        OptimiserRequest request = new OptimiserRequest(
                List.of(
                        TrafficClass.of(
                                HTTPS,
                                seen("203.0.113.16", "203.0.113.17", "203.0.113.18", "203.0.113.19", "198.51.100.25")),
                        TrafficClass.of(Service.udp(53), seen("192.0.2.53", "2001:db8::53"))),
                List.of(),
                anything(60));

        Tradeoff tradeoff = tradeoff(request);

        assertThat(texts(tradeoff.best()))
                .containsExactly(
                        "tcp 443 198.51.100.25/32",
                        "tcp 443 203.0.113.16/30",
                        "udp 53 192.0.2.53/32",
                        "udp 53 2001:db8::53/128");
        assertThat(tradeoff.best().point()).isEqualTo(new CurvePoint(4, 3, 1, BigInteger.ZERO));
        assertThat(tradeoff.curve())
                .containsExactly(
                        new CurvePoint(3, 2, 1, BigInteger.valueOf((1L << 28) - 5)),
                        new CurvePoint(4, 3, 1, BigInteger.ZERO));
        assertThat(tradeoff.withAtMost(3).map(OptimiserTest::texts))
                .hasValue(List.of("tcp 443 192.0.0.0/4", "udp 53 192.0.2.53/32", "udp 53 2001:db8::53/128"));
        assertThat(tradeoff.withAtMost(2)).isEmpty();
    }

    @Test
    void countsWhatWasSeenAndNotPerRule() {
        OptimiserRequest request = new OptimiserRequest(
                List.of(TrafficClass.of(HTTPS, seen("203.0.113.16", "203.0.113.19"))), List.of(), anything(1));

        RecommendedRule rule = tradeoff(request).best().rules().get(0);

        assertThat(rule)
                .isEqualTo(new RecommendedRule(
                        HTTPS, Destination.of(Cidr.parse("203.0.113.16/30")), Basis.ADDRESSES, BigInteger.TWO));
    }

    @Test
    void givesAnEmptyResultToAGroupThatInitiatesNothing() {
        Recommendation nothing = tradeoff(new OptimiserRequest(List.of(), List.of(), anything(60)))
                .best();

        assertThat(nothing.rules()).isEmpty();
        assertThat(nothing.point()).isEqualTo(new CurvePoint(0, 0, 0, BigInteger.ZERO));
    }

    @Test
    void prefersAPrefixListThenTheNarrowestGroupAndDefaultLast() {
        Atom s3 = atom("pl-6da54004", Atom.Kind.PREFIX_LIST, 1, 0, 0, "203.0.113.0/24");
        Atom orders = atom("sg-0d5e44aa", Atom.Kind.SECURITY_GROUP, 1, 1, 0, "10.0.0.16/30");
        Atom wider = atom("sg-0aaaaaaa", Atom.Kind.SECURITY_GROUP, 1, 1, 0, "10.0.0.0/24");
        Atom everybody = atom("sg-00000000", Atom.Kind.SECURITY_GROUP, 1, 1, 900, "10.0.0.16/31");
        TrafficClass traffic = new TrafficClass(
                HTTPS,
                seen("203.0.113.5", "203.0.113.99", "10.0.0.16", "192.0.2.1"),
                List.of(everybody, wider, orders, s3),
                Set.of());

        Recommendation best = tradeoff(new OptimiserRequest(List.of(traffic), List.of(), anything(60)))
                .best();

        assertThat(texts(best)).containsExactly("tcp 443 192.0.2.1/32", "tcp 443 pl-6da54004", "tcp 443 sg-0d5e44aa");
        assertThat(best.point()).isEqualTo(new CurvePoint(3, 3, 1, BigInteger.valueOf(254 + 3)));
        assertThat(best.notFollowed()).isEmpty();
    }

    @Test
    void takesNoAtomThatWouldWiden() {
        Atom s3 = atom("pl-6da54004", Atom.Kind.PREFIX_LIST, 1, 0, 0, "203.0.113.0/24");
        TrafficClass traffic = new TrafficClass(HTTPS, seen("203.0.113.5"), List.of(s3), Set.of());
        TrafficSet old = TrafficSet.of(HTTPS, AddressSet.of(Cidr.parse("203.0.113.0/25")));

        Recommendation best = tradeoff(
                        new OptimiserRequest(List.of(traffic), List.of(), Constraints.of(old, Quota.of(60))))
                .best();

        assertThat(texts(best)).containsExactly("tcp 443 203.0.113.5/32");
    }

    @Test
    void leavesOutAnAtomThatDoesNotFitAndSaysSo() {
        Atom cloudFront = atom("pl-3b927c52", Atom.Kind.PREFIX_LIST, 55, 0, 0, "203.0.113.0/24");
        TrafficClass traffic =
                new TrafficClass(HTTPS, seen("203.0.113.5", "203.0.113.9"), List.of(cloudFront), Set.of());

        Recommendation best = tradeoff(new OptimiserRequest(List.of(traffic), List.of(), anything(10)))
                .best();

        assertThat(texts(best)).containsExactly("tcp 443 203.0.113.5/32", "tcp 443 203.0.113.9/32");
        assertThat(best.notFollowed())
                .containsExactly("tcp 443: 2 destinations are named by address, because what follows their change does"
                        + " not fit the quota");
    }

    @Test
    void countsAGroupReferenceInBothFamilies() {
        Atom orders = atom("sg-0d5e44aa", Atom.Kind.SECURITY_GROUP, 1, 1, 0, "10.0.0.16/30");
        List<TrafficClass> classes = List.of(
                new TrafficClass(HTTPS, seen("10.0.0.16"), List.of(orders), Set.of()),
                TrafficClass.of(Service.tcp(80), seen("2001:db8::1")));

        OptimiserAnswer one = Optimiser.recommend(new OptimiserRequest(classes, List.of(), anything(1)));

        assertThat(texts(solved(one).best())).containsExactly("tcp 80 2001:db8::1/128", "tcp 443 10.0.0.16/32");
        assertThat(solved(one).best().notFollowed()).hasSize(1);
    }

    @Test
    void namesTheSmallestQuotaThatWouldDoAndOffersToMergePorts() {
        List<TrafficClass> classes = List.of(
                TrafficClass.of(Service.tcp(80), seen("192.0.2.1")),
                TrafficClass.of(Service.tcp(81), seen("192.0.2.1")),
                TrafficClass.of(Service.udp(53), seen("192.0.2.1", "2001:db8::1")),
                TrafficClass.of(Service.all(Protocol.ICMP), seen("192.0.2.1")));

        OptimiserAnswer answer = Optimiser.recommend(
                new OptimiserRequest(classes, List.of(), Constraints.of(TrafficSet.ALL, new Quota(4, 1, 0))));

        assertThat(answer).isEqualTo(new OptimiserAnswer.OverQuota(new Quota(4, 1, 0), 4, 1, 5, Optional.of(4)));
    }

    @Test
    void leavesRoomForWhatStandsWhileApplying() {
        TrafficClass traffic = TrafficClass.of(HTTPS, seen("192.0.2.0", "192.0.2.3", "192.0.2.8"));
        Constraints constraints = Constraints.of(TrafficSet.ALL, new Quota(3, 1, 3));

        Recommendation best = tradeoff(new OptimiserRequest(List.of(traffic), List.of(), constraints))
                .best();

        assertThat(texts(best)).containsExactly("tcp 443 192.0.2.0/30", "tcp 443 192.0.2.8/32");
    }

    @Test
    void keepsFixedRulesAndNamesNothingThatTheyOpen() {
        FixedRule kept = new FixedRule(
                Service.all(Protocol.TCP),
                Destination.of(Cidr.parse("10.0.0.0/8")),
                AddressSet.of(Cidr.parse("10.0.0.0/8")),
                1,
                0);
        TrafficClass traffic = TrafficClass.of(HTTPS, seen("10.1.2.3", "11.0.0.1"));

        Recommendation best = tradeoff(new OptimiserRequest(List.of(traffic), List.of(kept), anything(60)))
                .best();

        assertThat(texts(best)).containsExactly("tcp all ports 10.0.0.0/8", "tcp 443 11.0.0.1/32");
    }

    @Test
    void leavesAClassOpenOnItsPortOnlyWhereTheOldRulesDid() {
        TrafficClass traffic =
                new TrafficClass(HTTPS, seen("198.51.100.1", "2001:db8::1"), List.of(), Set.of(IpFamily.IPV4));
        TrafficSet old = TrafficSet.of(
                Service.ALL,
                AddressSet.of(List.of(Cidr.parse("128.0.0.0/1"), Cidr.parse("10.0.0.0/8"), Cidr.ALL_IPV6)));

        Recommendation best = tradeoff(
                        new OptimiserRequest(List.of(traffic), List.of(), Constraints.of(old, Quota.of(60))))
                .best();

        assertThat(texts(best)).containsExactly("tcp 443 10.0.0.0/8", "tcp 443 128.0.0.0/1", "tcp 443 2001:db8::1/128");
        assertThat(best.point().neverSeen()).isEqualTo(BigInteger.valueOf((1L << 31) + (1L << 24) - 1));
    }

    @Test
    void refusesWhatIsForbiddenOrOutsideTheOldRulesByName() {
        Constraints constraints = new Constraints(
                TrafficSet.of(HTTPS, AddressSet.of(Cidr.parse("192.0.2.0/24"))),
                AddressSet.of(Cidr.parse("192.0.2.128/25")),
                0,
                0,
                List.of(),
                Quota.of(60));
        TrafficClass traffic = TrafficClass.of(HTTPS, seen("192.0.2.1", "192.0.2.200", "198.51.100.1"));

        OptimiserAnswer answer = Optimiser.recommend(new OptimiserRequest(List.of(traffic), List.of(), constraints));

        assertThat(answer)
                .isEqualTo(new OptimiserAnswer.NotPermitted(List.of(
                        new OptimiserAnswer.Conflict(
                                HTTPS, OptimiserAnswer.Cause.FORBIDDEN, AddressSet.of(Cidr.parse("192.0.2.200/32"))),
                        new OptimiserAnswer.Conflict(
                                HTTPS,
                                OptimiserAnswer.Cause.OUTSIDE_OLD_RULES,
                                AddressSet.of(Cidr.parse("198.51.100.1/32"))))));
    }

    @Test
    void gathersNothingUnderAPrefixShorterThanPolicyAllows() {
        Constraints constraints = new Constraints(TrafficSet.ALL, AddressSet.EMPTY, 24, 48, List.of(), Quota.of(1));
        TrafficClass traffic = TrafficClass.of(HTTPS, seen("192.0.2.1", "198.51.100.1"));

        OptimiserAnswer answer = Optimiser.recommend(new OptimiserRequest(List.of(traffic), List.of(), constraints));

        assertThat(answer).isEqualTo(new OptimiserAnswer.OverQuota(Quota.of(1), 2, 0, 2, Optional.empty()));
    }

    @Test
    void mergesPortsOnlyWhenAskedAndCountsThoseNeverSeen() {
        List<TrafficClass> classes = List.of(
                TrafficClass.of(Service.tcp(8080), seen("192.0.2.1", "192.0.2.2")),
                TrafficClass.of(Service.tcp(8083), seen("192.0.2.1")));
        OptimiserRequest request = new OptimiserRequest(classes, List.of(), anything(1));

        assertThat(Optimiser.recommend(request)).isInstanceOf(OptimiserAnswer.OverQuota.class);
        Recommendation merged = solved(Optimiser.recommendMergingPorts(request)).best();

        assertThat(merged.rules())
                .containsExactly(new RecommendedRule(
                        Service.of(Protocol.TCP, new PortRange(8080, 8083)),
                        Destination.of(Cidr.parse("192.0.2.0/30")),
                        Basis.ADDRESSES,
                        BigInteger.valueOf(13)));
        assertThat(merged.point().neverSeen()).isEqualTo(BigInteger.valueOf(13));
    }

    @Test
    void refusesClassesThatShareAPort() {
        assertThatThrownBy(() -> new OptimiserRequest(
                        List.of(
                                TrafficClass.of(HTTPS, Destinations.NONE),
                                TrafficClass.of(Service.all(Protocol.TCP), Destinations.NONE)),
                        List.of(),
                        anything(60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes share no port, found `tcp all ports` and `tcp 443`");
    }

    static Atom atom(String id, Atom.Kind kind, int ipv4, int ipv6, int preference, String cidr) {
        Destination destination = switch (kind) {
            case PREFIX_LIST -> new Destination.PrefixList(id);
            case SECURITY_GROUP -> new Destination.Group(id, Optional.empty());
            case NAMED_RANGE -> Destination.of(Cidr.parse(cidr));
        };
        return new Atom(destination, kind, AddressSet.of(Cidr.parse(cidr)), ipv4, ipv6, preference);
    }
}
