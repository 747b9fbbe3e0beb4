package dev.weir.net;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * A set of (protocol, port, address) points: what a set of rules permits, exactly.
 *
 * <p>All 256 protocols are told apart, so that {@code -1} is their union and neither more nor less. Protocols that were
 * named have a layer of their own; {@code rest} stands for every other one, which is most of them. A layer equal to
 * {@code rest} is not kept, so equal sets are {@code equals}. Every protocol has 65 536 points (see {@link Service#span}).
 *
 * <pre>
 *   rules   tcp 443 -> A     -1 -> B          tcp 0-79 -> C
 *   layers  tcp   [0-79: B+C] [80-442: B] [443: A+B] [444-65535: B]
 *           rest  [0-65535: B]
 * </pre>
 */
public final class TrafficSet {

    /** Nothing. */
    public static final TrafficSet EMPTY = new TrafficSet(new TreeMap<>(), PortAddresses.EMPTY);

    /** Everything: every protocol and port to every address. */
    public static final TrafficSet ALL = of(Service.ALL, AddressSet.ALL);

    private static final int PROTOCOLS = 256;

    private final TreeMap<Integer, PortAddresses> layers;
    private final PortAddresses rest;

    private TrafficSet(TreeMap<Integer, PortAddresses> layers, PortAddresses rest) {
        layers.values().removeIf(rest::equals);
        if (layers.size() < PROTOCOLS / 2) {
            this.layers = layers;
            this.rest = rest;
        } else {
            this.rest = mostFrequent(layers, rest);
            this.layers = new TreeMap<>();
            for (int number = 0; number < PROTOCOLS; number++) {
                PortAddresses layer = layers.getOrDefault(number, rest);
                if (!layer.equals(this.rest)) {
                    this.layers.put(number, layer);
                }
            }
        }
    }

    /** The layer that most protocols have, of equals the one of the lowest number: so sets of one meaning have one form. */
    private static PortAddresses mostFrequent(TreeMap<Integer, PortAddresses> layers, PortAddresses rest) {
        Map<PortAddresses, Integer> counts = new LinkedHashMap<>();
        for (int number = 0; number < PROTOCOLS; number++) {
            counts.merge(layers.getOrDefault(number, rest), 1, Integer::sum);
        }
        PortAddresses most = rest;
        int highest = 0;
        for (Map.Entry<PortAddresses, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > highest) {
                most = entry.getKey();
                highest = entry.getValue();
            }
        }
        return most;
    }

    /** All that one service reaches at these addresses. */
    public static TrafficSet of(Service service, AddressSet addresses) {
        PortAddresses layer = PortAddresses.of(service.span(), addresses);
        if (service.protocol().isAll()) {
            return new TrafficSet(new TreeMap<>(), layer);
        }
        TreeMap<Integer, PortAddresses> layers = new TreeMap<>();
        layers.put(service.protocol().number(), layer);
        return new TrafficSet(layers, PortAddresses.EMPTY);
    }

    /** Collects services with their addresses and joins them in one sweep per protocol. */
    public static final class Builder {

        private final Map<Integer, List<PortAddresses.Segment>> named = new TreeMap<>();
        private final List<PortAddresses.Segment> everywhere = new ArrayList<>();

        public Builder add(Service service, AddressSet addresses) {
            if (addresses.isEmpty()) {
                return this;
            }
            PortAddresses.Segment segment = new PortAddresses.Segment(service.span(), addresses);
            if (service.protocol().isAll()) {
                everywhere.add(segment);
            } else {
                named.computeIfAbsent(service.protocol().number(), number -> new ArrayList<>())
                        .add(segment);
            }
            return this;
        }

        public TrafficSet build() {
            TreeMap<Integer, PortAddresses> layers = new TreeMap<>();
            named.forEach((number, segments) -> {
                List<PortAddresses.Segment> all = new ArrayList<>(segments);
                all.addAll(everywhere);
                layers.put(number, PortAddresses.unionOf(all));
            });
            return new TrafficSet(layers, PortAddresses.unionOf(everywhere));
        }
    }

    public TrafficSet union(TrafficSet other) {
        return combine(other, PortAddresses::union);
    }

    public TrafficSet intersect(TrafficSet other) {
        return combine(other, PortAddresses::intersect);
    }

    public TrafficSet minus(TrafficSet other) {
        return combine(other, PortAddresses::minus);
    }

    private TrafficSet combine(TrafficSet other, BinaryOperator<PortAddresses> operator) {
        TreeSet<Integer> numbers = new TreeSet<>(layers.keySet());
        numbers.addAll(other.layers.keySet());
        TreeMap<Integer, PortAddresses> combined = new TreeMap<>();
        for (Integer number : numbers) {
            combined.put(
                    number,
                    operator.apply(layers.getOrDefault(number, rest), other.layers.getOrDefault(number, other.rest)));
        }
        return new TrafficSet(combined, operator.apply(rest, other.rest));
    }

    /** The set in which every port of every protocol reaches what {@code mapping} makes of what it reaches here. */
    public TrafficSet project(UnaryOperator<AddressSet> mapping) {
        TreeMap<Integer, PortAddresses> projected = new TreeMap<>();
        layers.forEach((number, layer) -> projected.put(number, layer.map(mapping)));
        return new TrafficSet(projected, rest.map(mapping));
    }

    /** What this protocol reaches, port by port. For {@link Protocol#ALL}: what every protocol not named apart reaches. */
    public PortAddresses layer(Protocol protocol) {
        return protocol.isAll() ? rest : layers.getOrDefault(protocol.number(), rest);
    }

    /** The protocols that reach something else than all the others do, ascending. */
    public List<Protocol> namedProtocols() {
        return layers.keySet().stream().map(Protocol::new).toList();
    }

    public boolean contains(TrafficSet other) {
        return other.minus(this).isEmpty();
    }

    /** Whether this one point is in the set; {@code port} is a point of {@link Service#span}. */
    public boolean contains(Protocol protocol, int port, IpAddress address) {
        return layer(protocol).at(port).contains(address);
    }

    public boolean intersects(TrafficSet other) {
        return !intersect(other).isEmpty();
    }

    /** Whether the address is reached by the one port of the service, or by anything of a protocol without ports. */
    public boolean reaches(Service service, IpAddress address) {
        return service.protocol().hasPorts()
                ? contains(service.protocol(), service.from(), address)
                : intersects(of(service, AddressSet.of(Cidr.host(address))));
    }

    public boolean isEmpty() {
        return rest.isEmpty() && layers.isEmpty();
    }

    /** How many (protocol, port, address) points of this family there are, exactly, over all 256 protocols. */
    public BigInteger size(IpFamily family) {
        BigInteger size = rest.size(family).multiply(BigInteger.valueOf(PROTOCOLS - layers.size()));
        for (PortAddresses layer : layers.values()) {
            size = size.add(layer.size(family));
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrafficSet set && layers.equals(set.layers) && rest.equals(set.rest);
    }

    @Override
    public int hashCode() {
        return 31 * layers.hashCode() + rest.hashCode();
    }

    /** The layers in words, for tests and errors. */
    @Override
    public String toString() {
        return "TrafficSet" + layers + " rest " + rest;
    }
}
