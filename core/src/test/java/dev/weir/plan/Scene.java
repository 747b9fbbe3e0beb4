package dev.weir.plan;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A small account with flow logs of version 5, said in a few words; interfaces are watched every hour of their lives. */
final class Scene {

    private static final String FIELDS =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action"
                    + " log-status tcp-flags flow-direction pkt-srcaddr pkt-dstaddr subnet-id"
                    + " traffic-path pkt-dst-aws-service";
    private String fields = FIELDS;

    private final long start;
    private final int days;
    private final Snapshot.Builder inventory = new Snapshot.Builder();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    private final Map<String, ConnectionTracking> trackings = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int port = 32_768;
    private String pathAndService = "- -";

    Scene(String firstDay, int days) {
        start = LocalDate.parse(firstDay).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        this.days = days;
        Listing.Kind[] kinds = Listing.Kind.values();
        for (Listing.Kind kind : kinds) {
            inventory.listing(Listing.whole(Fixtures.SCOPE, kind));
        }
        inventory.routeTable(Fixtures.mainRouteTable("rtb-main", "10.0.0.0/8 local", "0.0.0.0/0 nat-1"));
        inventory.vpc(
                new Vpc(Fixtures.SCOPE, Fixtures.VPC, "", false, List.of(Cidr.parse("10.0.0.0/8")), Fixtures.ORIGIN));
    }

    /** Thirty-five days with the end of a month in them. */
    static Scene usual() {
        return new Scene("2026-10-12", 35);
    }

    Scene group(String id, String... outbound) {
        return group(Fixtures.group(id, outbound));
    }

    Scene group(SecurityGroup group) {
        groups.put(group.id(), group);
        return this;
    }

    /** Replaces a group's inbound rules and tags. */
    Scene alter(String id, List<SecurityGroupRule> inbound, Map<String, String> tags) {
        SecurityGroup old = java.util.Objects.requireNonNull(groups.get(id));
        return group(new SecurityGroup(
                old.scope(),
                old.id(),
                old.name(),
                old.description(),
                old.vpc(),
                old.arn(),
                old.outbound(),
                inbound,
                tags,
                old.origin()));
    }

    /** Takes back that everything of this kind was read. */
    Scene notRead(Listing.Kind kind) {
        inventory.listing(Listing.notRead(Fixtures.SCOPE, kind, "it was not saved"));
        return this;
    }

    /** Its flow logs say no path and no service: both fields are none that are known. */
    Scene withoutServices() {
        fields = FIELDS.replace("traffic-path pkt-dst-aws-service", "some-path some-service");
        return this;
    }

    /** The route table of subnet-1, in which the interfaces are. */
    Scene routes(String... routes) {
        inventory.routeTable(Fixtures.routeTable("rtb-1", "subnet-1", routes));
        return this;
    }

    Scene subnet(Subnet subnet) {
        inventory.subnet(subnet);
        return this;
    }

    /** What outbound records say from here on: {@code 7 S3}, or {@code - -} for nothing. */
    Scene saying(String trafficPathAndService) {
        pathAndService = trafficPathAndService;
        return this;
    }

    Scene flowLog(FlowLog log) {
        inventory.flowLog(log);
        return this;
    }

    /** How an interface that comes tracks connections. */
    Scene tracking(String id, ConnectionTracking tracking) {
        trackings.put(id, tracking);
        return this;
    }

    Scene prefixList(ManagedPrefixList list) {
        inventory.prefixList(list);
        return this;
    }

    /** An interface that is watched on these days. */
    Scene watched(String id, String address, IntPredicate onDays, String... ofGroups) {
        unwatched(id, address, ofGroups);
        for (int hour = 0; hour < days * 24; hour++) {
            if (onDays.test(hour / 24)) {
                noData(id, hour);
            }
        }
        return this;
    }

    Scene noData(String id, int hour) {
        long at = start + hour * 3600L;
        lines.add(
                "5 111122223333 %s - - - - - - - %d %d - NODATA - - - - subnet-1 - -".formatted(id, at + 5, at + 3590));
        return this;
    }

    Scene lost(String id, int hour) {
        long at = start + hour * 3600L;
        lines.add("5 111122223333 %s - - - - - - - %d %d - SKIPDATA - - - - subnet-1 - -"
                .formatted(id, at + 5, at + 3590));
        return this;
    }

    /** An accepted connection of which the record does not tell the port. */
    Scene nameless(String id, String destination, int hour) {
        long at = start + hour * 3600L;
        String address = java.util.Objects.requireNonNull(addresses.get(id));
        lines.add("5 111122223333 %s %s %s 40000 - 6 10 4000 %d %d ACCEPT OK 3 egress %s %s subnet-1 - -"
                .formatted(id, address, destination, at, at + 30, address, destination));
        return this;
    }

    Scene unwatched(String id, String address, String... ofGroups) {
        addresses.put(id, address);
        inventory.networkInterface(new NetworkInterface(
                Fixtures.SCOPE,
                id,
                List.of(ofGroups),
                true,
                Optional.of(Fixtures.VPC),
                Optional.of("subnet-1"),
                "interface",
                "",
                Optional.empty(),
                trackings.getOrDefault(id, ConnectionTracking.UNKNOWN),
                false,
                List.of(IpAddress.parse(address)),
                true,
                List.of(),
                List.of(),
                Map.of(),
                Fixtures.ORIGIN));
        return this;
    }

