package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressSetTest {

    static List<SmallUniverse> universes() {
        return SmallUniverse.all();
    }

    @ParameterizedTest
    @MethodSource("universes")
    void operationsAgreeWithTheModelOnASmallUniverse(SmallUniverse universe) {
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean[] mine = new boolean[SmallUniverse.ADDRESSES];
            boolean[] theirs = new boolean[SmallUniverse.ADDRESSES];
            AddressSet a = random(universe, random, mine);
            AddressSet b = random(universe, random, theirs);

            check(universe, seed, "union", a.union(b), i -> mine[i] || theirs[i]);
            check(universe, seed, "minus", a.minus(b), i -> mine[i] && !theirs[i]);
            check(universe, seed, "intersect", a.intersect(b), i -> mine[i] && theirs[i]);
            check(universe, seed, "union of many", AddressSet.unionOf(List.of(a, b, a)), i -> mine[i] || theirs[i]);
        }
    }

    private static AddressSet random(SmallUniverse universe, SplittableRandom random, boolean[] model) {
        List<AddressSet> parts = new ArrayList<>();
        int count = random.nextInt(6);
        for (int part = 0; part < count; part++) {
            int from = random.nextInt(SmallUniverse.ADDRESSES);
            int to = Math.min(SmallUniverse.ADDRESSES - 1, from + (1 << random.nextInt(8)) - 1);
            Arrays.fill(model, from, to + 1, true);
            parts.add(universe.addresses(from, to));
        }
        return AddressSet.unionOf(parts);
    }

    private static void check(SmallUniverse universe, long seed, String operation, AddressSet set, IntPredicate model) {
        List<Cidr> hosts = new ArrayList<>();
        for (int i = 0; i < SmallUniverse.ADDRESSES; i++) {
            if (model.test(i)) {
                hosts.add(Cidr.host(universe.address(i)));
            }
            if (set.contains(universe.address(i)) != model.test(i)) {
                throw new AssertionError("seed %d, %s, address %s: expected %s in %s"
                        .formatted(seed, operation, universe.address(i), model.test(i), set));
            }
        }
        if (!set.size(universe.family()).equals(BigInteger.valueOf(hosts.size()))) {
            throw new AssertionError(
                    "seed %d, %s: expected %d addresses in %s".formatted(seed, operation, hosts.size(), set));
        }
        AddressSet rebuilt = AddressSet.of(hosts);
        if (!set.equals(rebuilt)
                || set.hashCode() != rebuilt.hashCode()
                || !AddressSet.of(set.cidrs()).equals(set)) {
            throw new AssertionError("seed %d, %s: %s is not %s".formatted(seed, operation, set, rebuilt));
        }
    }

    @Test
    void cidrsAreTheFewestAsTheOracleMergesThem() {
        for (long seed = 0; seed < 1_500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Cidr> cidrs = CidrTest.nearby(random, 1 + random.nextInt(20));

            List<String> expected = new ArrayList<>();
            IPAddress[] addresses = cidrs.stream()
                    .map(cidr -> new IPAddressString(cidr.toString()).getAddress())
                    .toArray(IPAddress[]::new);
            for (IPAddress block : addresses[0].mergeToPrefixBlocks(addresses)) {
                expected.add(CidrTest.canonical(block.getLower()) + "/" + block.getPrefixLength());
            }
            Collections.sort(expected);

            List<String> found = new ArrayList<>();
            AddressSet.of(cidrs).cidrs().forEach(cidr -> found.add(cidr.toString()));
            Collections.sort(found);

            assertThat(found).as("seed %d: %s", seed, cidrs).isEqualTo(expected);
        }
    }

    @Test
    void theWorldInHalvesIsTheWorld() {
        AddressSet halves = AddressSet.of(List.of(Cidr.parse("128.0.0.0/1"), Cidr.parse("0.0.0.0/1")));

        assertThat(halves).isEqualTo(AddressSet.ALL_IPV4);
        assertThat(halves.cidrs()).containsExactly(Cidr.ALL_IPV4);
        assertThat(AddressSet.of(List.of(Cidr.parse("8000::/1"), Cidr.parse("::/1"))))
                .isEqualTo(AddressSet.ALL_IPV6);
    }

    @Test
    void theTopOfIpv6IsAnEndLikeAnyOther() {
        AddressSet top = AddressSet.of(Cidr.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"));
        AddressSet rest = AddressSet.ALL_IPV6.minus(top);

        assertThat(rest.size(IpFamily.IPV6))
                .isEqualTo(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
        assertThat(rest.union(top)).isEqualTo(AddressSet.ALL_IPV6);
        assertThat(rest.cidrs()).hasSize(128);
        assertThat(top.union(top)).isEqualTo(top);
    }

    @Test
    void nat64IsReachedAsIpv4() {
        AddressSet all = AddressSet.of(Cidr.parse("64:ff9b::/96"));
        AddressSet one = AddressSet.of(Cidr.parse("64:ff9b::c000:201/128"));

        assertThat(all.reached().only(IpFamily.IPV4)).isEqualTo(AddressSet.ALL_IPV4);
        assertThat(one.reached().only(IpFamily.IPV4)).isEqualTo(AddressSet.of(Cidr.parse("192.0.2.1/32")));
        assertThat(AddressSet.ALL_IPV6.reached()).isEqualTo(AddressSet.ALL);
        assertThat(AddressSet.of(Cidr.parse("64:ff9b:1::/48"))
                        .reached()
                        .only(IpFamily.IPV4)
                        .isEmpty())
                .isTrue();
        assertThat(AddressSet.of(Cidr.parse("::ffff:0:0/96"))
                        .reached()
                        .only(IpFamily.IPV4)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void refusesARangeThatRunsDownwardsOrAcrossFamilies() {
        assertThatThrownBy(() -> AddressSet.range(IpAddress.parse("10.0.0.2"), IpAddress.parse("10.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.2 to 10.0.0.1");
        assertThatThrownBy(() -> AddressSet.range(IpAddress.parse("10.0.0.2"), IpAddress.parse("::")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysItsPrefixesOrNothing() {
        assertThat(AddressSet.EMPTY).hasToString("nothing");
        assertThat(AddressSet.of(List.of(Cidr.parse("2001:db8::/32"), Cidr.parse("10.0.0.0/8"))))
                .hasToString("10.0.0.0/8, 2001:db8::/32");
    }
}
