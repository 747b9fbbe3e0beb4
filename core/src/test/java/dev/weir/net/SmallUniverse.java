package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A universe of 3 protocols x 8 ports x 256 addresses that lies somewhere in the real one, and its sets as arrays of truth
 * values: the model that the algebra is compared with. It shares nothing with the algebra but the names of the points.
 */
final class SmallUniverse {

    static final Protocol[] PROTOCOLS = {Protocol.TCP, Protocol.UDP, new Protocol(47)};
    static final int PORTS = 8;
    static final int ADDRESSES = 256;

    private final IpFamily family;
    private final BigInteger firstAddress;
    private final int firstPort;

    private SmallUniverse(String firstAddress, int firstPort) {
        IpAddress first = IpAddress.parse(firstAddress);
        this.family = first.family();
        this.firstAddress = UInt128.toBigInteger(first.high(), first.low());
        this.firstPort = firstPort;
    }

    /** The places where carries, signs and ends are: both ends of each family, the sign bits, the border of the words. */
    static List<SmallUniverse> all() {
        return List.of(
                new SmallUniverse("0.0.0.0", 0),
                new SmallUniverse("127.255.255.128", 1020),
                new SmallUniverse("203.0.113.0", 65_528),
                new SmallUniverse("255.255.255.0", 32_764),
                new SmallUniverse("::", 65_528),
                new SmallUniverse("::7fff:ffff:ffff:ff80", 0),
                new SmallUniverse("::ffff:ffff:ffff:ff80", 255),
                new SmallUniverse("7fff:ffff:ffff:ffff:ffff:ffff:ffff:ff80", 440),
                new SmallUniverse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00", 65_528));
    }

    IpFamily family() {
        return family;
    }

    IpAddress address(int index) {
        BigInteger number = firstAddress.add(BigInteger.valueOf(index));
        return family == IpFamily.IPV4
                ? IpAddress.ipv4(number.longValueExact())
                : IpAddress.ipv6(number.shiftRight(64).longValue(), number.longValue());
    }

    int port(int index) {
        return firstPort + index;
    }

    PortRange ports(int from, int to) {
        return new PortRange(port(from), port(to));
    }

    AddressSet addresses(int from, int to) {
        return AddressSet.range(address(from), address(to));
    }

    /** The whole universe as the algebra knows it. */
    TrafficSet everything() {
        AddressSet addresses = addresses(0, ADDRESSES - 1);
        return new TrafficSet.Builder()
                .add(Service.of(Protocol.TCP, ports(0, PORTS - 1)), addresses)
                .add(Service.of(Protocol.UDP, ports(0, PORTS - 1)), addresses)
                .add(Service.all(PROTOCOLS[2]), addresses)
                .build();
    }

    /** A random set, as the algebra and as the model see it. */
    Pair random(SplittableRandom random) {
        int rules = random.nextInt(5);
        TrafficSet.Builder builder = new TrafficSet.Builder();
        boolean[][][] model = new boolean[PROTOCOLS.length][PORTS][ADDRESSES];
        for (int rule = 0; rule < rules; rule++) {
            int protocol = random.nextInt(-1, PROTOCOLS.length);
            int fromPort = random.nextInt(PORTS);
            int toPort = fromPort + random.nextInt(PORTS - fromPort);
            int size = 1 << random.nextInt(9);
            int fromAddress = random.nextInt(ADDRESSES);
            int toAddress = Math.min(ADDRESSES - 1, fromAddress + size - 1);
            Service service = protocol < 0
                    ? Service.ALL
                    : protocol == 2
                            ? Service.all(PROTOCOLS[2])
                            : Service.of(PROTOCOLS[protocol], ports(fromPort, toPort));
            builder.add(service, addresses(fromAddress, toAddress));
            for (int p = 0; p < PROTOCOLS.length; p++) {
                for (int port = 0; port < PORTS; port++) {
                    boolean covered = protocol < 0 || protocol == p && (p == 2 || fromPort <= port && port <= toPort);
                    for (int address = fromAddress; covered && address <= toAddress; address++) {
                        model[p][port][address] = true;
                    }
                }
            }
        }
        return new Pair(builder.build().intersect(everything()), model);
    }

    /** The set that the model describes, made point run by point run. */
    TrafficSet fromModel(boolean[][][] model) {
        TrafficSet set = TrafficSet.EMPTY;
        for (int p = 0; p < PROTOCOLS.length; p++) {
            for (int port = 0; port < (p == 2 ? 1 : PORTS); port++) {
                List<AddressSet> runs = new ArrayList<>();
                for (int from = 0; from < ADDRESSES; from++) {
                    int to = from;
                    while (to < ADDRESSES && model[p][port][to]) {
                        to++;
                    }
                    if (to > from) {
                        runs.add(addresses(from, to - 1));
                        from = to;
                    }
                }
                Service service = p == 2 ? Service.all(PROTOCOLS[2]) : Service.of(PROTOCOLS[p], ports(port, port));
                for (AddressSet run : runs) {
                    set = set.union(TrafficSet.of(service, run));
                }
            }
        }
        return set;
    }

    /** Fails unless both describe the same points, in the same form, of the same size. */
    void assertSame(Pair pair) {
        BigInteger size = BigInteger.ZERO;
        for (int p = 0; p < PROTOCOLS.length; p++) {
            for (int port = 0; port < PORTS; port++) {
                for (int address = 0; address < ADDRESSES; address++) {
                    boolean expected = pair.model[p][port][address];
                    if (pair.set.contains(PROTOCOLS[p], port(port), address(address)) != expected) {
                        throw new AssertionError("%s port %d address %s: expected %s in %s"
                                .formatted(PROTOCOLS[p], port(port), address(address), expected, pair.set));
                    }
                    if (expected && (p < 2 || port == 0)) {
                        size = size.add(BigInteger.valueOf(p < 2 ? 1 : PortRange.PORTS));
                    }
                }
            }
        }
        assertThat(pair.set.size(family)).isEqualTo(size);
        assertThat(pair.set.isEmpty()).isEqualTo(size.signum() == 0);
        TrafficSet rebuilt = fromModel(pair.model);
        assertThat(pair.set).isEqualTo(rebuilt).hasSameHashCodeAs(rebuilt);
    }

    /** One set, seen twice. */
    record Pair(TrafficSet set, boolean[][][] model) {

        Pair combine(Pair other, TrafficSet combined, Operator operator) {
            boolean[][][] result = new boolean[PROTOCOLS.length][PORTS][ADDRESSES];
            for (int p = 0; p < PROTOCOLS.length; p++) {
                for (int port = 0; port < PORTS; port++) {
                    for (int address = 0; address < ADDRESSES; address++) {
                        result[p][port][address] =
                                operator.apply(model[p][port][address], other.model[p][port][address]);
                    }
                }
            }
            return new Pair(combined, result);
        }
    }

    /** What an operation does to one point. */
    interface Operator {
        boolean apply(boolean mine, boolean theirs);
    }
}