    /** A TCP connection a day on these days, begun by the interface. */
    Scene tcp(String id, String destination, int service, IntPredicate onDays) {
        return tcp(id, java.util.Objects.requireNonNull(addresses.get(id)), destination, service, onDays);
    }

    /** The same of an interface that no inventory knows. */
    Scene tcp(String id, String address, String destination, int service, IntPredicate onDays) {
        for (int day = 0; day < days; day++) {
            if (onDays.test(day)) {
                long at = start + day * 86_400L + 36_000 + lines.size() % 3000;
                int local = port++ % 28_000 + 32_768;
                record(id, address, destination, local, service, 6, at, 3, "egress");
                record(id, destination, address, service, local, 6, at, 19, "ingress");
            }
        }
        return this;
    }

    /** One TCP connection a day that carries traffic for so many hours. */
    Scene lasting(String id, String destination, int service, int hours) {
        String address = java.util.Objects.requireNonNull(addresses.get(id));
        for (int day = 0; day < days; day++) {
            int local = port++ % 28_000 + 32_768;
            for (int hour = 0; hour <= hours; hour++) {
                long at = start + day * 86_400L + hour * 3600L;
                record(id, address, destination, local, service, 6, at, hour == 0 ? 2 : 0, "egress");
                record(id, destination, address, service, local, 6, at, hour == 0 ? 18 : 0, "ingress");
            }
        }
        return this;
    }

    /** A TCP connection a day that somebody else begins. */
    Scene inbound(String id, String client, int service) {
        String address = java.util.Objects.requireNonNull(addresses.get(id));
        for (int day = 0; day < days; day++) {
            long at = start + day * 86_400L + 40_000;
            int remote = port++ % 28_000 + 32_768;
            record(id, client, address, remote, service, 6, at, 3, "ingress");
            record(id, address, client, service, remote, 6, at, 19, "egress");
        }
        return this;
    }

    /** UDP between two high ports that each see the other once: nobody can say who began. */
    Scene undecided(String id, String peer, int count) {
        String address = java.util.Objects.requireNonNull(addresses.get(id));
        for (int i = 0; i < count; i++) {
            long at = start + 3600L * i;
            record(id, address, peer, 40_000 + i, 50_000 + i, 17, at, 0, "egress");
            record(id, peer, address, 50_000 + i, 40_000 + i, 17, at, 0, "ingress");
        }
        return this;
    }

    /** A connection that was tried once, on this day, and rejected. */
    Scene rejected(String id, String destination, int service, int day) {
        record(
                id,
                java.util.Objects.requireNonNull(addresses.get(id)),
                destination,
                port++,
                service,
                6,
                start + 86_400L * day + 1800,
                2,
                "egress");
        lines.add(lines.remove(lines.size() - 1).replace(" ACCEPT ", " REJECT "));
        return this;
    }

    private void record(
            String id,
            String from,
            String to,
            int fromPort,
            int toPort,
            int protocol,
            long at,
            int flags,
            String direction) {
        lines.add("5 111122223333 %s %s %s %d %d %d 10 4000 %d %d ACCEPT OK %d %s %s %s subnet-1 %s"
                .formatted(
                        id,
                        from,
                        to,
                        fromPort,
                        toPort,
                        protocol,
                        at,
                        at + 30,
                        flags,
                        direction,
                        from,
                        to,
                        direction.equals("egress") ? pathAndService : "- -"));
    }

    Snapshot snapshot() {
        groups.values().forEach(inventory::securityGroup);
        return inventory.build();
    }

    Evidence evidence() {
        ProfileBuilder builder = new ProfileBuilder();
        TokenTable tokens = new TokenTable();
        FlowRecord record = new FlowRecord(tokens);
        record.flowLog(tokens.intern("fl-1"));
        FlowLogParser parser = new FlowLogParser(List.of(), record, builder);
        String text = fields + "\n" + String.join("\n", lines) + "\n";
        try {
            parser.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        parser.finish();
        if (parser.malformed() > 0) {
            throw new IllegalStateException("malformed: " + parser.samples());
        }
        return builder.evidence();
    }

    ObservedTraffic observed() {
        return new ObservedTraffic(evidence(), InventoryHistory.of(snapshot()), ProfileSettings.DEFAULT);
    }

    PlanAnswer answer(String group, PlanSettings settings) {
        return new Planner(snapshot(), settings).fromTraffic(group, observed());
    }

    Plan plan(String group, PlanSettings settings) {
        return answer(group, settings).match(plan -> plan, sentence -> {
            throw new AssertionError("refused: " + sentence);
        });
    }

    String refused(String group, PlanSettings settings) {
        return answer(group, settings)
                .match(
                        plan -> {
                            throw new AssertionError("made: " + ByHandTest.texts(plan.result()));
                        },
                        sentence -> sentence);
    }
}
