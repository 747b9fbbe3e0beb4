package dev.weir.codec;

import dev.weir.inventory.FlowLog;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a weir snapshot and pushes what was pushed when it was written, in the same order.
 *
 * <p>What a snapshot cannot hold, breaking off, another version: each is one problem, the listings of groups then count as read
 * in part, and what came before still counts. Nothing is thrown for what the bytes say.
 *
 * @param name what problems call it
 */
public record SnapshotReader(String name) {

    /** Pushes everything; when it was generated, if that could be read. */
    public Optional<Instant> read(InputStream in, InventorySink sink) {
        return read(in, sink, sink::securityGroupInVersions);
    }

    /** Pushes everything but the groups, of which it gives the ids: for callers that read the groups later. */
    public Optional<Instant> readAllButGroups(InputStream in, InventorySink sink, Consumer<String> groupIds) {
        return read(in, sink, versions -> groupIds.accept(versions.get(0).id()));
    }

    /** Gives the groups alone, each as its versions; what is wrong with the file is what {@link #readAllButGroups} reports. */
    public void readGroups(InputStream in, Consumer<List<SecurityGroup>> taker) {
        try (JsonReader json = JsonReader.ofOurs(in)) {
            if (!json.next() || !json.isObject()) {
                return;
            }
            json.enter();
            boolean known = json.next()
                    && json.name().equals("schema")
                    && json.text().equals(Optional.of(SnapshotWriter.SCHEMA));
            while (known && json.next()) {
                if (json.name().equals("securityGroups") && json.isArray()) {
                    groups(json, taker);
                }
            }
        } catch (BrokenJson | UncheckedIOException | IllegalArgumentException | DateTimeException reported) {
            return;
        }
    }

    private Optional<Instant> read(InputStream in, InventorySink sink, Consumer<List<SecurityGroup>> groups) {
        Optional<Instant> generatedAt = Optional.empty();
        boolean complete = false;
        try (JsonReader json = JsonReader.ofOurs(in)) {
            try {
                if (!json.next() || !json.isObject()) {
                    throw new IllegalArgumentException("a snapshot is a JSON object");
                }
                json.enter();
                while (json.next()) {
                    String section = json.name();
                    switch (section) {
                        case "schema" -> schema(json.text().orElse(""));
                        case "generatedAt" ->
                            generatedAt = Optional.of(Instant.parse(json.text().orElse("")));
                        case "securityGroups" -> groups(json, groups);
                        default -> section(json, sink);
                    }
                    complete |= section.equals("inputs");
                }
                if (!complete) {
                    throw new IllegalArgumentException("its last section, `inputs`, is missing");
                }
                if (json.next()) {
                    throw new IllegalArgumentException("text follows its end");
                }
            } catch (BrokenJson | UncheckedIOException | IllegalArgumentException | DateTimeException error) {
                broken(json, error, sink);
            }
        }
        return generatedAt;
    }

    private static void schema(String schema) {
        if (!schema.equals(SnapshotWriter.SCHEMA)) {
            throw new IllegalArgumentException(
                    "its schema is `" + shortened(schema) + "`, expected `" + SnapshotWriter.SCHEMA
                            + "`; help: read it with the version of weir that wrote it, or a newer one");
        }
    }

    private void broken(JsonReader json, RuntimeException error, InventorySink sink) {
        String said = error instanceof BrokenJson broken ? broken.reason() : String.valueOf(error.getMessage());
        String message = "this snapshot cannot be read whole, at byte %d: %s".formatted(json.octet(), shortened(said));
        Problem problem = new Problem(Origin.of(name, json.lineReached()), message);
        sink.problem(problem);
        sink.listing(Listing.inPart(Scope.UNKNOWN, Listing.Kind.SECURITY_GROUPS, problem.toString()));
    }

    private static String shortened(String text) {
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        return first.length() <= 200 ? first : first.substring(0, 200) + "…";
    }

    /** The elements of the section that the reader stands at, each when it was read. */
    private static void each(JsonReader json, Consumer<JsonObject> take) {
        String section = json.name();
        if (!json.isArray()) {
            throw new IllegalArgumentException("expected an array in `" + section + "`");
        }
        json.enter();
        while (json.next()) {
            if (!(json.value() instanceof JsonObject element)) {
                throw new IllegalArgumentException("expected objects in `" + section + "`");
            }
            take.accept(element);
        }
    }

    private static void groups(JsonReader json, Consumer<List<SecurityGroup>> taker) {
        each(json, group -> taker.accept(versions(group)));
    }

