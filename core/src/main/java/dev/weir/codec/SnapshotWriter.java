package dev.weir.codec;

import dev.weir.inventory.FlowLog;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
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
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an inventory as a weir snapshot, {@code weir.snapshot/1}, while it is pushed.
 *
 * <p>What judging a group needs comes first and is held until the first group; then groups are written as they come; problems,
 * inputs and the listings of groups, which are complete only at the end, come last. The same pushes give the same bytes. Nothing
 * valid is on the stream before {@link #finish}: a snapshot that breaks off can be told from one that ends.
 *
 * <pre>
 *   { "schema", "generatedAt", "listings": [], "prefixLists": [], "networkInterfaces": [], "routeTables": [], "subnets": [],
 *     "vpcs": [], "flowLogs": [], "holders": [], "holdersListed": [], "securityGroups": [ {…}, { "id", "versions": [ {…}, {…} ] } ], "groupListings": [], "problems": [], "inputs": [] }
 * </pre>
 */
public final class SnapshotWriter implements InventorySink {

    /** The schema that this version of weir writes, and reads. */
    public static final String SCHEMA = "weir.snapshot/1";

    private static final int BUFFER = 1 << 16;

    private final JsonWriter json;
    private final List<Listing> listings = new ArrayList<>();
    private final List<ManagedPrefixList> prefixLists = new ArrayList<>();
    private final List<NetworkInterface> networkInterfaces = new ArrayList<>();
    private final List<RouteTable> routeTables = new ArrayList<>();
    private final List<Subnet> subnets = new ArrayList<>();
    private final List<Vpc> vpcs = new ArrayList<>();
    private final List<FlowLog> flowLogs = new ArrayList<>();
    private final List<GroupHolder> holders = new ArrayList<>();
    private final List<GroupHolder.Listed> holdersListed = new ArrayList<>();
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
        this.json = new JsonWriter(out, JsonStyle.COMPACT);
        json.beginObject().text("schema", SCHEMA).text("generatedAt", generatedAt.toString());
    }

    /** Writes all of an inventory, compressed where its place is called so: {@code .gz} at the end; what stays open is flushed. */
    public static void write(InventorySource inventory, Instant generatedAt, String place, OutputStream out)
            throws IOException {
        OutputStream bytes = new BufferedOutputStream(out, BUFFER);
        GZIPOutputStream gzip = place.endsWith(".gz") ? new GZIPOutputStream(bytes, BUFFER) : null;
        SnapshotWriter writer =
                new SnapshotWriter(gzip == null ? bytes : new BufferedOutputStream(gzip, BUFFER), generatedAt);
        inventory.read(writer);
        writer.finish();
        if (gzip != null) {
            gzip.finish();
        }
        bytes.flush();
    }

    /** Writes what comes last. */
    public void finish() {
        startGroups();
        json.endArray()
                .objects("groupListings", groupListings, this::write)
                .objects("problems", problems, this::write)
                .objects("inputs", inputs, this::write)
                .endObject()
                .finish();
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

    @Override
    public void holder(GroupHolder holder) {
        beforeGroups("a holder of groups");
        holders.add(holder);
    }

    @Override
    public void holdersListed(GroupHolder.Listed listed) {
        beforeGroups("a listing of holders");
        holdersListed.add(listed);
    }

    @Override
    public void flowLog(FlowLog flowLog) {
        beforeGroups("a flow log");
        flowLogs.add(flowLog);
    }

    private void beforeGroups(String what) {
        if (inGroups) {
            throw new IllegalStateException(what + " came after the first security group");
        }
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        startGroups();
        json.beginObject();
        write(securityGroup);
        json.endObject();
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        startGroups();
        json.beginObject()
                .text("id", versions.get(0).id())
                .objects("versions", versions, this::write)
                .endObject();
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
        json.objects("listings", listings, this::write)
                .objects("prefixLists", prefixLists, this::write)
                .objects("networkInterfaces", networkInterfaces, this::write)
                .objects("routeTables", routeTables, this::write)
                .objects("subnets", subnets, this::write)
                .objects("vpcs", vpcs, this::write);
        if (!flowLogs.isEmpty()) {
            json.objects("flowLogs", flowLogs, this::write);
        }
        if (!holders.isEmpty()) {
            json.objects("holders", holders, this::write);
        }
        if (!holdersListed.isEmpty()) {
            json.objects("holdersListed", holdersListed, this::write);
        }
        for (List<?> written : List.of(
                listings,
                prefixLists,
                networkInterfaces,
                routeTables,
                subnets,
                vpcs,
                flowLogs,
                holders,
                holdersListed)) {
            written.clear();
        }
        json.name("securityGroups").beginArray();
    }

    private void write(Listing listing) {
        scope(listing.scope());
        json.text("kind", listing.kind().call())
                .text("status", listing.status().name())
                .text("problem", listing.problem());
    }

    private void write(ManagedPrefixList list) {
        json.text("id", list.id());
        scope(list.scope());
        json.text("name", list.name())
                .truth("awsManaged", list.awsManaged())
                .text("family", list.family().map(Object::toString))
                .number("maxEntries", list.maxEntries())
                .number("version", list.version())
                .texts("entries", list.entries())
                .text("reading", list.reading().name())
                .text("problem", list.problem());
        origin(list.origin());
    }

    private void write(NetworkInterface networkInterface) {
        json.text("id", networkInterface.id());
        scope(networkInterface.scope());
        json.texts("groups", networkInterface.groups())
                .truth("groupsRead", networkInterface.groupsRead())
                .text("vpc", networkInterface.vpc())
                .text("subnet", networkInterface.subnet())
                .text("type", networkInterface.type())
                .text("description", networkInterface.description())
                .text("instance", networkInterface.instance())
                .truth("requesterManaged", networkInterface.requesterManaged());
        TrackingJson.write(json, networkInterface.tracking());
        json.texts("addresses", networkInterface.addresses());
        if (!networkInterface.addressesRead()) {
            json.truth("addressesUnread", true);
        }
        json.texts("prefixes", networkInterface.prefixes())
                .texts("publicAddresses", networkInterface.publicAddresses());
        tags(networkInterface.tags());
        origin(networkInterface.origin());
    }

    private void write(RouteTable table) {
        json.text("id", table.id());
        scope(table.scope());
        json.text("vpc", table.vpc())
                .truth("main", table.main())
                .texts("subnets", table.subnets())
                .objects("routes", table.routes(), this::write);
        origin(table.origin());
    }

    private void write(RouteTable.Route route) {
        route.destination().ifPresent(destination -> RuleJson.write(json, destination));
        json.text("target", route.target().name())
                .text("targetId", route.targetId())
                .truth("active", route.active());
    }

    private void write(Subnet subnet) {
        json.text("id", subnet.id());
        scope(subnet.scope());
        json.text("vpc", subnet.vpc()).text("name", subnet.name()).texts("cidrs", subnet.cidrs());
        origin(subnet.origin());
    }

    private void write(Vpc vpc) {
        json.text("id", vpc.id());
        scope(vpc.scope());
        json.text("name", vpc.name()).truth("default", vpc.isDefault()).texts("cidrs", vpc.cidrs());
        origin(vpc.origin());
    }

    private void write(GroupHolder holder) {
        json.text("id", holder.id());
        scope(holder.scope());
        json.text("kind", holder.kind().name()).texts("groups", holder.groups());
        origin(holder.origin());
    }

    private void write(GroupHolder.Listed listed) {
        scope(listed.scope());
        json.text("kind", listed.kind().name()).text("missing", listed.missing());
    }

    private void write(FlowLog log) {
        json.text("id", log.id());
        scope(log.scope());
        json.text("resource", log.resource())
                .truth("active", log.active())
                .text("created", log.created().map(Instant::toString))
                .text("traffic", log.traffic().name())
                .text("store", log.delivery().store().name())
                .text("destination", log.delivery().place())
                .text("role", log.delivery().role())
                .truth("works", log.delivery().works())
                .text("error", log.delivery().error())
                .text("format", log.format())
                .text("file", log.layout().file())
                .truth("hive", log.layout().hive())
                .truth("hourly", log.layout().hourly())
                .number("aggregation", log.aggregation());
        origin(log.origin());
    }

    private void write(SecurityGroup group) {
        json.text("id", group.id());
        scope(group.scope());
        json.text("name", group.name())
                .text("description", group.description())
                .text("vpc", group.vpc())
                .text("arn", group.arn())
                .objects("outbound", group.outbound(), this::write)
                .objects("inbound", group.inbound(), this::write);
        tags(group.tags());
        origin(group.origin());
    }

    private void write(SecurityGroupRule rule) {
        if (rule instanceof SecurityGroupRule.Known known) {
            RuleJson.write(json, known);
        } else if (rule instanceof SecurityGroupRule.Unresolved unresolved) {
            json.text("id", rule.id()).text("unresolved", unresolved.reason());
            RuleJson.write(json, unresolved.bound().service());
            if (unresolved.bound().destination().isPresent()) {
                RuleJson.write(json, unresolved.bound().destination().get());
            } else {
                json.texts("addresses", unresolved.bound().addresses().cidrs());
            }
        }
    }

    private void write(Problem problem) {
        json.text("message", problem.message());
        origin(problem.origin());
    }

    private void write(Input input) {
        write(json, input);
    }

    static void write(JsonWriter json, Input input) {
        json.text("name", input.name())
                .text("sha256", input.sha256())
                .text("asOf", input.asOf().map(Instant::toString));
    }

    private void scope(Scope scope) {
        json.text("account", scope.account()).text("region", scope.region());
    }

    private void origin(Origin origin) {
        json.text("place", origin.place()).number("line", origin.line());
        origin.column().ifPresent(column -> json.number("column", column));
        origin.address().ifPresent(address -> json.text("root", address.root()).text("address", address.name()));
    }

    private void tags(Map<String, String> tags) {
        if (!tags.isEmpty()) {
            json.texts("tags", tags);
        }
    }
}
