package dev.weir.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Observing;
import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who asks for others is told by who is asked on port 53. */
class OwnResolversTest {

    private static final FlowLogFormat FORMAT = FlowLogFormat.parse("interface-id srcaddr dstaddr srcport dstport"
            + " protocol packets bytes start end action log-status tcp-flags flow-direction");
    /** 2026-11-02 06:00 UTC. */
    private static final long AT = 1_793_599_200L;

    private static final IpAddress FAR = IpAddress.parse("192.0.2.7");

    private final Snapshot.Builder inventory = new Snapshot.Builder();
    private final List<String> flows = new ArrayList<>();
    private final StringBuilder log = new StringBuilder();
    private int port = 40_000;

    private void networkInterface(String id, String vpc, String instance, String prefix, String... addresses) {
        inventory.networkInterface(new NetworkInterface(
                Scope.UNKNOWN,
                id,
                List.of("sg-1"),
                true,
                Optional.of(vpc),
                Optional.of("subnet-1"),
                "interface",
                "",
                Optional.of(instance),
                ConnectionTracking.UNKNOWN,
                false,
                List.of(addresses).stream().map(IpAddress::parse).toList(),
                true,
                prefix.isEmpty() ? List.of() : List.of(Cidr.parse(prefix)),
                List.of(),
                Map.of(),
                Origin.of("test")));
    }

    private void connects(String id, String from, String to, int number) {
        flows.add("%s %s %s %d %d %d 3 180 %d %d ACCEPT OK %d egress"
                .formatted(id, from, to, port++, number, number == 53 ? 17 : 6, AT, AT + 30, number == 53 ? 0 : 2));
    }

    private void asks(String vpc, String from, String instance, String name) {
        log.append(LoggedBytes.line("2026-11-02T05:59:50Z", vpc, from, name, LoggedBytes.address(FAR.toString()))
                        .replace("i-0a1b", instance))
                .append('\n');
    }

    private Naming naming(String networkInterface) {
        InventoryHistory history = InventoryHistory.of(inventory.build());
        TrafficProfile profile = TrafficProfile.of(
                Observing.observe(FORMAT, flows.toArray(String[]::new)), history, ProfileSettings.DEFAULT);
        Askings askings = new Askings(history, Set.of(FAR));
        assertThat(QueryLog.read(LoggedBytes.of(log.toString()), askings::add).complete())
                .isTrue();
        List<Observation> seen = new ArrayList<>();
        profile.observations(seen::add);
        return seen.stream()
                .filter(one -> one.networkInterface().equals(networkInterface)
                        && one.destination().equals(FAR))
                .map(new Names(askings, history, profile)::of)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Naming naming) {
        return naming.names().stream().map(AskedName::name).toList();
    }

    @Test
    void aResolversNamesAreItsClientsNamesAndNeverCertain() {
        networkInterface("eni-client", "vpc-1", "i-1", "", "10.0.0.5");
        networkInterface("eni-first", "vpc-1", "i-2", "", "10.0.0.53");
        networkInterface("eni-second", "vpc-2", "i-3", "", "10.1.0.53");
        connects("eni-client", "10.0.0.5", "10.0.0.53", 53);
        connects("eni-first", "10.0.0.53", "10.1.0.53", 53);
        connects("eni-client", "10.0.0.5", "192.0.2.7", 443);
        asks("vpc-2", "10.1.0.53", "i-3", "api.example.com");

        Naming naming = naming("eni-client");

        assertThat(naming.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(names(naming)).containsExactly("api.example.com");
    }

    @Test
    void aResolversNameTakesTheCertaintyFromOnesOwn() {
        networkInterface("eni-client", "vpc-1", "i-1", "", "10.0.0.5");
        networkInterface("eni-dns", "vpc-1", "i-2", "", "10.0.0.53");
        connects("eni-client", "10.0.0.5", "10.0.0.53", 53);
        connects("eni-client", "10.0.0.5", "192.0.2.7", 443);
        asks("vpc-1", "10.0.0.5", "i-1", "own.example.com");
        asks("vpc-1", "10.0.0.53", "i-2", "other.example.com");

        Naming naming = naming("eni-client");

        assertThat(naming.certainty()).isEqualTo(Certainty.ONE_OF);
        assertThat(names(naming)).containsExactly("other.example.com", "own.example.com");
    }

    @Test
    void anotherInterfacesNameIsNobodyElses() {
        networkInterface("eni-client", "vpc-1", "i-1", "", "10.0.0.5");
        networkInterface("eni-other", "vpc-1", "i-2", "", "10.0.0.6");
        connects("eni-client", "10.0.0.5", "192.0.2.7", 443);
        asks("vpc-1", "10.0.0.5", "i-1", "own.example.com");
        asks("vpc-1", "10.0.0.6", "i-2", "other.example.com");

        Naming naming = naming("eni-client");

        assertThat(naming.certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(names(naming)).containsExactly("own.example.com");
    }

    /** The cluster's DNS is a pod, whose address lies in a prefix of its node's second interface. */
    @Test
    void aPodThatAsksForAClusterIsFoundByItsPrefix() {
        networkInterface("eni-node", "vpc-1", "i-1", "", "10.0.0.5");
        networkInterface("eni-dns-1", "vpc-1", "i-2", "", "10.0.0.6");
        networkInterface("eni-dns-2", "vpc-1", "i-2", "10.0.64.0/28", "10.0.0.7");
        connects("eni-node", "10.0.0.5", "10.0.64.3", 53);
        connects("eni-node", "10.0.0.5", "192.0.2.7", 443);
        connects("eni-dns-2", "10.0.0.7", "192.0.2.7", 443);
        asks("vpc-1", "10.0.64.3", "i-2", "api.example.com");

        assertThat(naming("eni-node").certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(names(naming("eni-node"))).containsExactly("api.example.com");
        assertThat(naming("eni-dns-2").certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void theSameAddressInAnotherVpcIsSomebodyElse() {
        networkInterface("eni-client", "vpc-1", "i-1", "", "10.0.0.5");
        networkInterface("eni-twin", "vpc-2", "i-2", "", "10.0.0.5");
        connects("eni-client", "10.0.0.5", "192.0.2.7", 443);
        connects("eni-twin", "10.0.0.5", "192.0.2.7", 443);
        asks("vpc-1", "10.0.0.5", "i-1", "one.example.com");
        asks("vpc-2", "10.0.0.5", "i-2", "two.example.com");

        assertThat(names(naming("eni-client"))).containsExactly("one.example.com");
        assertThat(names(naming("eni-twin"))).containsExactly("two.example.com");
        assertThat(naming("eni-twin").certainty()).isEqualTo(Certainty.CERTAIN);
    }
}