    private static List<SecurityGroup> versions(JsonObject node) {
        if (!node.has("versions")) {
            return List.of(group(node));
        }
        List<SecurityGroup> versions = node.objects("versions", SnapshotReader::group);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one element in `versions`");
        }
        return versions;
    }

    private static void section(JsonReader json, InventorySink sink) {
        String key = json.name();
        each(
                json,
                switch (key) {
                    case "listings", "groupListings" -> node -> sink.listing(listing(node));
                    case "prefixLists" -> node -> sink.prefixList(prefixList(node));
                    case "networkInterfaces" -> node -> sink.networkInterface(networkInterface(node));
                    case "routeTables" -> node -> sink.routeTable(routeTable(node));
                    case "subnets" -> node -> sink.subnet(subnet(node));
                    case "vpcs" -> node -> sink.vpc(vpc(node));
                    case "flowLogs" -> node -> sink.flowLog(flowLog(node));
                    case "holders" -> node -> sink.holder(holder(node));
                    case "holdersListed" -> node -> sink.holdersListed(holdersListed(node));
                    case "problems" -> node -> sink.problem(new Problem(origin(node), node.text("message")));
                    case "inputs" -> node -> sink.input(input(node));
                    default -> throw new IllegalArgumentException("unknown section `" + shortened(key) + "`");
                });
    }

    private static Listing listing(JsonObject node) {
        Listing.Kind kind = node.oneOf("kind", Listing.Kind.values(), Listing.Kind::call, "listing");
        return new Listing(scope(node), kind, Listing.Status.valueOf(node.text("status")), node.optional("problem"));
    }

    private static ManagedPrefixList prefixList(JsonObject node) {
        return new ManagedPrefixList(
                scope(node),
                node.text("id"),
                node.text("name"),
                node.is("awsManaged"),
                node.optional("family").map(SnapshotReader::family),
                node.optionalSmall("maxEntries"),
                node.optionalNumber("version"),
                node.texts("entries", Cidr::parse),
                ManagedPrefixList.Extent.valueOf(node.text("reading")),
                node.optional("problem"),
                origin(node));
    }

    private static IpFamily family(String text) {
        return Stream.of(IpFamily.values())
                .filter(family -> family.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown family `" + shortened(text) + "`"));
    }

    private static NetworkInterface networkInterface(JsonObject node) {
        return new NetworkInterface(
                scope(node),
                node.text("id"),
                node.texts("groups"),
                node.is("groupsRead"),
                node.optional("vpc"),
                node.optional("subnet"),
                node.text("type"),
                node.text("description"),
                node.optional("instance"),
                TrackingJson.read(node),
                node.is("requesterManaged"),
                node.texts("addresses", IpAddress::parse),
                !node.has("addressesUnread") || !node.is("addressesUnread"),
                node.texts("prefixes", Cidr::parse),
                node.texts("publicAddresses", IpAddress::parse),
                node.textMap("tags"),
                origin(node));
    }

    private static RouteTable routeTable(JsonObject node) {
        List<RouteTable.Route> routes = new ArrayList<>();
        for (JsonObject route : node.objects("routes")) {
            routes.add(new RouteTable.Route(
                    route.has("destination") ? Optional.of(RuleJson.destination(route)) : Optional.empty(),
                    RouteTable.Target.valueOf(route.text("target")),
                    route.text("targetId"),
                    route.is("active")));
        }
        return new RouteTable(
                scope(node),
                node.text("id"),
                node.text("vpc"),
                node.is("main"),
                node.texts("subnets"),
                routes,
                origin(node));
    }

    private static Subnet subnet(JsonObject node) {
        return new Subnet(
                scope(node),
                node.text("id"),
                node.text("vpc"),
                node.text("name"),
                node.texts("cidrs", Cidr::parse),
                origin(node));
    }

    private static Vpc vpc(JsonObject node) {
        return new Vpc(
                scope(node),
                node.text("id"),
                node.text("name"),
                node.is("default"),
                node.texts("cidrs", Cidr::parse),
                origin(node));
    }

    private static GroupHolder holder(JsonObject node) {
        return new GroupHolder(
                scope(node),
                GroupHolder.Kind.valueOf(node.text("kind")),
                node.text("id"),
                Set.copyOf(node.texts("groups")),
                origin(node));
    }

    private static GroupHolder.Listed holdersListed(JsonObject node) {
        return new GroupHolder.Listed(
                scope(node), GroupHolder.Kind.valueOf(node.text("kind")), node.optional("missing"));
    }

    private static FlowLog flowLog(JsonObject node) {
        return new FlowLog(
                scope(node),
                node.text("id"),
                node.text("resource"),
                node.is("active"),
                node.optional("created").map(Instant::parse),
                FlowLog.Recorded.valueOf(node.text("traffic")),
                new FlowLog.Delivery(
                        FlowLog.Store.valueOf(node.text("store")),
                        node.text("destination"),
                        node.optional("role"),
                        node.has("works") ? Optional.of(node.is("works")) : Optional.empty(),
                        node.optional("error")),
                node.text("format"),
                new FlowLog.Layout(node.text("file"), node.is("hive"), node.is("hourly")),
                node.optionalSmall("aggregation"),
                origin(node));
    }

    private static SecurityGroup group(JsonObject node) {
        return new SecurityGroup(
                scope(node),
                node.text("id"),
                node.text("name"),
                node.text("description"),
                node.optional("vpc"),
                node.optional("arn"),
                node.objects("outbound", SnapshotReader::rule),
                node.objects("inbound", SnapshotReader::rule),
                node.textMap("tags"),
                origin(node));
    }

    private static SecurityGroupRule rule(JsonObject node) {
        if (!node.has("unresolved")) {
            return RuleJson.rule(node);
        }
        Service service = RuleJson.service(node);
        SecurityGroupRule.Bound bound = node.has("destination")
                ? SecurityGroupRule.Bound.of(service, RuleJson.destination(node))
                : SecurityGroupRule.Bound.of(service, AddressSet.of(node.texts("addresses", Cidr::parse)));
        return new SecurityGroupRule.Unresolved(node.optional("id"), bound, node.text("unresolved"));
    }

    static Input input(JsonObject node) {
        return new Input(
                node.text("name"),
                node.optional("sha256"),
                node.optional("asOf").map(Instant::parse));
    }

    private static Scope scope(JsonObject node) {
        return new Scope(node.optional("account"), node.optional("region"));
    }

    private static Origin origin(JsonObject node) {
        return new Origin(
                node.text("place"),
                node.optionalNumber("line"),
                node.optionalNumber("column"),
                node.optional("address").map(name -> new Origin.Address(node.text("root"), name)));
    }
}
