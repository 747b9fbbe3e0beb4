package dev.weir.files;

import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Interfaces, route tables, subnets and VPCs out of the elements of AWS answers. */
final class NetworkFields {

    private final Consumer<Problem> problems;

    NetworkFields(Consumer<Problem> problems) {
        this.problems = problems;
    }

    Found<NetworkInterface> networkInterface(JsonObject element, SourceFile file, String id) {
        Origin origin = file.origin(element.line());
        List<String> groups = new ArrayList<>();
        boolean groupsRead = element.isArray("Groups") && !element.repeated().contains("Groups");
        for (Object group : element.elements("Groups")) {
            Optional<String> groupId = group instanceof JsonObject object ? object.text("GroupId") : Optional.empty();
            groupId.ifPresent(groups::add);
            groupsRead &= groupId.isPresent();
        }
        if (!groupsRead && element.has("Groups")) {
            wrong(origin, id, "`Groups` is not a list of objects with `GroupId`; which groups it wears is not known");
        }
        List<IpAddress> addresses = new ArrayList<>();
        List<IpAddress> publicAddresses = new ArrayList<>();
        element.text("PrivateIpAddress").ifPresent(text -> address(text, origin, id, addresses));
        publicAddress(element, origin, id, publicAddresses);
        for (JsonObject address : element.objects("PrivateIpAddresses")) {
            address.text("PrivateIpAddress").ifPresent(text -> address(text, origin, id, addresses));
            publicAddress(address, origin, id, publicAddresses);
        }
        for (JsonObject address : element.objects("Ipv6Addresses")) {
            address.text("Ipv6Address").ifPresent(text -> address(text, origin, id, addresses));
        }
        List<Cidr> prefixes = new ArrayList<>();
        cidrs(element, "Ipv4Prefixes", "Ipv4Prefix", origin, id, prefixes);
        cidrs(element, "Ipv6Prefixes", "Ipv6Prefix", origin, id, prefixes);
        boolean read = groupsRead;
        Function<Scope, NetworkInterface> make = scope -> new NetworkInterface(
                scope,
                id,
                read ? groups.stream().distinct().toList() : List.of(),
                read,
                element.text("VpcId"),
                element.text("SubnetId"),
                element.text("InterfaceType").orElse(""),
                element.text("Description").orElse(""),
                element.object("Attachment").flatMap(attachment -> attachment.text("InstanceId")),
                element.isTrue("RequesterManaged"),
                addresses,
                prefixes,
                publicAddresses,
                element.isArray("TagSet") ? element.tags("TagSet") : element.tags("Tags"),
                origin);
        return new Found<>(file, id, scope(element), make);
    }

    private void publicAddress(JsonObject holder, Origin origin, String id, List<IpAddress> into) {
        holder.object("Association")
                .flatMap(association -> association.text("PublicIp"))
                .ifPresent(text -> address(text, origin, id, into));
    }

    private void address(String text, Origin origin, String id, List<IpAddress> into) {
        try {
            IpAddress address = IpAddress.parse(text);
            if (!into.contains(address)) {
                into.add(address);
            }
        } catch (IllegalArgumentException wrong) {
            wrong(origin, id, Quoted.of(text) + " is not an IP address; it was left out");
        }
    }

    private void cidrs(JsonObject element, String list, String field, Origin origin, String id, List<Cidr> into) {
        for (JsonObject entry : element.objects(list)) {
            entry.text(field).flatMap(text -> cidr(text, origin, id)).ifPresent(into::add);
        }
    }

    private Optional<Cidr> cidr(String text, Origin origin, String id) {
        try {
            return Optional.of(Cidr.canonical(text));
        } catch (IllegalArgumentException wrong) {
            wrong(origin, id, Quoted.of(text) + " is not a CIDR; it was left out");
            return Optional.empty();
        }
    }

    Found<RouteTable> routeTable(JsonObject element, SourceFile file, String id) {
        Origin origin = file.origin(element.line());
        boolean main = false;
        List<String> subnets = new ArrayList<>();
        for (JsonObject association : element.objects("Associations")) {
            String state = association
                    .object("AssociationState")
                    .flatMap(value -> value.text("State"))
                    .orElse("associated");
            if (state.equals("disassociated") || state.equals("failed")) {
                continue;
            }
            main |= association.isTrue("Main");
            association.text("SubnetId").ifPresent(subnets::add);
        }
        List<RouteTable.Route> routes = new ArrayList<>();
        if (!element.isArray("Routes")) {
            wrong(origin, id, "it has no list of `Routes`; where they lead is not known");
            routes.add(new RouteTable.Route(Optional.empty(), RouteTable.Target.OTHER, "", true));
        }
        for (JsonObject route : element.objects("Routes")) {
            routes.add(route(route, file.origin(route.line()), id));
        }
        boolean isMain = main;
        return new Found<>(
                file,
                id,
                scope(element),
                scope -> new RouteTable(scope, id, element.text("VpcId").orElse(""), isMain, subnets, routes, origin));
    }

    private RouteTable.Route route(JsonObject route, Origin origin, String id) {
        Optional<String> prefixList = route.text("DestinationPrefixListId");
        Optional<String> cidr = route.text("DestinationCidrBlock").or(() -> route.text("DestinationIpv6CidrBlock"));
        Optional<Destination> destination = prefixList
                .<Destination>map(Destination.PrefixList::new)
                .or(() -> cidr.flatMap(text -> cidr(text, origin, id)).map(Destination::of));
        Target target = target(route, prefixList.isPresent());
        boolean active = !route.text("State").orElse("active").equals("blackhole");
        return new RouteTable.Route(destination, target.kind, target.id, active);
    }

