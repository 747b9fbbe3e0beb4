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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ways out of the places where interfaces stand, by the family of the packets.
 *
 * <p>An interface without an address of a family sends no packet of it, whatever the routes; where its addresses could not all be
 * read it may, and its path is unknown at best. A packet to {@code 64:ff9b::/96}
 * is IPv6 on its way, though NAT64 hands it to IPv4 (RFC 6052): such a route is a way of IPv6. A route counts when it is active and its destination holds public address space. One whose destination was not read may
 * hold some, and then its target is shown and the answer is unknown, whatever the target.
 */
final class InternetPaths {

    private final Routing routing;
    private final PrefixLists prefixLists;
    private final Map<Trip, InternetPath> paths = new HashMap<>();
    private final Map<RouteTable, Map<IpFamily, Outward>> ways = new IdentityHashMap<>();

    InternetPaths(Routing routing, PrefixLists prefixLists) {
        this.routing = routing;
        this.prefixLists = prefixLists;
    }

    /** The path of packets of these families from one interface. */
    InternetPath from(PathInputs place, Set<IpFamily> families) {
        return paths.computeIfAbsent(new Trip(place, families), this::find);
    }

    /** The path of all together: yes if one has it, else unknown if one may, else no. */
    InternetPath fromAny(Collection<PathInputs> places, Set<IpFamily> families) {
        return InternetPath.any(
                places.stream().map(place -> from(place, families)).toList());
    }

    private InternetPath find(Trip trip) {
        PathInputs place = trip.place();
        List<IpFamily> sent = trip.families().stream().filter(place::maySend).toList();
        if (sent.isEmpty()) {
            return InternetPath.NONE;
        }
        Optional<RouteTable> table =
                place.subnet().flatMap(subnet -> routing.tableOf(subnet, place.vpc(), place.scope()));
        if (table.isEmpty()) {
            return InternetPath.UNKNOWN;
        }
        Map<IpFamily, Outward> out = ways.computeIfAbsent(table.get(), this::ways);
        return InternetPath.any(sent.stream()
                .flatMap(family -> Optional.ofNullable(out.get(family)).map(way -> way.from(place, family)).stream())
                .toList());
    }

    private Map<IpFamily, Outward> ways(RouteTable table) {
        Map<IpFamily, Outward> ways = new EnumMap<>(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            Answer answer = Answer.NO;
            TreeSet<String> via = new TreeSet<>();
            boolean internetGateway = false;
            for (Route route : table.routes()) {
                Answer leadsOut = route.active() ? leadsOut(route, family) : Answer.NO;
                if (leadsOut != Answer.NO) {
                    via.add(route.targetId());
                    answer = leadsOut.compareTo(answer) > 0 ? leadsOut : answer;
                }
                internetGateway |= leadsOut == Answer.YES && route.target() == RouteTable.Target.INTERNET_GATEWAY;
            }
            ways.put(family, new Outward(answer, List.copyOf(via), internetGateway));
        }
        return ways;
    }

    private Answer leadsOut(Route route, IpFamily family) {
        Answer target = leadsOut(route.target());
        if (target == Answer.NO || isPublic(known(route).only(family))) {
            return target;
        }
        return isPublic(possible(route).only(family)) ? Answer.UNKNOWN : Answer.NO;
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

    /** Packets of some families from a place. */
    private record Trip(PathInputs place, Set<IpFamily> families) {

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Trip that && place.equals(that.place) && families.equals(that.families);
        }

        @Override
        public int hashCode() {
            return 31 * place.hashCode() + families.hashCode();
        }
    }

    /** Where a route table leads packets of one family. */
    private record Outward(Answer answer, List<String> via, boolean internetGateway) {

        InternetPath from(PathInputs place, IpFamily family) {
            boolean isUnsure = answer == Answer.YES && !place.sends(family);
            return new InternetPath(isUnsure ? Answer.UNKNOWN : answer, via, internetGateway && place.isPublic(family));
        }
    }

    /**
     * All of an interface that its path depends on; few differ in a fleet.
     *
     * @param scope its account and Region
     * @param vpc its VPC, where known
     * @param subnet its subnet, where known
     * @param families of the addresses that it has; both where none was read
     * @param addressesRead whether it has no others
     * @param publicFamilies those of them in which an address is public: an Elastic or public IPv4 address, an IPv6 address or
     *     delegated prefix that is public by itself
     */
    record PathInputs(
            Scope scope,
            Optional<String> vpc,
            Optional<String> subnet,
            Set<IpFamily> families,
            boolean addressesRead,
            Set<IpFamily> publicFamilies) {

        static PathInputs of(NetworkInterface networkInterface) {
            Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
            Set<IpFamily> publicFamilies = EnumSet.noneOf(IpFamily.class);
            networkInterface.publicAddresses().forEach(address -> publicFamilies.add(address.family()));
            for (IpAddress address : networkInterface.addresses()) {
                add(address, families, publicFamilies);
            }
            for (Cidr prefix : networkInterface.prefixes()) {
                add(prefix.first(), families, publicFamilies);
            }
            families.addAll(publicFamilies);
            return new PathInputs(
                    networkInterface.scope(),
                    networkInterface.vpc(),
                    networkInterface.subnet(),
                    families.isEmpty() && networkInterface.addressesRead()
                            ? Set.of(IpFamily.values())
                            : Set.copyOf(families),
                    networkInterface.addressesRead(),
                    Set.copyOf(publicFamilies));
        }

        private static void add(IpAddress address, Set<IpFamily> families, Set<IpFamily> publicFamilies) {
            families.add(address.family());
            if (address.family() == IpFamily.IPV6 && PublicSpace.addresses().contains(address)) {
                publicFamilies.add(IpFamily.IPV6);
            }
        }

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof PathInputs that
                    && scope.equals(that.scope)
                    && vpc.equals(that.vpc)
                    && subnet.equals(that.subnet)
                    && families.equals(that.families)
                    && addressesRead == that.addressesRead
                    && publicFamilies.equals(that.publicFamilies);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * scope.hashCode() + subnet.hashCode()) + families.hashCode())
                    + publicFamilies.hashCode();
        }

        boolean sends(IpFamily family) {
            return families.contains(family);
        }

        boolean maySend(IpFamily family) {
            return sends(family) || !addressesRead;
        }

        boolean isPublic(IpFamily family) {
            return publicFamilies.contains(family);
        }
    }
}
