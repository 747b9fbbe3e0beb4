package dev.weir.inventory;

import dev.weir.inventory.RouteTable.Route;
import dev.weir.inventory.RouteTable.Target;
import dev.weir.inventory.SecurityGroupRule.Bound;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.SecurityGroupRule.Unresolved;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Small inventories in few words: account 111122223333, Region eu-west-1, VPC vpc-1, unless a test says otherwise. */
public final class Fixtures {

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-west-1";
    public static final String VPC = "vpc-1";
    public static final Scope SCOPE = Scope.of(ACCOUNT, REGION);
    public static final Origin ORIGIN = Origin.of("test");

    private Fixtures() {}

    /**
     * A rule in a line: {@code all 0.0.0.0/0}, {@code tcp 443 pl-1}, {@code udp 1-1024 sg-1}, {@code icmp 8/0 10.0.0.1/32},
     * {@code 47 10.0.0.0/8}. TCP and UDP without ports are all ports; CIDRs are read as AWS does.
     */
    public static Known rule(String line) {
        String[] words = line.split(" ");
        return Known.of(
                service(words.length == 3 ? words[0] + " " + words[1] : words[0]),
                destination(words[words.length - 1]));
    }

    /** A rule with an id; see {@link #rule(String)}. */
    public static Known rule(String id, String line) {
        Known rule = rule(line);
        return new Known(Optional.of(id), rule.service(), rule.destination(), Optional.empty(), Map.of());
    }

    public static List<SecurityGroupRule> rules(String... lines) {
        return Stream.of(lines).<SecurityGroupRule>map(Fixtures::rule).toList();
    }

    /** {@code all}, {@code tcp 443}, {@code udp 1-1024}, {@code icmp 8/0}, {@code 47}. */
    public static Service service(String line) {
        String[] words = line.split(" ");
        Protocol protocol = Protocol.parse(words[0]);
        if (words.length == 1) {
            return Service.all(protocol);
        }
        String[] ends = words[1].split("[-/]");
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(ends[ends.length - 1]);
        return protocol.isIcmp()
                ? Service.of(protocol, OptionalInt.of(from), OptionalInt.of(to))
                : Service.of(protocol, new PortRange(from, to));
    }

    /** A CIDR, {@code pl-…} or {@code sg-…}. */
    public static Destination destination(String text) {
        if (text.startsWith("pl-")) {
            return new Destination.PrefixList(text);
        }
        if (text.startsWith("sg-")) {
            return new Destination.Group(text, Optional.empty());
        }
        return Destination.of(Cidr.canonical(text));
    }

    /** A rule whose destination could not be read. */
    public static Unresolved unresolved(String service, AddressSet most, String reason) {
        return new Unresolved(Optional.empty(), Bound.of(service(service), most), reason);
    }

    /** A rule whose ports could not be read. */
    public static Unresolved unresolved(String service, String destination, String reason) {
        return new Unresolved(Optional.empty(), Bound.of(service(service), destination(destination)), reason);
    }

    public static SecurityGroup group(String id, String... outbound) {
        return group(SCOPE, id, rules(outbound));
    }

    public static SecurityGroup group(Scope scope, String id, List<? extends SecurityGroupRule> outbound) {
        return new SecurityGroup(
                scope,
                id,
                "name of " + id,
                "",
                Optional.of(VPC),
                Optional.empty(),
                List.copyOf(outbound),
                List.of(),
                Map.of(),
                ORIGIN);
    }

    /** A prefix list of a customer, read whole. */
    public static ManagedPrefixList prefixList(String id, String... cidrs) {
        return prefixList(id, false, Optional.empty(), ManagedPrefixList.Extent.WHOLE, cidrs);
    }

    /** A prefix list of AWS, read whole. */
    public static ManagedPrefixList awsPrefixList(String id, String... cidrs) {
        return prefixList(id, true, Optional.empty(), ManagedPrefixList.Extent.WHOLE, cidrs);
    }

