package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.SmallUniverse.Pair;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficSetTest {

    private static final int SEEDS = 250;

    static List<SmallUniverse> universes() {
        return SmallUniverse.all();
    }

    @ParameterizedTest
    @MethodSource("universes")
    void agreesWithTheModelOnEveryPointOfASmallUniverse(SmallUniverse universe) {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder steps = new StringBuilder("seed " + seed);
            Pair pair = universe.random(random);
            try {
                for (int step = 0; step < 4; step++) {
                    Pair other = universe.random(random);
                    int operation = random.nextInt(3);
                    steps.append("; ").append(operation).append(' ').append(other.set());
                    pair = switch (operation) {
                        case 0 -> pair.combine(other, pair.set().union(other.set()), (a, b) -> a || b);
                        case 1 -> pair.combine(other, pair.set().minus(other.set()), (a, b) -> a && !b);
                        default -> pair.combine(other, pair.set().intersect(other.set()), (a, b) -> a && b);
                    };
                    TrafficSet rebuilt = universe.fromModel(pair.model());
                    assertThat(pair.set()).isEqualTo(rebuilt);
                }
                universe.assertSame(pair);
            } catch (AssertionError failure) {
                throw new AssertionError(steps.toString(), failure);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("universes")
    void containmentAgreesWithTheModel(SmallUniverse universe) {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Pair some = universe.random(random);
            Pair more = universe.random(random);
            Pair together = some.combine(more, some.set().union(more.set()), (a, b) -> a || b);

            boolean missing = false;
            boolean shared = false;
            for (int p = 0; p < SmallUniverse.PROTOCOLS.length; p++) {
                for (int port = 0; port < SmallUniverse.PORTS; port++) {
                    for (int address = 0; address < SmallUniverse.ADDRESSES; address++) {
                        missing |= some.model()[p][port][address] && !more.model()[p][port][address];
                        shared |= some.model()[p][port][address] && more.model()[p][port][address];
                    }
                }
            }

            assertThat(more.set().contains(some.set())).as("seed %d", seed).isEqualTo(!missing);
            assertThat(more.set().intersects(some.set())).as("seed %d", seed).isEqualTo(shared);
            assertThat(together.set().contains(some.set())).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void isTheSameHoweverAllTrafficIsWritten() {
        TrafficSet.Builder builder = new TrafficSet.Builder();
        for (int number = 0; number < 256; number++) {
            builder.add(Service.all(new Protocol(number)), AddressSet.ALL);
        }

        assertThat(builder.build()).isEqualTo(TrafficSet.ALL).hasSameHashCodeAs(TrafficSet.ALL);
        assertThat(TrafficSet.ALL.minus(builder.build()).isEmpty()).isTrue();
        assertThat(TrafficSet.ALL.minus(builder.build())).isEqualTo(TrafficSet.EMPTY);
    }

    @Test
    void hasOneFormWhenNearlyEveryProtocolIsNamed() {
        AddressSet net = AddressSet.of(Cidr.parse("10.0.0.0/8"));
        TrafficSet.Builder named = new TrafficSet.Builder();
        for (int number = 0; number < 256; number++) {
            if (number != 47) {
                named.add(Service.all(new Protocol(number)), net);
            }
        }
        TrafficSet allButOne = TrafficSet.of(Service.ALL, net).minus(TrafficSet.of(Service.all(new Protocol(47)), net));

        assertThat(named.build()).isEqualTo(allButOne);
        assertThat(named.build().size(IpFamily.IPV4))
                .isEqualTo(BigInteger.valueOf(255L * 65_536).shiftLeft(24));
        assertThat(named.build().namedProtocols()).containsExactly(new Protocol(47));
    }

    @Test
    void allTrafficCoversEveryProtocolAndNoMore() {
        TrafficSet all = TrafficSet.of(Service.ALL, AddressSet.ALL_IPV4);

        assertThat(all.contains(Protocol.TCP, 0, IpAddress.parse("192.0.2.1"))).isTrue();
        assertThat(all.contains(new Protocol(255), 65_535, IpAddress.parse("255.255.255.255")))
                .isTrue();
        assertThat(all.contains(Protocol.TCP, 0, IpAddress.parse("::"))).isFalse();
        assertThat(all.size(IpFamily.IPV4)).isEqualTo(BigInteger.ONE.shiftLeft(8 + 16 + 32));
        assertThat(TrafficSet.ALL.size(IpFamily.IPV6)).isEqualTo(BigInteger.ONE.shiftLeft(8 + 16 + 128));
    }

    @Test
    void icmpTypesAndCodesArePointsOfTheirOwn() {
        TrafficSet echo = TrafficSet.of(Service.of(Protocol.ICMP, some(8), some(0)), AddressSet.ALL_IPV4);
        TrafficSet allEcho = TrafficSet.of(Service.of(Protocol.ICMP, some(8), some(-1)), AddressSet.ALL_IPV4);

        assertThat(allEcho.contains(echo)).isTrue();
        assertThat(echo.contains(allEcho)).isFalse();
        assertThat(echo.size(IpFamily.IPV4)).isEqualTo(BigInteger.ONE.shiftLeft(32));
        assertThat(allEcho.size(IpFamily.IPV4)).isEqualTo(BigInteger.ONE.shiftLeft(40));
    }

    private static OptionalInt some(int value) {
        return OptionalInt.of(value);
    }
}
