package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Observing;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InterfaceCoverage.Attribution;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From interfaces to groups at both ends, over time, and what stays without a group. */
class GroupTrafficTest {

    private static final FlowLogFormat FORMAT =
            FlowLogFormat.parse("interface-id srcaddr dstaddr srcport dstport protocol"
                    + " packets bytes start end action log-status tcp-flags flow-direction subnet-id instance-id"
                    + " pkt-dstaddr pkt-srcaddr pkt-dst-aws-service traffic-path");

    /** 2026-11-02 06:00 UTC. */
    private static final long AT = 1_793_599_200L;

    private static final long DAY = 86_400;

    private static String syn(String networkInterface, String source, String destination, long at, String instance) {
        return "%s %s %s 40000 443 6 1 60 %d %d ACCEPT OK 2 egress subnet-1 %s %s %s - 8"
                .formatted(networkInterface, source, destination, at, at, instance, destination, source);
    }

    private static NetworkInterface associated(String id, String address, String instance, String... groups) {
        return new NetworkInterface(
                Scope.UNKNOWN,
                id,
                List.of(groups),
                true,
                Optional.of("vpc-1"),
                Optional.of("subnet-1"),
                "interface",
                "",
                Optional.of(instance),
                ConnectionTracking.UNKNOWN,
                false,
                List.of(IpAddress.parse(address)),
                true,
                List.of(),
                List.of(),
                Map.of(),
                Origin.of("test"));
    }

    private static Snapshot snapshot(NetworkInterface... interfaces) {
        Snapshot.Builder builder = new Snapshot.Builder();
        builder.subnet(new Subnet(
                Scope.UNKNOWN, "subnet-1", "vpc-1", "", List.of(Cidr.parse("10.0.0.0/24")), Origin.of("test")));
        for (NetworkInterface networkInterface : interfaces) {
            builder.networkInterface(networkInterface);
        }
        return builder.build();
    }

    private static TrafficProfile profile(InventoryHistory history, String... lines) {
        return TrafficProfile.of(Observing.observe(FORMAT, lines), history, ProfileSettings.DEFAULT);
    }

    @Test
    void attributesToTheGroupsThatAnInterfaceHadThen() {
        InventoryHistory history = InventoryHistory.of(Map.of(
                Instant.ofEpochSecond(AT - DAY), snapshot(associated("eni-1", "10.0.0.5", "i-1", "sg-old")),
                Instant.ofEpochSecond(AT + DAY), snapshot(associated("eni-1", "10.0.0.5", "i-1", "sg-new"))));

        TrafficProfile profile = profile(
                history,
                syn("eni-1", "10.0.0.5", "192.0.2.1", AT, "i-1"),
                syn("eni-1", "10.0.0.5", "192.0.2.2", AT + 2 * DAY, "i-1"));

        assertThat(profile.forGroup("sg-old").conversations())
                .extracting(conversation -> conversation.destination().toString())
                .containsExactly("192.0.2.1");
        assertThat(profile.forGroup("sg-new").conversations())
                .extracting(conversation -> conversation.destination().toString())
                .containsExactly("192.0.2.2");
    }

    @Test
    void namesADestinationByWhoHeldItThen() {
        NetworkInterface client = associated("eni-1", "10.0.0.5", "i-1", "sg-app");
        InventoryHistory history = InventoryHistory.of(Map.of(
                Instant.ofEpochSecond(AT - DAY), snapshot(client, associated("eni-2", "10.0.0.9", "i-2", "sg-blue")),
                Instant.ofEpochSecond(AT + DAY), snapshot(client, associated("eni-3", "10.0.0.9", "i-3", "sg-green"))));

        TrafficProfile profile = profile(
                history,
                syn("eni-1", "10.0.0.5", "10.0.0.9", AT, "i-1"),
                syn("eni-1", "10.0.0.5", "10.0.0.9", AT + 2 * DAY, "i-1"));

        GroupTraffic traffic = profile.forGroup("sg-app");
        assertThat(traffic.observations())
                .extracting(seen -> profile.peer(seen).groups())
                .containsExactly(List.of("sg-blue"), List.of("sg-green"));
        assertThat(traffic.conversations()).singleElement().satisfies(conversation -> {
            assertThat(conversation.peer().groups()).containsExactly("sg-blue", "sg-green");
            assertThat(conversation.peer().subnet()).contains("subnet-1");
            assertThat(conversation.connections()).isEqualTo(2);
            assertThat(conversation.days()).hasSize(2);
        });
    }

    @Test
    void anUnknownInterfaceTakesTheGroupsOfItsInstanceWithLowConfidence() {
        TrafficProfile profile = profile(
                InventoryHistory.of(snapshot(associated("eni-1", "10.0.0.5", "i-1", "sg-app"))),
                syn("eni-9", "10.0.0.6", "192.0.2.1", AT, "i-1"));

        assertThat(profile.forGroup("sg-app").observations()).singleElement().satisfies(seen -> {
            assertThat(seen.networkInterface()).isEqualTo("eni-9");
            assertThat(seen.confidence()).isEqualTo(Confidence.LOW);
        });
        assertThat(profile.interfaces())
                .filteredOn(one -> one.networkInterface().equals("eni-9"))
                .extracting(InterfaceCoverage::attribution)
                .containsExactly(Attribution.OWNER);
    }

    @Test
    void countsWhatNobodyOwnsInTheGroupsSubnets() {
        TrafficProfile profile = profile(
                InventoryHistory.of(snapshot(associated("eni-1", "10.0.0.5", "i-1", "sg-app"))),
                syn("eni-1", "10.0.0.5", "192.0.2.1", AT, "i-1"),
                syn("eni-8", "10.0.0.8", "192.0.2.1", AT, "i-8"));

        assertThat(profile.forGroup("sg-app").figures().unattributedShare()).isEqualTo(0.5);
        assertThat(profile.figures().unattributedShare()).isEqualTo(0.5);
    }

