package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortAddresses;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which connections the change itself would cut, because AWS does not track them.
 *
 * <p>Not tracked is TCP or UDP that a rule permits to or from the whole family, where the other direction permits the whole
 * family on all ports. When the rule that makes it so goes, such traffic is interrupted at once. It is computed per interface
 * and family, from the inbound and outbound rules of all its groups (VPC user guide, connection tracking).
 */
final class UntrackedHazard {

    private static final Set<String> ALWAYS_TRACKED = Set.of(
            "nat_gateway",
            "network_load_balancer",
            "gateway_load_balancer",
            "gateway_load_balancer_endpoint",
            "global_accelerator_managed",
            "vpc_endpoint",
            "transit_gateway",
            "lambda");

    private final GroupView view;
    private final List<SecurityGroupRule.Known> result;

    UntrackedHazard(GroupView view, List<SecurityGroupRule.Known> result) {
        this.view = view;
        this.result = result;
    }

    /** What would be cut, in words; empty where nothing would. */
    Optional<String> found() {
        Set<String> cut = new TreeSet<>();
        int concerned = 0;
        for (NetworkInterface one : view.interfaces) {
            Set<String> here = ALWAYS_TRACKED.contains(one.type()) ? Set.of() : cutOn(one);
            concerned += here.isEmpty() ? 0 : 1;
            cut.addAll(here);
        }
        return cut.isEmpty()
                ? Optional.empty()
                : Optional.of("the change cuts " + String.join(", ", cut) + " on " + concerned
                        + (concerned == 1 ? " interface" : " interfaces")
                        + " at once: connections there are not tracked now; drain them or use a maintenance window");
    }

    private Set<String> cutOn(NetworkInterface one) {
        List<SecurityGroupRule> inbound = new ArrayList<>(view.group.inbound());
        List<SecurityGroupRule> before = new ArrayList<>(view.old);
        List<SecurityGroupRule> after = new ArrayList<>(result);
        for (SecurityGroup sibling : view.siblings) {
            if (one.groups().contains(sibling.id())) {
                inbound.addAll(sibling.inbound());
                before.addAll(sibling.outbound());
                after.addAll(sibling.outbound());
            }
        }
        Permissions in = Permissions.of(inbound, view.inventory.prefixLists);
        Permissions out = Permissions.of(before, view.inventory.prefixLists);
        Permissions then = Permissions.of(after, view.inventory.prefixLists);
        Set<String> cut = new TreeSet<>();
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
            for (IpFamily family : IpFamily.values()) {
                AddressSet everyone = family == IpFamily.IPV4 ? AddressSet.ALL_IPV4 : AddressSet.ALL_IPV6;
                PortAddresses from = in.possible().layer(protocol);
                PortAddresses to = out.known().layer(protocol);
                PortAddresses later = then.known().layer(protocol);
                List<PortRange> open = portsTo(from, everyone);
                if (!open.isEmpty() && isAll(portsTo(to, everyone)) && !isAll(portsTo(later, everyone))) {
                    cut.add("inbound " + words(protocol, open) + " from anywhere (" + family + ")");
                }
                List<PortRange> gone = minus(portsTo(to, everyone), portsTo(later, everyone));
                if (isAll(open) && !gone.isEmpty()) {
                    cut.add("outbound " + words(protocol, gone) + " to anywhere (" + family + ")");
                }
            }
        }
        return cut;
    }

    private static String words(Protocol protocol, List<PortRange> ports) {
        List<String> words = ports.stream()
                .limit(5)
                .map(range -> Service.of(protocol, range).toString())
                .toList();
        return String.join(", ", words) + (ports.size() > 5 ? " and others" : "");
    }

    private static List<PortRange> portsTo(PortAddresses layer, AddressSet everyone) {
        List<PortRange> ports = new ArrayList<>();
        for (PortAddresses.Segment segment : layer.map(
                        addresses -> addresses.contains(everyone) ? everyone : AddressSet.EMPTY)
                .segments()) {
            ports.add(segment.ports());
        }
        return ports;
    }

    private static List<PortRange> minus(List<PortRange> ports, List<PortRange> others) {
        PortAddresses left = layer(ports).minus(layer(others));
        return left.segments().stream().map(PortAddresses.Segment::ports).toList();
    }

    private static PortAddresses layer(List<PortRange> ports) {
        return PortAddresses.unionOf(ports.stream()
                .map(range -> new PortAddresses.Segment(range, AddressSet.ALL_IPV4))
                .toList());
    }

    private static boolean isAll(List<PortRange> ports) {
        return ports.size() == 1 && ports.get(0).equals(PortRange.ALL);
    }
}
