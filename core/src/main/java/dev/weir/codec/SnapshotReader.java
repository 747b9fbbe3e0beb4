package dev.weir.codec;

import dev.weir.inventory.Destination;
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
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a weir snapshot and pushes what was pushed when it was written, in the same order.
 *
 * <p>What a snapshot cannot hold, breaking off, another version: each is one problem, the listings of groups then count as read
 * in part, and what came before still counts. Nothing is thrown for what the bytes say.
 */
public final class SnapshotReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(tools.jackson.core.StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 22)
                    .maxDocumentLength(-1)
                    .maxTokenCount(-1)
                    .build())
            .disable(tools.jackson.core.StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final String name;

    /**
     * A reader of one file.
     *
     * @param name what problems call it
     */
    public SnapshotReader(String name) {
        this.name = name;
    }

    /** Pushes everything; when it was generated, if that could be read. */
    public Optional<Instant> read(InputStream in, InventorySink sink) {
        return read(in, sink, versions -> push(versions, sink));
    }

    /** Pushes everything but the groups, of which it gives the ids: for callers that read the groups later. */
    public Optional<Instant> readAllButGroups(InputStream in, InventorySink sink, Consumer<String> groupIds) {
        return read(in, sink, versions -> groupIds.accept(versions.get(0).id()));
    }

    /** Gives the groups alone, each as its versions; what is wrong with the file is what {@link #readAllButGroups} reports. */
    public void readGroups(InputStream in, Consumer<List<SecurityGroup>> taker) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !hasKnownSchema(parser)) {
                return;
            }
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                JsonToken token = parser.nextToken();
                if (key.equals("securityGroups") && token == JsonToken.START_ARRAY) {
                    groups(parser, taker);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException | SnapshotNode.MalformedSnapshot reported) {
            return;
        } catch (IllegalArgumentException | DateTimeException reported) {
            return;
        }
    }

    private static boolean hasKnownSchema(JsonParser parser) {
        return "schema".equals(parser.nextName())
                && parser.nextToken() == JsonToken.VALUE_STRING
                && parser.getString().equals(SnapshotWriter.SCHEMA);
    }

    private static void push(List<SecurityGroup> versions, InventorySink sink) {
        if (versions.size() == 1) {
            sink.securityGroup(versions.get(0));
        } else {
            sink.contradictorySecurityGroup(versions);
        }
    }

    private Optional<Instant> read(InputStream in, InventorySink sink, Consumer<List<SecurityGroup>> groups) {
        Optional<Instant> generatedAt = Optional.empty();
        boolean complete = false;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new SnapshotNode.MalformedSnapshot("a snapshot is a JSON object");
                }
                for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                    JsonToken token = parser.nextToken();
                    switch (key) {
                        case "schema" -> schema(parser.getString());
                        case "generatedAt" -> generatedAt = Optional.of(Instant.parse(parser.getString()));
                        case "securityGroups" -> {
                            expectArray(token, key);
                            groups(parser, groups);
                        }
                        default -> section(key, token, parser, sink);
                    }
                    complete |= key.equals("inputs");
                }
                if (!complete) {
                    throw new SnapshotNode.MalformedSnapshot("its last section, `inputs`, is missing");
                }
                if (parser.nextToken() != null) {
                    throw new SnapshotNode.MalformedSnapshot("text follows its end");
                }
            } catch (JacksonException | SnapshotNode.MalformedSnapshot error) {
                broken(parser, error, sink);
            } catch (IllegalArgumentException | DateTimeException error) {
                broken(parser, error, sink);
            }
        }
        return generatedAt;
    }

    private static void schema(String schema) {
        if (!schema.equals(SnapshotWriter.SCHEMA)) {
            throw new SnapshotNode.MalformedSnapshot(
                    "its schema is `" + shortened(schema) + "`, expected `" + SnapshotWriter.SCHEMA
                            + "`; help: read it with the version of weir that wrote it, or a newer one");
        }
    }

    private void broken(JsonParser parser, RuntimeException error, InventorySink sink) {
        String said =
                error instanceof JacksonException json ? json.getOriginalMessage() : String.valueOf(error.getMessage());
        int line = Math.max(1, parser.currentLocation().getLineNr());
        String message = "this snapshot cannot be read whole, at byte %d: %s"
                .formatted(Math.max(0, parser.currentLocation().getByteOffset()), shortened(said));
        Problem problem = new Problem(Origin.of(name, line), message);
        sink.problem(problem);
        sink.listing(Listing.inPart(Scope.UNKNOWN, Listing.Kind.SECURITY_GROUPS, problem.toString()));
    }

    private static String shortened(String text) {
        int line = text.indexOf('\n');
        String first = line < 0 ? text : text.substring(0, line);
        return first.length() <= 200 ? first : first.substring(0, 200) + "…";
    }

    private static void expectArray(JsonToken token, String key) {
        if (token != JsonToken.START_ARRAY) {
            throw new SnapshotNode.MalformedSnapshot("expected an array in `" + key + "`");
        }
    }

    private static void groups(JsonParser parser, Consumer<List<SecurityGroup>> taker) {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new SnapshotNode.MalformedSnapshot("expected objects in `securityGroups`");
            }
            taker.accept(versions(SnapshotNode.read(parser)));
        }
    }

    private static List<SecurityGroup> versions(SnapshotNode node) {
        if (!node.has("versions")) {
            return List.of(group(node));
        }
        List<SecurityGroup> versions =
                node.nodes("versions").stream().map(SnapshotReader::group).toList();
        if (versions.isEmpty()) {
            throw new SnapshotNode.MalformedSnapshot("expected at least one element in `versions`");
        }
        return versions;
    }

    private static void section(String key, JsonToken token, JsonParser parser, InventorySink sink) {
        Consumer<SnapshotNode> take = switch (key) {
            case "listings", "groupListings" -> node -> sink.listing(listing(node));
            case "prefixLists" -> node -> sink.prefixList(prefixList(node));
            case "networkInterfaces" -> node -> sink.networkInterface(networkInterface(node));
            case "routeTables" -> node -> sink.routeTable(routeTable(node));
            case "subnets" -> node -> sink.subnet(subnet(node));
            case "vpcs" -> node -> sink.vpc(vpc(node));
            case "problems" -> node -> sink.problem(new Problem(origin(node), node.text("message")));
            case "inputs" -> node -> sink.input(input(node));
            default -> throw new SnapshotNode.MalformedSnapshot("unknown section `" + shortened(key) + "`");
        };
        expectArray(token, key);
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next != JsonToken.START_OBJECT) {
                throw new SnapshotNode.MalformedSnapshot("expected objects in `" + key + "`");
            }
            take.accept(SnapshotNode.read(parser));
        }
    }

    private static Listing listing(SnapshotNode node) {
        String call = node.text("kind");
        Listing.Kind kind = Stream.of(Listing.Kind.values())
                .filter(known -> known.call().equals(call))
                .findFirst()
                .orElseThrow(() -> new SnapshotNode.MalformedSnapshot("unknown listing `" + shortened(call) + "`"));
        return new Listing(scope(node), kind, Listing.Status.valueOf(node.text("status")), node.optional("problem"));
    }

    private static ManagedPrefixList prefixList(SnapshotNode node) {
        return new ManagedPrefixList(
                scope(node),
                node.text("id"),
                node.text("name"),
                node.is("awsManaged"),
                node.optional("family").map(SnapshotReader::family),
                node.has("maxEntries")
                        ? OptionalInt.of(Integer.parseInt(node.text("maxEntries")))
                        : OptionalInt.empty(),
                node.has("version") ? OptionalLong.of(Long.parseLong(node.text("version"))) : OptionalLong.empty(),
                cidrs(node, "entries"),
                ManagedPrefixList.Reading.valueOf(node.text("reading")),
                node.optional("problem"),
                origin(node));
    }

    private static IpFamily family(String text) {
        return Stream.of(IpFamily.values())
                .filter(family -> family.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new SnapshotNode.MalformedSnapshot("unknown family `" + shortened(text) + "`"));
    }

    private static NetworkInterface networkInterface(SnapshotNode node) {
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
                node.is("requesterManaged"),
                addresses(node, "addresses"),
                cidrs(node, "prefixes"),
                addresses(node, "publicAddresses"),
                node.tags(),
                origin(node));
    }

    private static RouteTable routeTable(SnapshotNode node) {
        List<RouteTable.Route> routes = new ArrayList<>();
        for (SnapshotNode route : node.nodes("routes")) {
            routes.add(new RouteTable.Route(
                    route.has("destination") ? Optional.of(destination(route)) : Optional.empty(),
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

    private static Subnet subnet(SnapshotNode node) {
        return new Subnet(
                scope(node), node.text("id"), node.text("vpc"), node.text("name"), cidrs(node, "cidrs"), origin(node));
    }

    private static Vpc vpc(SnapshotNode node) {
        return new Vpc(
                scope(node),
                node.text("id"),
                node.text("name"),
                node.is("default"),
                cidrs(node, "cidrs"),
                origin(node));
    }

    private static SecurityGroup group(SnapshotNode node) {
        return new SecurityGroup(
                scope(node),
                node.text("id"),
                node.text("name"),
                node.text("description"),
                node.optional("vpc"),
                node.optional("arn"),
                node.nodes("outbound").stream().map(SnapshotReader::rule).toList(),
                node.nodes("inbound").stream().map(SnapshotReader::rule).toList(),
                node.tags(),
                origin(node));
    }

    private static SecurityGroupRule rule(SnapshotNode node) {
        Service service = new Service(
                Protocol.parse(node.text("protocol")),
                node.has("fromPort") ? Integer.parseInt(node.text("fromPort")) : -1,
                node.has("toPort") ? Integer.parseInt(node.text("toPort")) : -1);
        if (!node.has("unresolved")) {
            return new SecurityGroupRule.Known(
                    node.optional("id"), service, destination(node), node.optional("description"), node.tags());
        }
        SecurityGroupRule.Bound bound = node.has("destination")
                ? SecurityGroupRule.Bound.of(service, destination(node))
                : SecurityGroupRule.Bound.of(service, AddressSet.of(cidrs(node, "addresses")));
        return new SecurityGroupRule.Unresolved(node.optional("id"), bound, node.text("unresolved"));
    }

    private static Destination destination(SnapshotNode holder) {
        SnapshotNode node = holder.node("destination");
        if (node.has("cidr")) {
            return Destination.of(Cidr.parse(node.text("cidr")));
        }
        if (node.has("prefixList")) {
            return new Destination.PrefixList(node.text("prefixList"));
        }
        return new Destination.Group(node.text("securityGroup"), node.optional("account"));
    }

    private static Input input(SnapshotNode node) {
        return new Input(
                node.text("name"),
                node.optional("sha256"),
                node.optional("asOf").map(Instant::parse));
    }

    private static Scope scope(SnapshotNode node) {
        return new Scope(node.optional("account"), node.optional("region"));
    }

    private static Origin origin(SnapshotNode node) {
        return node.has("line")
                ? Origin.of(node.text("place"), Long.parseLong(node.text("line")))
                : Origin.of(node.text("place"));
    }

    private static List<Cidr> cidrs(SnapshotNode node, String name) {
        return node.texts(name).stream().map(Cidr::parse).toList();
    }

    private static List<IpAddress> addresses(SnapshotNode node, String name) {
        return node.texts(name).stream().map(IpAddress::parse).toList();
    }
}
