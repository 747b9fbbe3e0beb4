package dev.weir.plan;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import dev.weir.traffic.Conversation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds many high ports that belong together: FTP data, RPC, NodePorts, ECS bridge mode.
 *
 * <p>Where one destination, or the destinations of one security group, were seen on at least {@value #TOGETHER} distinct
 * ports of one band, the run from the lowest to the highest of them is one range. Ports below 1024 are never gathered.
 */
final class HighPorts {

    /** Distinct ports that make a range. */
    static final int TOGETHER = 16;

    private static final List<PortRange> BANDS = List.of(new PortRange(1024, 29_999), new PortRange(30_000, 65_535));

    private final GroupView view;
    /** What is on ports of its own. */
    final List<Conversation> alone = new ArrayList<>();

    final Map<Band, List<Conversation>> ranges = new LinkedHashMap<>();

    /**
     * A run of ports toward some destinations.
     *
     * @param protocol TCP or UDP
     * @param name the destination, or the group
     * @param ports the run
     */
    record Band(Protocol protocol, String name, PortRange ports) {

        Service service() {
            return Service.of(protocol, ports);
        }
    }

    HighPorts(GroupView view, List<Conversation> conversations, Function<Conversation, List<String>> peers) {
        this.view = view;
        List<Conversation> left =
                gathered(conversations, one -> List.of(one.destination().toString()));
        alone.addAll(gathered(left, one -> peers.apply(one).stream().limit(1).toList()));
    }

    private List<Conversation> gathered(List<Conversation> conversations, Function<Conversation, List<String>> names) {
        Map<String, List<Conversation>> candidates = new TreeMap<>();
        List<Conversation> left = new ArrayList<>();
        for (Conversation one : conversations) {
            List<String> named = one.service().protocol().hasPorts() ? names.apply(one) : List.of();
            int band = band(one);
            if (named.isEmpty() || band < 0) {
                left.add(one);
            } else {
                String key = one.service().protocol() + " " + band + " " + named.get(0);
                candidates.computeIfAbsent(key, unused -> new ArrayList<>()).add(one);
            }
        }
        candidates.forEach((key, members) -> {
            TreeSet<Integer> ports = new TreeSet<>();
            members.forEach(one -> ports.add(one.service().from()));
            Protocol protocol = members.get(0).service().protocol();
            String name = key.substring(key.lastIndexOf(' ') + 1);
            Band band = new Band(protocol, name, new PortRange(ports.first(), ports.last()));
            if (ports.size() >= TOGETHER && isPermitted(band.service(), members)) {
                ranges.put(band, members);
            } else {
                left.addAll(members);
            }
        });
        return left;
    }

    private static int band(Conversation one) {
        for (int i = 0; i < BANDS.size(); i++) {
            if (one.service().protocol().hasPorts()
                    && BANDS.get(i).contains(one.service().from())) {
                return i;
            }
        }
        return -1;
    }

    private boolean isPermitted(Service service, List<Conversation> members) {
        return view.permissions.known().contains(TrafficSet.of(service, addresses(members)));
    }

    private static AddressSet addresses(Collection<Conversation> members) {
        return AddressSet.of(members.stream()
                .map(one -> Cidr.host(one.destination()))
                .distinct()
                .toList());
    }

    /** Whether no range shares a port with another, or with what stands alone: then each can be a class. */
    boolean areApart() {
        List<Service> taken = new ArrayList<>();
        for (Band band : ranges.keySet()) {
            for (Service other : taken) {
                if (other.protocol().equals(band.protocol()) && other.span().intersects(band.ports())) {
                    return false;
                }
            }
            taken.add(band.service());
        }
        return alone.stream()
                .noneMatch(one -> taken.stream()
                        .anyMatch(range -> range.covers(one.service())
                                && one.service().protocol().hasPorts()));
    }

    /** A rule per range and destination, for where ranges cannot be classes. */
    List<SecurityGroupRule.Known> rules() {
        List<SecurityGroupRule.Known> rules = new ArrayList<>();
        ranges.forEach((band, members) -> {
            TreeSet<IpAddress> destinations = new TreeSet<>();
            members.forEach(one -> destinations.add(one.destination()));
            destinations.forEach(address -> rules.add(
                    SecurityGroupRule.Known.of(band.service(), dev.weir.inventory.Destination.of(Cidr.host(address)))));
        });
        return rules;
    }
}
