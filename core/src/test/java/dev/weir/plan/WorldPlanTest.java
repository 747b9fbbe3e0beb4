package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.world.FlowLog;
import dev.weir.world.Host;
import dev.weir.world.Initiated;
import dev.weir.world.LogFile;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On worlds whose truth is known, pinned plans permit every connection that was begun, and serve no response. */
class WorldPlanTest {

    private static final PlanSettings PIN = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"))
            .treating(PlanSettings.Internet.PIN)
            .within(200);

    /** The world's inventory with local routes, every group open to everything of both families. */
    static Snapshot open(World world) {
        return open(world.snapshot());
    }

    static Snapshot open(Snapshot closed) {
        Snapshot.Builder builder = new Snapshot.Builder();
        closed.prefixLists().forEach(builder::prefixList);
        closed.networkInterfaces().forEach(builder::networkInterface);
        closed.subnets().forEach(builder::subnet);
        closed.vpcs().forEach(vpc -> {
            builder.vpc(vpc);
            Fixtures.wholeListings(vpc.scope()).forEach(builder::listing);
            builder.routeTable(new RouteTable(
                    vpc.scope(), "rtb-" + vpc.id(), vpc.id(), true, List.of(), List.of(), Fixtures.ORIGIN));
        });
        for (SecurityGroup group : closed.securityGroups()) {
            builder.securityGroup(new SecurityGroup(
                    group.scope(),
                    group.id(),
                    group.name(),
                    "",
                    group.vpc(),
                    group.arn(),
                    Fixtures.rules("all 0.0.0.0/0", "all ::/0"),
                    List.of(),
                    group.tags(),
                    group.origin()));
        }
        return builder.build();
    }

    static Evidence observe(World world) {
        ProfileBuilder builder = new ProfileBuilder();
        for (LogFile file : world.files()) {
            TokenTable tokens = new TokenTable();
            FlowRecord record = new FlowRecord(tokens);
            record.flowLog(tokens.intern(file.flowLog().id()));
            FlowLogParser parser = new FlowLogParser(List.of(), record, builder);
            try {
                parser.read(new ByteArrayInputStream(file.bytes()));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            parser.finish();
        }
        return builder.evidence();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void permitsEveryConnectionAndServesNoResponse(long seed) {
        World world = WorldMaker.of(seed, 72, 25)
                .watchedBy(FlowLog.version5("fl-5", 60))
                .make();
        Snapshot snapshot = open(world);
        PrefixLists lists = PrefixLists.of(snapshot.prefixLists());
        ObservedTraffic traffic =
                new ObservedTraffic(observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        Set<String> groups = Set.of("sg-web", "sg-app", "sg-db", "sg-base");
        Set<String> called = new TreeSet<>();
        world.everInitiated().forEach(one -> called.add(one.destination()));
        Planner planner = new Planner(snapshot, PIN.together(groups));

        for (String group : new TreeSet<>(groups)) {
            Plan plan = planner.fromTraffic(group, traffic).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            });

            assertThat(plan.proof().holds()).as("seed %d, %s", seed, group).isTrue();
            Permissions result = Permissions.of(plan.result(), lists);
            // A host that no inventory knows belongs to no group; its traffic is what the gate `unattributed` counts.
            Set<String> associated = new TreeSet<>();
            world.hosts().stream()
                    .filter(host -> host.groups().contains(group))
                    .map(Host::networkInterface)
                    .filter(id -> snapshot.networkInterface(id).isPresent())
                    .forEach(associated::add);
            List<Initiated> begun = world.initiated().stream()
                    .filter(one -> associated.contains(one.networkInterface()))
                    .toList();
            for (Initiated one : begun) {
                assertThat(permits(result, snapshot, one))
                        .as("recall, seed %d, %s: %s", seed, group, one)
                        .isTrue();
            }
            // Whom nobody calls: scanners and clients from outside are only ever answered.
            for (int last = 1; last < 255; last++) {
                IpAddress client = IpAddress.parse("203.0.113." + last);
                for (int port : new int[] {443, 8443, 40_000, 60_000}) {
                    assertThat(called.contains(client.toString()) || !result.permits(Protocol.TCP, port, client))
                            .as("seed %d, %s: %s %d", seed, group, client, port)
                            .isTrue();
                }
            }
        }
    }

    static boolean permits(Permissions result, Snapshot snapshot, Initiated one) {
        IpAddress address = IpAddress.parse(one.destination());
        Protocol protocol = new Protocol(one.protocol());
        Service service = protocol.hasPorts()
                ? Service.of(protocol, dev.weir.net.PortRange.of(one.port()))
                : Service.all(protocol);
        List<String> peers = new ArrayList<>();
        snapshot.networkInterfaces().stream()
                .filter(holder -> holder.addresses().contains(address))
                .forEach(holder -> peers.addAll(holder.groups()));
        return Points.permits(result, service, address, peers);
    }
}
