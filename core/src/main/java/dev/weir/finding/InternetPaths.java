package dev.weir.finding;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.InternetPath.Answer;
import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.RouteTable.Route;
import dev.weir.inventory.Routing;
import dev.weir.inventory.Scope;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PublicSpace;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The ways out of the places where interfaces stand.
 *
 * <p>A route counts when it is active and its destination holds public address space. One whose destination was not read may
 * hold some, and then its target is shown and the answer is unknown, whatever the target.
 */
final class InternetPaths {

    private final Routing routing;
    private final PrefixLists prefixLists;
    private final Map<Place, InternetPath> paths = new HashMap<>();
    private final Map<RouteTable, Ways> ways = new IdentityHashMap<>();

    InternetPaths(Routing routing, PrefixLists prefixLists) {
        this.routing = routing;
        this.prefixLists = prefixLists;
    }

    /** The path of one interface. */
    InternetPath from(Place place) {
        return paths.computeIfAbsent(place, this::find);
    }

    /** The path of all together: yes if one has it, else unknown if one may, else no. */
    InternetPath fromAny(Collection<Place> places) {
        Answer answer = Answer.NO;
        TreeSet<String> via = new TreeSet<>();
        boolean publicAddress = false;
        for (Place place : places) {
            InternetPath path = from(place);
            answer = path.answer().compareTo(answer) > 0 ? path.answer() : answer;
            via.addAll(path.via());
            publicAddress |= path.publicAddress();
        }
        return new InternetPath(answer, List.copyOf(via), publicAddress);
    }

    private InternetPath find(Place place) {
        Optional<RouteTable> table =
                place.subnet().flatMap(subnet -> routing.tableOf(subnet, place.vpc(), place.scope()));
        if (table.isEmpty()) {
            return InternetPath.UNKNOWN;
        }
        Ways out = ways.computeIfAbsent(table.get(), this::ways);
        boolean publicAddress =
                place.publicIpv4() && out.internetGatewayIpv4() || place.publicIpv6() && out.internetGatewayIpv6();
        return new InternetPath(out.answer(), out.via(), publicAddress);
    }

    private Ways ways(RouteTable table) {
        Answer answer = Answer.NO;
        TreeSet<String> via = new TreeSet<>();
        boolean ipv4 = false;
        boolean ipv6 = false;
        for (Route route : table.routes()) {
            Answer leadsOut = route.active() ? leadsOut(route) : Answer.NO;
            if (leadsOut != Answer.NO) {
                via.add(route.targetId());
                answer = leadsOut.compareTo(answer) > 0 ? leadsOut : answer;
            }
            if (leadsOut == Answer.YES && route.target() == RouteTable.Target.INTERNET_GATEWAY) {
                AddressSet known = known(route);
                ipv4 |= holdsPublic(known, IpFamily.IPV4);
                ipv6 |= holdsPublic(known, IpFamily.IPV6);
            }
        }
        return new Ways(answer, List.copyOf(via), ipv4, ipv6);
    }

    private Answer leadsOut(Route route) {
        Answer target = leadsOut(route.target());
        if (target == Answer.NO || isPublic(known(route))) {
            return target;
        }
        return isPublic(possible(route)) ? Answer.UNKNOWN : Answer.NO;
    }

    private static Answer leadsOut(RouteTable.Target target) {
        return switch (target) {
            case LOCAL, GATEWAY_ENDPOINT -> Answer.NO;
            case INTERNET_GATEWAY, NAT_GATEWAY, EGRESS_ONLY_INTERNET_GATEWAY, CARRIER_GATEWAY -> Answer.YES;
            case TRANSIT_GATEWAY,
                    CORE_NETWORK,
                    VIRTUAL_PRIVATE_GATEWAY,
                    PEERING_CONNECTION,
                    VPC_ENDPOINT,
                    INSTANCE,
                    NETWORK_INTERFACE,
                    LOCAL_GATEWAY,
                    OTHER -> Answer.UNKNOWN;
        };
    }

    private AddressSet known(Route route) {
        return route.destination()
                .map(destination -> resolve(destination, false))
                .orElse(AddressSet.EMPTY);
    }

    private AddressSet possible(Route route) {
        return route.destination()
                .map(destination -> resolve(destination, true))
                .orElse(AddressSet.ALL);
    }

    private AddressSet resolve(Destination destination, boolean asWideAsPossible) {
        return destination.match(
                addresses -> AddressSet.of(addresses.cidr()),
                list -> asWideAsPossible
                        ? prefixLists.contents(list.id()).possible()
                        : prefixLists.contents(list.id()).known(),
                group -> AddressSet.EMPTY);
    }

    private static boolean isPublic(AddressSet addresses) {
        return addresses.reached().intersects(PublicSpace.addresses());
    }

    private static boolean holdsPublic(AddressSet addresses, IpFamily family) {
        return addresses.only(family).intersects(PublicSpace.addresses());
    }

    /** What a route table leads to. */
    private record Ways(Answer answer, List<String> via, boolean internetGatewayIpv4, boolean internetGatewayIpv6) {}

    /**
     * All of an interface that its path depends on; few differ in a fleet.
     *
     * @param scope its account and Region
     * @param vpc its VPC, where known
     * @param subnet its subnet, where known
     * @param publicIpv4 whether it has a public IPv4 address
     * @param publicIpv6 whether it has an IPv6 address, or a delegated IPv6 prefix, that is public by itself
     */
    record Place(Scope scope, Optional<String> vpc, Optional<String> subnet, boolean publicIpv4, boolean publicIpv6) {

        static Place of(NetworkInterface networkInterface) {
            return new Place(
                    networkInterface.scope(),
                    networkInterface.vpc(),
                    networkInterface.subnet(),
                    networkInterface.publicAddresses().stream().anyMatch(address -> address.family() == IpFamily.IPV4),
                    hasPublicIpv6(networkInterface));
        }

        private static boolean hasPublicIpv6(NetworkInterface networkInterface) {
            for (IpAddress address : networkInterface.addresses()) {
                if (address.family() == IpFamily.IPV6 && PublicSpace.addresses().contains(address)) {
                    return true;
                }
            }
            for (Cidr prefix : networkInterface.prefixes()) {
                if (prefix.family() == IpFamily.IPV6 && PublicSpace.addresses().contains(prefix.first())) {
                    return true;
                }
            }
            return false;
        }
    }
}