    /** A prefix list of a customer of which these entries were read, and maybe not all. */
    public static ManagedPrefixList prefixListInPart(String id, IpFamily family, String... cidrs) {
        return prefixList(id, false, Optional.of(family), ManagedPrefixList.Extent.IN_PART, cidrs);
    }

    /** A prefix list that was described, its entries were not read. */
    public static ManagedPrefixList prefixListNotRead(String id, Optional<IpFamily> family) {
        return prefixList(id, false, family, ManagedPrefixList.Extent.NOT_READ);
    }

    private static ManagedPrefixList prefixList(
            String id,
            boolean awsManaged,
            Optional<IpFamily> family,
            ManagedPrefixList.Extent reading,
            String... cidrs) {
        return new ManagedPrefixList(
                SCOPE,
                id,
                "name of " + id,
                awsManaged,
                family,
                OptionalInt.empty(),
                OptionalLong.empty(),
                Stream.of(cidrs).map(Cidr::canonical).toList(),
                reading,
                Optional.empty(),
                ORIGIN);
    }

    /** An interface in subnet-1 that is associated with these groups; its one address is 10.0.0.7. */
    public static Interface networkInterface(String id, String... groups) {
        return new Interface(id, List.of(groups));
    }

    /** A route: {@code 0.0.0.0/0 igw-1}, {@code pl-1 vpce-gateway}, {@code 10.0.0.0/16 local}; {@code !} before it is a blackhole. */
    public static Route route(String line) {
        boolean active = !line.startsWith("!");
        String[] words = (active ? line : line.substring(1)).split(" ");
        Optional<Destination> destination =
                words[0].equals("?") ? Optional.empty() : Optional.of(destination(words[0]));
        return new Route(destination, target(words[1]), words[1], active);
    }

    private static Target target(String id) {
        String prefix = id.contains("-") ? id.substring(0, id.indexOf('-')) : id;
        return switch (prefix) {
            case "local" -> Target.LOCAL;
            case "igw" -> Target.INTERNET_GATEWAY;
            case "nat" -> Target.NAT_GATEWAY;
            case "eigw" -> Target.EGRESS_ONLY_INTERNET_GATEWAY;
            case "tgw" -> Target.TRANSIT_GATEWAY;
            case "arn" -> Target.CORE_NETWORK;
            case "vgw" -> Target.VIRTUAL_PRIVATE_GATEWAY;
            case "pcx" -> Target.PEERING_CONNECTION;
            case "vpce" -> id.endsWith("-gateway") ? Target.GATEWAY_ENDPOINT : Target.VPC_ENDPOINT;
            case "i" -> Target.INSTANCE;
            case "eni" -> Target.NETWORK_INTERFACE;
            case "lgw" -> Target.LOCAL_GATEWAY;
            case "cagw" -> Target.CARRIER_GATEWAY;
            default -> Target.OTHER;
        };
    }

    /** A route table of vpc-1 with which these subnets (separated by commas; may be empty) are associated. */
    public static RouteTable routeTable(String id, String subnets, String... routes) {
        return routeTable(id, false, subnets, routes);
    }

    /** The main route table of vpc-1. */
    public static RouteTable mainRouteTable(String id, String... routes) {
        return routeTable(id, true, "", routes);
    }

    private static RouteTable routeTable(String id, boolean main, String subnets, String... routes) {
        return new RouteTable(
                SCOPE,
                id,
                VPC,
                main,
                subnets.isEmpty() ? List.of() : List.of(subnets.split(",")),
                Stream.of(routes).map(Fixtures::route).toList(),
                ORIGIN);
    }

    public static Subnet subnet(String id) {
        return new Subnet(SCOPE, id, VPC, "", List.of(), ORIGIN);
    }

    /** Every listing of the scope, whole. */
    public static List<Listing> wholeListings(Scope scope) {
        return Stream.of(Listing.Kind.values())
                .map(kind -> Listing.whole(scope, kind))
                .toList();
    }

    /** An inventory under construction: things are pushed in the order that sinks ask for, whatever the order of adding. */
    public static Inventory inventory() {
        return new Inventory();
    }