    @Test
    void aBranchsTrafficOnItsTrunkIsTheBranchsAndCountsOnce() {
        String trunk = syn("eni-1", "10.0.0.5", "192.0.2.1", AT, "i-1")
                .replace("192.0.2.1 10.0.0.5 -", "192.0.2.1 10.0.0.6 -");

        TrafficProfile profile = profile(
                InventoryHistory.of(snapshot(
                        associated("eni-1", "10.0.0.5", "i-1", "sg-node"),
                        associated("eni-2", "10.0.0.6", "i-1", "sg-pod"))),
                trunk,
                syn("eni-2", "10.0.0.6", "192.0.2.1", AT, "i-1"));

        assertThat(profile.forGroup("sg-node").conversations()).isEmpty();
        assertThat(profile.forGroup("sg-pod").conversations())
                .singleElement()
                .satisfies(
                        conversation -> assertThat(conversation.connections()).isOne());
    }

    @Test
    void learnsThePacketsDestinationAndNotTheNextHop() {
        String line = syn("eni-1", "10.0.0.5", "10.0.0.99", AT, "i-1")
                .replace("10.0.0.99 10.0.0.5 -", "192.0.2.9 10.0.0.5 -");

        assertThat(Drawn.learned(profile(InventoryHistory.EMPTY, line)))
                .singleElement()
                .satisfies(seen -> assertThat(seen.destination()).hasToString("192.0.2.9"));
    }

    @Test
    void coverageCountsTheHoursOfALifeAndWhatTheFormatLacks() {
        String noData = "eni-1 - - - - - - - %d %d - NODATA - - - - - - - -".formatted(AT + 7200, AT + 7300);
        String lost =
                "eni-1 - - - - - - - %d %d - SKIPDATA - - - - - - - -".formatted(AT + 9 * 3600, AT + 9 * 3600 + 60);

        TrafficProfile profile = profile(
                InventoryHistory.of(snapshot(
                        associated("eni-1", "10.0.0.5", "i-1", "sg-app"),
                        associated("eni-2", "10.0.0.7", "i-2", "sg-app"))),
                syn("eni-1", "10.0.0.5", "192.0.2.1", AT, "i-1"),
                noData,
                lost);

        InterfaceCoverage watched = profile.interfaces().get(0);
        assertThat(watched.hoursObserved()).isEqualTo(2);
        assertThat(watched.hoursExpected()).isEqualTo(3);
        assertThat(watched.lost()).isOne();
        assertThat(watched.lacking()).isEmpty();
        assertThat(profile.interfaces().get(1).hasFlowLog()).isFalse();
        GroupTraffic.Figures figures = profile.forGroup("sg-app").figures();
        assertThat(figures.coverage()).isEqualTo(2.0 / 6);
        assertThat(figures.lostShare()).isEqualTo(0.5);
        assertThat(Duration.between(profile.period().from(), profile.period().to()))
                .hasHours(3);
    }

    @Test
    void anEarlierSnapshotMakesALifeLonger() {
        TrafficProfile profile = profile(
                InventoryHistory.of(
                        Map.of(Instant.ofEpochSecond(AT), snapshot(associated("eni-1", "10.0.0.5", "i-1", "sg-app")))),
                syn("eni-8", "10.0.0.8", "192.0.2.1", AT, "i-8"),
                syn("eni-1", "10.0.0.5", "192.0.2.1", AT + 5 * 3600, "i-1"));

        assertThat(profile.interfaces().get(0).hoursExpected()).isEqualTo(6);
        assertThat(profile.interfaces().get(0).hoursObserved()).isOne();
    }

    @Test
    void namesTheFieldsThatTheFormatLacks() {
        TrafficProfile profile = TrafficProfile.of(
                Observing.observe(
                        FlowLogFormat.DEFAULT,
                        "2 111122223333 eni-1 10.0.0.5 192.0.2.1 40000 443 6 1 60 %d %d ACCEPT OK".formatted(AT, AT)),
                InventoryHistory.EMPTY,
                ProfileSettings.DEFAULT);

        assertThat(profile.interfaces().get(0).lacking())
                .contains(FlowField.TCP_FLAGS, FlowField.FLOW_DIRECTION)
                .doesNotContain(FlowField.ACTION);
    }

    @Test
    void aWorldsGroupTalksToThePrefixListAndTheDatabasesGroup() {
        World world =
                WorldMaker.of(4, 30, 60).watchedBy(FlowLog.version5("fl-5", 60)).make();

        TrafficProfile profile = TrafficProfile.of(
                Observing.observe(world), InventoryHistory.of(world.snapshot()), ProfileSettings.DEFAULT);

        GroupTraffic base = profile.forGroup("sg-base");
        assertThat(base.interfaces())
                .extracting(InterfaceCoverage::networkInterface)
                .containsExactly("eni-app-2", "eni-web-2");
        assertThat(base.conversations())
                .anySatisfy(conversation -> {
                    assertThat(conversation.peer().prefixLists()).containsExactly("pl-6da54004");
                    assertThat(conversation.peer().awsService()).contains("S3");
                })
                .anySatisfy(conversation -> {
                    assertThat(conversation.service()).hasToString("tcp 5432");
                    assertThat(conversation.peer().groups()).containsExactly("sg-db");
                });
        assertThat(base.conversations())
                .isSortedAccordingTo((one, other) -> Long.compare(other.connections(), one.connections()));
        assertThat(base.denied()).isNotEmpty();
    }
}
