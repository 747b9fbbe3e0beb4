package dev.weir.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which route table an interface uses: the one that its subnet is associated with, else the main one of its VPC.
 *
 * <p>An association that was read is an answer by itself. That a subnet has none, and so uses the main table, is known only
 * when all route tables of the VPC's owner were read; in a shared VPC that is another account than the interface's.
 */
public final class Routing {

    private final Listings listings;
    private final Map<String, RouteTable> bySubnet = new HashMap<>();
    private final Map<String, RouteTable> mainByVpc = new HashMap<>();
    private final Map<String, Subnet> subnets = new HashMap<>();
    private final Map<String, Vpc> vpcs = new HashMap<>();

    /** A routing that asks these listings, which may still grow, what was read whole. */
    public Routing(Listings listings) {
        this.listings = listings;
    }

    public void add(RouteTable routeTable) {
        for (String subnet : routeTable.subnets()) {
            bySubnet.put(subnet, routeTable);
        }
        if (routeTable.main()) {
            mainByVpc.put(routeTable.vpc(), routeTable);
        }
    }

    public void add(Subnet subnet) {
        subnets.put(subnet.id(), subnet);
    }

    public void add(Vpc vpc) {
        vpcs.put(vpc.id(), vpc);
    }

    /** The route table of an interface; empty where it is not known. */
    public Optional<RouteTable> tableOf(NetworkInterface networkInterface) {
        return networkInterface
                .subnet()
                .flatMap(subnet -> tableOf(subnet, networkInterface.vpc(), networkInterface.scope()));
    }

    /**
     * The route table of a subnet; empty where it is not known.
     *
     * @param vpc the subnet's VPC as far as the caller knows; the subnet's own word is preferred
     * @param scope the scope of what lies in the subnet, for when neither subnet nor VPC was read
     */
    public Optional<RouteTable> tableOf(String subnet, Optional<String> vpc, Scope scope) {
        RouteTable associated = bySubnet.get(subnet);
        if (associated != null) {
            return Optional.of(associated);
        }
        Optional<Subnet> read = Optional.ofNullable(subnets.get(subnet));
        Optional<String> home =
                read.map(Subnet::vpc).filter(id -> !id.isEmpty()).or(() -> vpc);
        Scope owner = home.map(vpcs::get)
                .map(Vpc::scope)
                .or(() -> read.map(Subnet::scope))
                .orElse(scope);
        if (!listings.isWhole(Listing.Kind.ROUTE_TABLES, owner)) {
            return Optional.empty();
        }
        return home.map(mainByVpc::get);
    }
}
