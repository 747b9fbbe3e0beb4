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
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an inventory as a weir snapshot, {@code weir.snapshot/1}, while it is pushed.
 *
 * <p>What judging a group needs comes first and is held until the first group; then groups are written as they come; problems,
 * inputs and the listings of groups, which are complete only at the end, come last. The same pushes give the same bytes. Nothing
 * valid is on the stream before {@link #finish}: a snapshot that breaks off can be told from one that ends.
 *
 * <pre>
 *   { "schema", "generatedAt", "listings": [], "prefixLists": [], "networkInterfaces": [], "routeTables": [], "subnets": [],
 *     "vpcs": [], "securityGroups": [ {…}, { "id", "versions": [ {…}, {…} ] } ], "groupListings": [], "problems": [], "inputs": [] }
 * </pre>
 */
public final class SnapshotWriter implements InventorySink {

    /** The schema that this version of weir writes, and reads. */
    public static final String SCHEMA = "weir.snapshot/1";

    private final JsonGenerator json;
    private final List<Listing> listings = new ArrayList<>();
    private final List<ManagedPrefixList> prefixLists = new ArrayList<>();
    private final List<NetworkInterface> networkInterfaces = new ArrayList<>();
    private final List<RouteTable> routeTables = new ArrayList<>();
    private final List<Subnet> subnets = new ArrayList<>();
    private final List<Vpc> vpcs = new ArrayList<>();
    private final List<Listing> groupListings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private boolean inGroups;

    /**
     * A writer on {@code out}, which is flushed at the end and not closed.
     *
     * @param generatedAt when the inventory was read
     */
    public SnapshotWriter(OutputStream out, Instant generatedAt) {
        this.json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build()
                .createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        text("schema", SCHEMA);
        text("generatedAt", generatedAt.toString());
    }

    /** Writes what comes last. */
    public void finish() {
        startGroups();
        json.writeEndArray();
        array("groupListings", groupListings, this::write);
        array("problems", problems, this::write);
        array("inputs", inputs, this::write);
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    @Override
    public void listing(Listing listing) {
        boolean ofGroups =
                listing.kind() == Listing.Kind.SECURITY_GROUPS || listing.kind() == Listing.Kind.SECURITY_GROUP_RULES;
        (inGroups || ofGroups ? groupListings : listings).add(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        beforeGroups("a prefix list");
        prefixLists.add(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        beforeGroups("a network interface");
        networkInterfaces.add(networkInterface);
    }

    @Override
    public void routeTable(RouteTable routeTable) {
        beforeGroups("a route table");
        routeTables.add(routeTable);
    }

    @Override
    public void subnet(Subnet subnet) {
        beforeGroups("a subnet");
        subnets.add(subnet);
    }

    @Override
    public void vpc(Vpc vpc) {
        beforeGroups("a VPC");
        vpcs.add(vpc);
    }

    private void beforeGroups(String what) {
        if (inGroups) {
            throw new IllegalStateException(what + " came after the first security group");
        }
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        startGroups();
        write(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        startGroups();
        json.writeStartObject();
        text("id", versions.get(0).id());
        array("versions", versions, this::write);
        json.writeEndObject();
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }

    @Override
    public void input(Input input) {
        inputs.add(input);
    }

    private void startGroups() {
        if (inGroups) {
            return;
        }
        inGroups = true;
        array("listings", listings, this::write);
        array("prefixLists", prefixLists, this::write);
        array("networkInterfaces", networkInterfaces, this::write);
        array("routeTables", routeTables, this::write);
        array("subnets", subnets, this::write);
        array("vpcs", vpcs, this::write);
        for (List<?> written : List.of(listings, prefixLists, networkInterfaces, routeTables, subnets, vpcs)) {
            written.clear();
        }
        json.writeName("securityGroups");
        json.writeStartArray();
    }

    private void write(Listing listing) {
        json.writeStartObject();
        scope(listing.scope());
        text("kind", listing.kind().call());
        text("status", listing.status().name());
        text("problem", listing.problem());
        json.writeEndObject();
    }

    private void write(ManagedPrefixList list) {
        json.writeStartObject();
        text("id", list.id());
        scope(list.scope());
        text("name", list.name());
        json.writeBooleanProperty("awsManaged", list.awsManaged());
        text("family", list.family().map(Object::toString));
        if (list.maxEntries().isPresent()) {
            json.writeNumberProperty("maxEntries", list.maxEntries().getAsInt());
        }
        if (list.version().isPresent()) {
            json.writeNumberProperty("version", list.version().getAsLong());
        }
        texts("entries", list.entries());
        text("reading", list.reading().name());
        text("problem", list.problem());
        origin(list.origin());
        json.writeEndObject();
    }

    private void write(NetworkInterface networkInterface) {
        json.writeStartObject();
        text("id", networkInterface.id());
        scope(networkInterface.scope());
        texts("groups", networkInterface.groups());
        json.writeBooleanProperty("groupsRead", networkInterface.groupsRead());
        text("vpc", networkInterface.vpc());
        text("subnet", networkInterface.subnet());
        text("type", networkInterface.type());
        text("description", networkInterface.description());
        text("instance", networkInterface.instance());
        json.writeBooleanProperty("requesterManaged", networkInterface.requesterManaged());
        texts("addresses", networkInterface.addresses());
        texts("prefixes", networkInterface.prefixes());
        texts("publicAddresses", networkInterface.publicAddresses());
        tags(networkInterface.tags());
        origin(networkInterface.origin());
        json.writeEndObject();
    }

    private void write(RouteTable table) {
        json.writeStartObject();
        text("id", table.id());
        scope(table.scope());
        text("vpc", table.vpc());
        json.writeBooleanProperty("main", table.main());
        texts("subnets", table.subnets());
        array("routes", table.routes(), this::write);
        origin(table.origin());
        json.writeEndObject();
    }

    private void write(RouteTable.Route route) {
        json.writeStartObject();
        route.destination().ifPresent(this::destination);
        text("target", route.target().name());
        text("targetId", route.targetId());
        json.writeBooleanProperty("active", route.active());
        json.writeEndObject();
    }

    private void write(Subnet subnet) {
        json.writeStartObject();
        text("id", subnet.id());
        scope(subnet.scope());
        text("vpc", subnet.vpc());
        text("name", subnet.name());
        texts("cidrs", subnet.cidrs());
        origin(subnet.origin());
        json.writeEndObject();
    }

    private void write(Vpc vpc) {
        json.writeStartObject();
        text("id", vpc.id());
        scope(vpc.scope());
        text("name", vpc.name());
        json.writeBooleanProperty("default", vpc.isDefault());
        texts("cidrs", vpc.cidrs());
        origin(vpc.origin());
        json.writeEndObject();
    }

    private void write(SecurityGroup group) {
        json.writeStartObject();
        text("id", group.id());
        scope(group.scope());
        text("name", group.name());
        text("description", group.description());
        text("vpc", group.vpc());
        text("arn", group.arn());
        array("outbound", group.outbound(), this::write);
        array("inbound", group.inbound(), this::write);
        tags(group.tags());
        origin(group.origin());
        json.writeEndObject();
    }

    private void write(SecurityGroupRule rule) {
        json.writeStartObject();
        text("id", rule.id());
        if (rule instanceof SecurityGroupRule.Known known) {
            service(known.service());
            destination(known.destination());
            text("description", known.description());
            tags(known.tags());
        } else if (rule instanceof SecurityGroupRule.Unresolved unresolved) {
            text("unresolved", unresolved.reason());
            service(unresolved.bound().service());
            if (unresolved.bound().destination().isPresent()) {
                destination(unresolved.bound().destination().get());
            } else {
                List<Cidr> cidrs = unresolved.bound().addresses().cidrs();
                texts("addresses", cidrs);
            }
        }
        json.writeEndObject();
    }

    private void service(Service service) {
        text("protocol", service.protocol().toString());
        if (service.from() != -1 || service.to() != -1) {
            json.writeNumberProperty("fromPort", service.from());
            json.writeNumberProperty("toPort", service.to());
        }
    }

    private void destination(Destination destination) {
        json.writeName("destination");
        json.writeStartObject();
        if (destination instanceof Destination.Addresses addresses) {
            text("cidr", addresses.text());
        } else if (destination instanceof Destination.PrefixList list) {
            text("prefixList", list.id());
        } else if (destination instanceof Destination.Group group) {
            text("securityGroup", group.id());
            text("account", group.account());
        }
        json.writeEndObject();
    }

    private void write(Problem problem) {
        json.writeStartObject();
        text("message", problem.message());
        origin(problem.origin());
        json.writeEndObject();
    }

    private void write(Input input) {
        json.writeStartObject();
        text("name", input.name());
        text("sha256", input.sha256());
        text("asOf", input.asOf().map(Instant::toString));
        json.writeEndObject();
    }

    private void scope(Scope scope) {
        text("account", scope.account());
        text("region", scope.region());
    }

    private void origin(Origin origin) {
        text("place", origin.place());
        if (origin.line().isPresent()) {
            json.writeNumberProperty("line", origin.line().getAsLong());
        }
    }

    private void tags(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        json.writeName("tags");
        json.writeStartObject();
        tags.forEach(this::text);
        json.writeEndObject();
    }

    private void texts(String name, List<?> values) {
        json.writeName(name);
        json.writeStartArray();
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }

    private void text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
    }

    private void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    private <T> void array(String name, List<T> values, java.util.function.Consumer<T> write) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(write);
        json.writeEndArray();
    }
}