    /** See {@link Fixtures#networkInterface}. */
    public static final class Interface {

        private final String id;
        private final List<String> groups;
        private final List<IpAddress> addresses = new ArrayList<>(List.of(IpAddress.parse("10.0.0.7")));
        private final List<IpAddress> publicAddresses = new ArrayList<>();
        private Scope scope = SCOPE;
        private Optional<String> subnet = Optional.of("subnet-1");
        private boolean groupsRead = true;

        private Interface(String id, List<String> groups) {
            this.id = id;
            this.groups = groups;
        }

        public Interface in(String subnetId) {
            subnet = Optional.of(subnetId);
            return this;
        }

        public Interface inUnknownSubnet() {
            subnet = Optional.empty();
            return this;
        }

        public Interface of(Scope owner) {
            scope = owner;
            return this;
        }

        public Interface withAddress(String address) {
            addresses.add(IpAddress.parse(address));
            return this;
        }

        /** Without the address that every interface here has. */
        public Interface withoutAddress() {
            addresses.clear();
            return this;
        }

        public Interface withPublicAddress(String address) {
            publicAddresses.add(IpAddress.parse(address));
            return this;
        }

        public Interface withUnreadGroups() {
            groupsRead = false;
            return this;
        }

        public NetworkInterface build() {
            return new NetworkInterface(
                    scope,
                    id,
                    groups,
                    groupsRead,
                    Optional.of(VPC),
                    subnet,
                    "interface",
                    "",
                    Optional.empty(),
                    ConnectionTracking.UNKNOWN,
                    false,
                    addresses,
                    true,
                    List.of(),
                    publicAddresses,
                    Map.of(),
                    ORIGIN);
        }
    }

    /** See {@link Fixtures#inventory}. */
    public static final class Inventory implements InventorySource {

        private final List<Listing> listings = new ArrayList<>();
        private final List<ManagedPrefixList> prefixLists = new ArrayList<>();
        private final List<NetworkInterface> networkInterfaces = new ArrayList<>();
        private final List<RouteTable> routeTables = new ArrayList<>();
        private final List<Subnet> subnets = new ArrayList<>();
        private final List<Vpc> vpcs = new ArrayList<>();
        private final List<List<SecurityGroup>> groups = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        public Inventory with(Listing listing) {
            listings.add(listing);
            return this;
        }

        /** Every listing of account and Region of the fixtures, whole. */
        public Inventory withWholeListings() {
            listings.addAll(wholeListings(SCOPE));
            return this;
        }

        public Inventory with(ManagedPrefixList list) {
            prefixLists.add(list);
            return this;
        }

        public Inventory with(NetworkInterface networkInterface) {
            networkInterfaces.add(networkInterface);
            return this;
        }

        public Inventory with(Interface networkInterface) {
            return with(networkInterface.build());
        }

        public Inventory with(RouteTable routeTable) {
            routeTables.add(routeTable);
            return this;
        }

        public Inventory with(Subnet subnet) {
            subnets.add(subnet);
            return this;
        }

        public Inventory with(Vpc vpc) {
            vpcs.add(vpc);
            return this;
        }

        public Inventory with(SecurityGroup group) {
            groups.add(List.of(group));
            return this;
        }

        public Inventory withContradictory(SecurityGroup... versions) {
            groups.add(List.of(versions));
            return this;
        }

        public Inventory with(Problem problem) {
            problems.add(problem);
            return this;
        }

        @Override
        public void read(InventorySink sink) {
            problems.forEach(sink::problem);
            listings.forEach(sink::listing);
            prefixLists.forEach(sink::prefixList);
            networkInterfaces.forEach(sink::networkInterface);
            routeTables.forEach(sink::routeTable);
            subnets.forEach(sink::subnet);
            vpcs.forEach(sink::vpc);
            for (List<SecurityGroup> versions : groups) {
                if (versions.size() == 1) {
                    sink.securityGroup(versions.get(0));
                } else {
                    sink.contradictorySecurityGroup(versions);
                }
            }
        }
    }
}
