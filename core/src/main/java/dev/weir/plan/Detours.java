package dev.weir.plan;

import dev.weir.evaluation.PrefixLists;
import dev.weir.flow.FlowField;
import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.RouteTable.Route;
import dev.weir.inventory.RouteTable.Target;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which destinations in its VPC a group may reach through something that stands between, and through what.
 *
 * <p>A rule to a security group matches the interfaces that carry it only where traffic reaches them directly (VPC user guide,
 * security group rules: a middlebox appliance between two subnets). So a route that is as specific as the local one and leads
 * elsewhere is a detour, and so is what was not read. Within one subnet no route applies: such traffic goes by data link (VPC user
 * guide, gateway route tables: rules and considerations).
 */
final class Detours {

    /** A virtual private gateway, and peering with another Region: no group reference reaches over those. */
    private static final Set<Integer> INDIRECT_PATHS = Set.of(3, 5);
    /** The widest CIDRs that a VPC may have: no local route is less specific. */
    private static final Map<IpFamily, Integer> WIDEST_VPC = Map.of(IpFamily.IPV4, 16, IpFamily.IPV6, 44);

    private final GroupView view;
    /** By the subnet that traffic leaves, or its interface where the subnet is not known; empty where the table was not read. */
    private final Map<String, Optional<RouteTable>> tables = new TreeMap<>();

    private final Map<IpAddress, Optional<String>> remembered = new HashMap<>();
    private final Set<IpAddress> indirect = new TreeSet<>();

    Detours(GroupView view, GroupTraffic traffic) {
        this.view = view;
        for (NetworkInterface one : view.interfaces) {
            from(one.subnet(), view.inventory.routing.tableOf(one), one.id());
        }
        for (InterfaceCoverage gone : view.interfaces.isEmpty() ? traffic.interfaces() : List.<InterfaceCoverage>of()) {
            Optional<String> subnet = gone.owner(FlowField.SUBNET_ID);
            from(
                    subnet,
                    subnet.flatMap(id -> view.inventory.routing.tableOf(id, view.group.vpc(), view.group.scope())),
                    gone.networkInterface());
        }
        for (Observation seen : traffic.observations()) {
            if (seen.trafficPaths().stream().anyMatch(INDIRECT_PATHS::contains)) {
                indirect.add(seen.destination());
            }
        }
    }

    private void from(Optional<String> subnet, Optional<RouteTable> table, String networkInterface) {
        tables.put(subnet.orElse(networkInterface), table);
    }

    /** Why a rule to a security group may not match this destination; empty where nothing stands between. */
    Optional<String> to(IpAddress destination) {
        return remembered.computeIfAbsent(destination, this::found);
    }

    /** These groups where nothing stands between, else none. */
    List<String> direct(List<String> groups, IpAddress destination) {
        return to(destination).isEmpty() ? groups : List.of();
    }

    private Optional<String> found(IpAddress destination) {
        if (indirect.contains(destination)) {
            return Optional.of("a virtual private gateway or another Region, as its records say");
        }
        Optional<String> unread = Optional.empty();
        for (Map.Entry<String, Optional<RouteTable>> leaving : tables.entrySet()) {
            if (isIn(leaving.getKey(), destination)) {
                continue;
            }
            Optional<String> detour = leaving.getValue().flatMap(table -> detour(table, destination));
            if (detour.isPresent()) {
                return detour;
            }
            if (leaving.getValue().isEmpty() && unread.isEmpty()) {
                unread = Optional.of("what nobody knows: the route table of " + leaving.getKey()
                        + " was not read (`aws ec2 describe-route-tables`)");
            }
        }
        return tables.isEmpty() ? Optional.of("what nobody knows: the group is on no interface") : unread;
    }

    private boolean isIn(String subnet, IpAddress destination) {
        return view.inventory
                .snapshot
                .subnet(subnet)
                .map(read -> read.cidrs().stream().anyMatch(cidr -> cidr.contains(destination)))
                .orElse(false);
    }

    private Optional<String> detour(RouteTable table, IpAddress destination) {
        int local = vpcLength(destination);
        int longest = -1;
        Optional<String> words = Optional.empty();
        for (Route route : table.routes()) {
            OptionalInt length = length(route, destination);
            if (length.isEmpty()) {
                continue;
            }
            if (route.target() == Target.LOCAL) {
                local = Math.max(local, length.getAsInt() + 1);
            } else if (length.getAsInt() > longest) {
                longest = length.getAsInt();
                words = Optional.of(
                        (route.targetId().isEmpty() ? "a route" : route.targetId()) + " (" + table.id() + ")");
            }
        }
        return longest >= local ? words : Optional.empty();
    }

    /** How specific a route to the destination is; as specific as can be where that was not read. */
    private OptionalInt length(Route route, IpAddress destination) {
        if (route.destination().isEmpty()) {
            return OptionalInt.of(most(destination));
        }
        return route.destination()
                .get()
                .match(
                        addresses -> addresses.cidr().contains(destination)
                                ? OptionalInt.of(addresses.cidr().prefixLength())
                                : OptionalInt.empty(),
                        list -> length(list, route.target(), destination),
                        group -> OptionalInt.empty());
    }

    private OptionalInt length(Destination.PrefixList list, Target target, IpAddress destination) {
        if (target == Target.GATEWAY_ENDPOINT) {
            return OptionalInt.empty(); // AWS's own public addresses: never inside of a VPC
        }
        PrefixLists.Contents contents = view.inventory.prefixLists.contents(list.id());
        if (!contents.whole() && contents.possible().contains(destination)) {
            return OptionalInt.of(most(destination));
        }
        return contents.known().cidrs().stream()
                .filter(cidr -> cidr.contains(destination))
                .mapToInt(Cidr::prefixLength)
                .max();
    }

    private static int most(IpAddress destination) {
        return destination.family().bits();
    }

    private int vpcLength(IpAddress destination) {
        return view.group
                .vpc()
                .flatMap(view.inventory.snapshot::vpc)
                .flatMap(vpc -> vpc.cidrs().stream()
                        .filter(cidr -> cidr.contains(destination))
                        .map(Cidr::prefixLength)
                        .findFirst())
                .orElse(WIDEST_VPC.getOrDefault(destination.family(), 0));
    }
}
