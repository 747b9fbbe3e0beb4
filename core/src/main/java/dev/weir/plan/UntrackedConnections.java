package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortAddresses;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Connections that the change itself cuts, because AWS does not track them.
 *
 * <p>AWS leaves a TCP or UDP flow untracked where a rule permits it for the whole family and the other direction permits the
 * whole family on all ports; when the rule that enables it goes, it is interrupted at once (EC2 user guide, security group
 * connection tracking). So per interface and family, over all its groups:
 *
 * <pre>
 *   inbound   ports open to the world now     all ports open to the world now
 *   outbound  all ports to the world now      ports open to the world now
 *   after     not all ports any more          some of those ports closed
 *   cut       inbound on those ports          outbound on the closed ports
 * </pre>
 *
 * <p>Some kinds of interface are always tracked. What was not read counts where it would add to the hazard: an inbound rule
 * that may open a port to the world opens it here.
 */
public final class UntrackedConnections {

    private static final Set<String> ALWAYS_TRACKED = Set.of(
            "nat_gateway",
            "network_load_balancer",
            "gateway_load_balancer",
            "gateway_load_balancer_endpoint",
            "global_accelerator_managed",
            "vpc_endpoint",
            "transit_gateway",
            "lambda");

    private UntrackedConnections() {}

    /** Which way the connections were made that are cut. */
    public enum Way {
        INBOUND,
        OUTBOUND
    }

    /**
     * Connections of one interface that are cut.
     *
     * @param networkInterface its id
     * @param family of the addresses
     * @param way who made them
     * @param protocol TCP or UDP
     * @param ports the ports on the side that was connected to
     */
    public record Cut(String networkInterface, IpFamily family, Way way, Protocol protocol, List<PortRange> ports) {
        public Cut {
            ports = List.copyOf(ports);
        }

        /** {@code inbound tcp 80, 443 over IPv4 on eni-0a1b}. */
        @Override
        public String toString() {
            String list =
                    String.join(", ", ports.stream().map(PortRange::toString).toList());
            return (way == Way.INBOUND ? "inbound " : "outbound ") + protocol + " " + list + " over "
                    + (family == IpFamily.IPV4 ? "IPv4" : "IPv6") + " on " + networkInterface;
        }
    }

    /**
     * What giving a group these outbound rules cuts.
     *
     * @param group the group as it is
     * @param result its outbound rules after the change
     * @param surroundings the interfaces that are associated with it, their other groups and the prefix lists
     */
    public static List<Cut> of(SecurityGroup group, List<SecurityGroupRule.Known> result, Snapshot surroundings) {
        PrefixLists lists = PrefixLists.of(surroundings.prefixLists());
        List<Cut> cuts = new ArrayList<>();
        for (NetworkInterface networkInterface : surroundings.associatedWith(group.id())) {
            if (ALWAYS_TRACKED.contains(networkInterface.type())) {
                continue;
            }
            List<SecurityGroupRule> inbound = new ArrayList<>(group.inbound());
            List<SecurityGroupRule> siblings = new ArrayList<>();
            for (String id : networkInterface.groups()) {
                if (!id.equals(group.id())) {
                    surroundings.securityGroup(id).ifPresent(sibling -> {
                        inbound.addAll(sibling.inbound());
                        siblings.addAll(sibling.outbound());
                    });
                }
            }
            Permissions in = Permissions.of(inbound, lists);
            Permissions now = Permissions.of(together(group.outbound(), siblings), lists);
            Permissions then = Permissions.of(together(result, siblings), lists);
            for (IpFamily family : IpFamily.values()) {
                for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
                    cuts(cuts, networkInterface.id(), family, protocol, in, now, then);
                }
            }
        }
        return List.copyOf(cuts);
    }

    /** What is cut, in one sentence for all interfaces; empty where nothing is. */
    public static Optional<String> sentence(List<Cut> cuts) {
        if (cuts.isEmpty()) {
            return Optional.empty();
        }
        Set<String> words = new TreeSet<>();
        Set<String> interfaces = new TreeSet<>();
        for (Cut cut : cuts) {
            interfaces.add(cut.networkInterface());
            words.add(cut.way().name().toLowerCase(Locale.ROOT) + " " + words(cut.protocol(), cut.ports())
                    + (cut.way() == Way.INBOUND ? " from anywhere (" : " to anywhere (") + cut.family() + ")");
        }
        return Optional.of("the change cuts " + String.join(", ", words) + " on " + interfaces.size()
                + (interfaces.size() == 1 ? " interface" : " interfaces")
                + " at once: connections there are not tracked now; drain them or use a maintenance window");
    }

    private static String words(Protocol protocol, List<PortRange> ports) {
        List<String> words = ports.stream()
                .limit(5)
                .map(range -> Service.of(protocol, range).toString())
                .toList();
        return String.join(", ", words) + (ports.size() > 5 ? " and others" : "");
    }

    private static List<SecurityGroupRule> together(
            List<? extends SecurityGroupRule> some, List<SecurityGroupRule> others) {
        List<SecurityGroupRule> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static void cuts(
            List<Cut> cuts,
            String id,
            IpFamily family,
            Protocol protocol,
            Permissions in,
            Permissions now,
            Permissions then) {
        PortAddresses inbound = world(in.possible().layer(protocol), family);
        PortAddresses outbound = world(now.possible().layer(protocol), family);
        PortAddresses left = world(then.known().layer(protocol), family);
        if (isAllPorts(outbound) && !isAllPorts(left) && !ports(inbound).isEmpty()) {
            cuts.add(new Cut(id, family, Way.INBOUND, protocol, ports(inbound)));
        }
        List<PortRange> closed = ports(outbound.minus(left));
        if (isAllPorts(inbound) && !closed.isEmpty()) {
            cuts.add(new Cut(id, family, Way.OUTBOUND, protocol, closed));
        }
    }

    /** The ports on which the whole family is permitted. */
    private static PortAddresses world(PortAddresses layer, IpFamily family) {
        AddressSet all = family == IpFamily.IPV4 ? AddressSet.ALL_IPV4 : AddressSet.ALL_IPV6;
        return layer.map(addresses -> addresses.contains(all) ? all : AddressSet.EMPTY);
    }

    private static List<PortRange> ports(PortAddresses layer) {
        return layer.segments().stream().map(PortAddresses.Segment::ports).toList();
    }

    private static boolean isAllPorts(PortAddresses layer) {
        return ports(layer).equals(List.of(PortRange.ALL));
    }
}
