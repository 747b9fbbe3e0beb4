package dev.weir.inventory;

import java.util.List;
import java.util.Optional;

/**
 * A route table of a VPC.
 *
 * @param scope owner account and Region, as far as known
 * @param id such as {@code rtb-0a1b}
 * @param vpc the VPC that it belongs to
 * @param main whether subnets without an association of their own use it
 * @param subnets ids of the subnets associated with it
 * @param routes its routes, in the order of the source
 * @param origin where it was read
 */
public record RouteTable(
        Scope scope, String id, String vpc, boolean main, List<String> subnets, List<Route> routes, Origin origin) {

    public RouteTable {
        subnets = List.copyOf(subnets);
        routes = List.copyOf(routes);
    }

    /**
     * One route.
     *
     * @param destination a CIDR or a prefix list; empty where it could not be read, which may then be any
     * @param target what kind of thing it leads to
     * @param targetId the id of that thing, such as {@code igw-1}, {@code nat-1}, {@code tgw-1}; {@code local} for local routes
     * @param active false for a blackhole
     */
    public record Route(Optional<Destination> destination, Target target, String targetId, boolean active) {}

    /** What a route leads to. */
    public enum Target {
        /** The VPC itself. */
        LOCAL,
        INTERNET_GATEWAY,
        NAT_GATEWAY,
        EGRESS_ONLY_INTERNET_GATEWAY,
        /** A gateway endpoint for S3 or DynamoDB: no path to the internet. */
        GATEWAY_ENDPOINT,
        TRANSIT_GATEWAY,
        CORE_NETWORK,
        VIRTUAL_PRIVATE_GATEWAY,
        PEERING_CONNECTION,
        /** A Gateway Load Balancer or firewall endpoint. */
        VPC_ENDPOINT,
        INSTANCE,
        NETWORK_INTERFACE,
        LOCAL_GATEWAY,
        CARRIER_GATEWAY,
        /** Something that weir does not know. */
        OTHER
    }
}