    private record Target(RouteTable.Target kind, String id) {}

    private static Target target(JsonObject route, boolean toPrefixList) {
        Optional<String> gateway = route.text("GatewayId");
        if (gateway.isPresent()) {
            return new Target(gateway(gateway.get(), toPrefixList), gateway.get());
        }
        for (Field field : FIELDS) {
            Optional<String> id = route.text(field.name);
            if (id.isPresent()) {
                return new Target(field.target, id.get());
            }
        }
        return new Target(RouteTable.Target.OTHER, "");
    }

    private record Field(String name, RouteTable.Target target) {}

    /** An instance's route names its interface too, so the instance is asked for first. */
    private static final List<Field> FIELDS = List.of(
            new Field("NatGatewayId", RouteTable.Target.NAT_GATEWAY),
            new Field("EgressOnlyInternetGatewayId", RouteTable.Target.EGRESS_ONLY_INTERNET_GATEWAY),
            new Field("TransitGatewayId", RouteTable.Target.TRANSIT_GATEWAY),
            new Field("CoreNetworkArn", RouteTable.Target.CORE_NETWORK),
            new Field("VpcPeeringConnectionId", RouteTable.Target.PEERING_CONNECTION),
            new Field("VpcEndpointId", RouteTable.Target.VPC_ENDPOINT),
            new Field("LocalGatewayId", RouteTable.Target.LOCAL_GATEWAY),
            new Field("CarrierGatewayId", RouteTable.Target.CARRIER_GATEWAY),
            new Field("InstanceId", RouteTable.Target.INSTANCE),
            new Field("NetworkInterfaceId", RouteTable.Target.NETWORK_INTERFACE));

    private static RouteTable.Target gateway(String id, boolean toPrefixList) {
        if (id.equals("local")) {
            return RouteTable.Target.LOCAL;
        }
        if (id.startsWith("igw-")) {
            return RouteTable.Target.INTERNET_GATEWAY;
        }
        if (id.startsWith("vgw-")) {
            return RouteTable.Target.VIRTUAL_PRIVATE_GATEWAY;
        }
        if (id.startsWith("eigw-")) {
            return RouteTable.Target.EGRESS_ONLY_INTERNET_GATEWAY;
        }
        if (id.startsWith("vpce-")) {
            return toPrefixList ? RouteTable.Target.GATEWAY_ENDPOINT : RouteTable.Target.VPC_ENDPOINT;
        }
        return RouteTable.Target.OTHER;
    }

    Found<Subnet> subnet(JsonObject element, SourceFile file, String id) {
        Origin origin = file.origin(element.line());
        List<Cidr> cidrs = blocks(element, origin, id);
        return new Found<>(
                file,
                id,
                scope(element),
                scope -> new Subnet(scope, id, element.text("VpcId").orElse(""), nameTag(element), cidrs, origin));
    }

    Found<Vpc> vpc(JsonObject element, SourceFile file, String id) {
        Origin origin = file.origin(element.line());
        List<Cidr> cidrs = blocks(element, origin, id);
        return new Found<>(
                file,
                id,
                scope(element),
                scope -> new Vpc(scope, id, nameTag(element), element.isTrue("IsDefault"), cidrs, origin));
    }

    private List<Cidr> blocks(JsonObject element, Origin origin, String id) {
        List<Cidr> cidrs = new ArrayList<>();
        element.text("CidrBlock").flatMap(text -> cidr(text, origin, id)).ifPresent(cidrs::add);
        associated(element, "CidrBlockAssociationSet", "CidrBlock", "CidrBlockState", origin, id, cidrs);
        associated(element, "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock", "Ipv6CidrBlockState", origin, id, cidrs);
        return cidrs;
    }

    private void associated(
            JsonObject element, String list, String field, String state, Origin origin, String id, List<Cidr> into) {
        for (JsonObject association : element.objects(list)) {
            String status = association
                    .object(state)
                    .flatMap(value -> value.text("State"))
                    .orElse("associated");
            if (status.equals("associated") || status.equals("associating")) {
                association
                        .text(field)
                        .flatMap(text -> cidr(text, origin, id))
                        .filter(cidr -> !into.contains(cidr))
                        .ifPresent(into::add);
            }
        }
    }

    private static String nameTag(JsonObject element) {
        return element.tags("Tags").getOrDefault("Name", "");
    }

    /** Owner and Region as an element says them itself. */
    static Scope scope(JsonObject element) {
        Scope owner = new Scope(
                element.text("OwnerId").flatMap(PathScope::account),
                element.text("AvailabilityZone").flatMap(PathScope::regionOfZone));
        for (String arn : List.of("SubnetArn", "PrefixListArn", "NetworkInterfaceArn", "RouteTableArn", "VpcArn")) {
            owner = element.text(arn).map(PathScope::ofArn).map(owner::orElse).orElse(owner);
        }
        return owner;
    }

    private void wrong(Origin origin, String id, String text) {
        problems.accept(new Problem(origin, "in " + Quoted.of(id) + ": " + text));
    }
}
