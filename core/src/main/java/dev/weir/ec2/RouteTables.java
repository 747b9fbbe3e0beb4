package dev.weir.ec2;

import dev.weir.inventory.Destination;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.RouteTable.Route;
import dev.weir.inventory.RouteTable.Target;
import dev.weir.json.JsonMember;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Route tables out of the elements of describe-route-tables.
 *
 * <p>What cannot be read is kept as what it may be: a route that may lead anywhere, and, where it is not clear which subnets use
 * the table, a listing that is read in part, because the unread association may be that of any subnet.
 */
final class RouteTables {

    private static final Set<String> GONE = Set.of("disassociated", "failed");

    /** An instance's route names its interface too, so the instance is asked for first. */
    private static final Map<String, Target> TARGETS = targets();

    private static final Set<String> NO_TARGETS = Set.of(
            Keys.TO_PREFIX_LIST, Keys.TO_IPV4, Keys.TO_IPV6, Keys.STATE, "Origin", "InstanceOwnerId", "IpAddress");

    private RouteTables() {}

    private static Map<String, Target> targets() {
        Map<String, Target> targets = new LinkedHashMap<>();
        targets.put(Keys.GATEWAY_ID, Target.OTHER);
        targets.put("NatGatewayId", Target.NAT_GATEWAY);
        targets.put("EgressOnlyInternetGatewayId", Target.EGRESS_ONLY_INTERNET_GATEWAY);
        targets.put("TransitGatewayId", Target.TRANSIT_GATEWAY);
        targets.put("CoreNetworkArn", Target.CORE_NETWORK);
        targets.put("VpcPeeringConnectionId", Target.PEERING_CONNECTION);
        targets.put("VpcEndpointId", Target.VPC_ENDPOINT);
        targets.put("LocalGatewayId", Target.LOCAL_GATEWAY);
        targets.put("CarrierGatewayId", Target.CARRIER_GATEWAY);
        targets.put("OdbNetworkArn", Target.OTHER);
        targets.put(Keys.INSTANCE_ID, Target.INSTANCE);
        targets.put(Keys.NETWORK_INTERFACE_ID, Target.NETWORK_INTERFACE);
        return targets;
    }

    static Found<RouteTable> routeTable(JsonObject json, String id, AnswerPlace place) {
        Element element = Element.of(json, id, place);
        Element losing = element.losingTo(place);
        boolean main = false;
        List<String> subnets = new ArrayList<>();
        if (json.readElements(Keys.ASSOCIATIONS).isAbsent()) {
            // AWS writes the list where it is empty, too: of a subnet's own table it would say that no subnet uses it.
            losing.wrong((json.isNull(Keys.ASSOCIATIONS)
                            ? "`" + Keys.ASSOCIATIONS + "` is null, expected an array"
                            : "it has no list of `" + Keys.ASSOCIATIONS + "`")
                    + "; which subnets use the table is not known");
        }
        for (Element association : losing.objects(Keys.ASSOCIATIONS)) {
            Optional<String> state = association.object(Keys.ASSOCIATION_STATE).flatMap(of -> of.text(Keys.STATE));
            if (GONE.contains(state.orElse("associated"))) {
                continue;
            }
            boolean ofMain = association.isTrue(Keys.MAIN);
            Optional<String> subnet = association.id(Keys.SUBNET_ID);
            if (!ofMain && subnet.isEmpty() && !association.json().has(Keys.GATEWAY_ID)) {
                association.wrong("an association names no subnet, gateway or VPC; which uses the table is not known");
            }
            main |= ofMain;
            subnet.ifPresent(subnets::add);
        }
        boolean isMain = main;
        List<Route> routes = routes(element);
        return new Found<>(
                id,
                element.scope(),
                scope -> new RouteTable(
                        scope, id, element.text(Keys.VPC_ID).orElse(""), isMain, subnets, routes, element.origin()));
    }

    private static List<Route> routes(Element element) {
        List<Route> routes = new ArrayList<>();
        JsonMember<List<JsonValue>> list = element.json().readElements(Keys.ROUTES);
        if (list.value().isEmpty()) {
            element.wrong("it has no list of `" + Keys.ROUTES + "`; where they lead is not known");
            routes.add(unread());
        }
        for (JsonValue route : list.value().orElse(List.of())) {
            if (route instanceof JsonObject object) {
                routes.add(route(new Element(object, element.id(), element.at(), element.told())));
            } else {
                element.wrong(
                        route.line(),
                        "a route is " + route.kind() + ", expected an object; where it leads is not known");
                routes.add(unread());
            }
        }
        return routes;
    }

    private static Route unread() {
        return new Route(Optional.empty(), Target.OTHER, "a route that was not read", true);
    }

    private static Route route(Element route) {
        Optional<String> list = route.text(Keys.TO_PREFIX_LIST);
        Optional<Destination> destination = list.<Destination>map(Destination.PrefixList::new)
                .or(() -> route.cidr(Keys.TO_IPV4)
                        .or(() -> route.cidr(Keys.TO_IPV6))
                        .map(Destination::of));
        boolean active = !route.text(Keys.STATE).orElse("active").equals("blackhole");
        for (Map.Entry<String, Target> target : TARGETS.entrySet()) {
            Optional<String> id = route.text(target.getKey());
            if (id.isPresent()) {
                Target kind = target.getKey().equals(Keys.GATEWAY_ID)
                        ? gateway(id.get(), list.isPresent())
                        : target.getValue();
                return new Route(destination, kind, id.get(), active);
            }
        }
        return new Route(destination, Target.OTHER, unknownTarget(route.json()), active);
    }

    /** The key and id of a target that weir does not know. */
    private static String unknownTarget(JsonObject route) {
        for (String key : route.members().keySet()) {
            if (!NO_TARGETS.contains(key) && route.has(key)) {
                return route.readText(key).value().map(id -> key + " " + id).orElse(key);
            }
        }
        return "a route without a target";
    }

    /** GatewayId holds several kinds of thing, told apart by the prefix of the id. */
    private static Target gateway(String id, boolean toPrefixList) {
        if (id.equals("local")) {
            return Target.LOCAL;
        }
        return switch (id.substring(0, id.indexOf('-') + 1)) {
            case "igw-" -> Target.INTERNET_GATEWAY;
            case "vgw-" -> Target.VIRTUAL_PRIVATE_GATEWAY;
            case "eigw-" -> Target.EGRESS_ONLY_INTERNET_GATEWAY;
            case "vpce-" -> toPrefixList ? Target.GATEWAY_ENDPOINT : Target.VPC_ENDPOINT;
            default -> Target.OTHER;
        };
    }
}
