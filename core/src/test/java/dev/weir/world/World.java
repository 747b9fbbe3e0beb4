package dev.weir.world;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A world: hosts, what they did, what its flow logs say about it, and what is true.
 *
 * <p>Made by {@link WorldMaker} from a seed; the same seed gives the same bytes.
 */
public final class World {

    static final String VPC = "vpc-0a1b2c3d";
    /** The start of the addresses of the object store behind a gateway endpoint. */
    static final String OBJECT_STORE = "198.51.100.";

    private static final Scope SCOPE = Scope.of("111122223333", "eu-west-1");

    private final long from;
    private final long to;
    private final List<Host> hosts;
    private final List<LogFile> files;
    private final Map<Long, Initiated> connections;
    private final Map<Long, Long> begunAt;
    private final Set<Long> denied;
    private final Map<String, Set<Long>> delivered = new HashMap<>();
    private final Set<Initiated> answered = new TreeSet<>();

    World(long from, long to, List<Host> hosts, Wire wire, List<FlowLog> flowLogs, SplittableRandom random) {
        this.from = from;
        this.to = to;
        this.hosts = List.copyOf(hosts);
        this.connections = Map.copyOf(wire.truth);
        this.begunAt = Map.copyOf(wire.begunAt);
        this.denied = Set.copyOf(wire.denied);
        List<LogFile> all = new ArrayList<>();
        for (FlowLog flowLog : flowLogs) {
            Aggregator aggregator = new Aggregator(flowLog, hosts, random.split());
            wire.packets.stream()
                    .filter(packet -> packet.at() >= from && packet.at() < to)
                    .forEach(aggregator::add);
            all.addAll(aggregator.files());
            aggregator.delivered.forEach((id, seen) ->
                    delivered.computeIfAbsent(id, unused -> new TreeSet<>()).addAll(seen));
        }
        files = List.copyOf(all);
        for (Packet packet : wire.packets) {
            hosts.stream()
                    .filter(host -> host.holds(packet.source()) && host.lives(packet.at()))
                    .map(Host::networkInterface)
                    .filter(id -> !begunBy(packet.connection(), id))
                    .forEach(id -> answered.add(
                            new Initiated(id, packet.protocol(), packet.destination(), packet.destinationPort())));
        }
    }

    private boolean begunBy(long connection, String networkInterface) {
        Initiated begun = connections.get(connection);
        return begun != null && begun.networkInterface().equals(networkInterface);
    }

    public List<LogFile> files() {
        return files;
    }

    public List<Host> hosts() {
        return hosts;
    }

    /** The first second that the flow logs cover. */
    public long from() {
        return from;
    }

    /** The first second after that. */
    public long to() {
        return to;
    }

    /** Everything that an interface began and that some delivered record shows, but for what was denied. */
    public Set<Initiated> initiated() {
        Set<Initiated> truth = new TreeSet<>();
        connections.forEach((connection, what) -> {
            if (!denied.contains(connection)
                    && delivered.getOrDefault(what.networkInterface(), Set.of()).contains(connection)) {
                truth.add(what);
            }
        });
        return truth;
    }

    /** Everything that an interface began, whether or not a record shows it. */
    public Set<Initiated> everInitiated() {
        return new TreeSet<>(connections.values());
    }

    /** What interfaces began from that second on, but for what was denied. */
    public Set<Initiated> initiatedFrom(long second) {
        Set<Initiated> truth = new TreeSet<>();
        connections.forEach((connection, what) -> {
            if (!denied.contains(connection) && begunAt.getOrDefault(connection, second) >= second) {
                truth.add(what);
            }
        });
        return truth;
    }

    /** What an interface tried and was not allowed to. */
    public Set<Initiated> denied() {
        Set<Initiated> truth = new TreeSet<>();
        denied.forEach(
                connection -> Optional.ofNullable(connections.get(connection)).ifPresent(truth::add));
        return truth;
    }

    /** What interfaces sent only in answer, as if it were begun: toward the caller's port. */
    public Set<Initiated> answered() {
        return Set.copyOf(answered);
    }

    /** The interfaces, groups and subnets that are there at the end. */
    public Snapshot snapshot() {
        return snapshot(to);
    }

    /** The interfaces that are there at that second; every group and subnet. */
    public Snapshot snapshot(long at) {
        Origin origin = Origin.of("world");
        Snapshot.Builder builder = new Snapshot.Builder();
        builder.vpc(new Vpc(SCOPE, VPC, "", false, List.of(Cidr.parse("10.0.0.0/16")), origin));
        builder.prefixList(new ManagedPrefixList(
                SCOPE,
                "pl-6da54004",
                "com.amazonaws.eu-west-1.s3",
                true,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of(Cidr.parse("198.51.100.0/24")),
                ManagedPrefixList.Extent.WHOLE,
                Optional.empty(),
                origin));
        Set<String> subnets = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        for (Host host : hosts) {
            subnets.add(host.subnet());
            groups.addAll(host.groups());
            if (host.lives(at)) {
                builder.networkInterface(networkInterface(host, origin));
            }
        }
        for (String subnet : subnets) {
            String third = subnet.substring(subnet.length() - 1);
            builder.subnet(new Subnet(SCOPE, subnet, VPC, "", List.of(Cidr.parse("10.0." + third + ".0/24")), origin));
        }
        for (String group : groups) {
            builder.securityGroup(new SecurityGroup(
                    SCOPE,
                    group,
                    group,
                    "",
                    Optional.of(VPC),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    origin));
        }
        return builder.build();
    }

    private static NetworkInterface networkInterface(Host host, Origin origin) {
        return new NetworkInterface(
                SCOPE,
                host.networkInterface(),
                host.groups(),
                true,
                Optional.of(VPC),
                Optional.of(host.subnet()),
                host.instance().isEmpty() ? "nat_gateway" : "interface",
                "",
                host.instance().isEmpty() ? Optional.empty() : Optional.of(host.instance()),
                ConnectionTracking.UNKNOWN,
                host.instance().isEmpty(),
                List.of(IpAddress.parse(host.address()), IpAddress.parse(host.address6())),
                true,
                List.of(),
                List.of(),
                Map.of(),
                origin);
    }
}
