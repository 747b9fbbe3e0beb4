package dev.weir.plan;

import static dev.weir.inventory.Fixtures.networkInterface;
import static dev.weir.inventory.Fixtures.rule;
import static dev.weir.inventory.Fixtures.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UntrackedConnectionsTest {

    private static final List<Known> NARROW = List.of(rule("tcp 443 203.0.113.0/28"));

    private static SecurityGroup group(String id, List<SecurityGroupRule> inbound, String... outbound) {
        return new SecurityGroup(
                Fixtures.SCOPE,
                id,
                "",
                "",
                Optional.of("vpc-1"),
                Optional.empty(),
                rules(outbound),
                inbound,
                Map.of(),
                Fixtures.ORIGIN);
    }

    private static List<String> cuts(SecurityGroup group, List<Known> result, SecurityGroup... siblings) {
        Fixtures.Inventory around = Fixtures.inventory().with(group);
        List<String> groups = new java.util.ArrayList<>(List.of(group.id()));
        for (SecurityGroup sibling : siblings) {
            around.with(sibling);
            groups.add(sibling.id());
        }
        around.with(networkInterface("eni-1", groups.toArray(String[]::new)));
        return UntrackedConnections.of(group, result, Snapshot.of(around)).stream()
                .map(UntrackedConnections.Cut::toString)
                .toList();
    }

    @Test
    void cutsInboundOnWorldOpenPortsWhenAllTrafficOutGoes() {
        SecurityGroup web = group("sg-1", rules("tcp 80 0.0.0.0/0", "tcp 22 10.0.0.0/8"), "all 0.0.0.0/0");

        assertThat(cuts(web, NARROW)).containsExactly("inbound tcp 80 over IPv4 on eni-1");
    }

    @Test
    void judgesEachFamilyForItself() {
        SecurityGroup web = group("sg-1", rules("tcp 80 0.0.0.0/0", "udp 443 ::/0"), "all 0.0.0.0/0", "all ::/0");

        assertThat(cuts(web, List.of(rule("all 0.0.0.0/0")))).containsExactly("inbound udp 443 over IPv6 on eni-1");
    }

    @Test
    void addsUpSplitRulesOfAllGroupsOfTheInterface() {
        SecurityGroup open = group(
                "sg-1", List.of(), "tcp 0-1023 0.0.0.0/0", "tcp 1024-65535 0.0.0.0/1", "tcp 1024-65535 128.0.0.0/1");
        SecurityGroup web = group("sg-2", rules("tcp 80 0.0.0.0/0"));

        assertThat(cuts(open, NARROW, web)).containsExactly("inbound tcp 80 over IPv4 on eni-1");
    }

    @Test
    void cutsNothingWhileASiblingStillPermitsAllOut() {
        SecurityGroup web = group("sg-1", rules("tcp 80 0.0.0.0/0"), "all 0.0.0.0/0");

        assertThat(cuts(web, NARROW, group("sg-2", List.of(), "all 0.0.0.0/0"))).isEmpty();
    }

    @Test
    void cutsNothingWhereNoPortIsOpenToTheWorldOrNotAllPortsWereOpenOut() {
        assertThat(cuts(group("sg-1", rules("tcp 80 10.0.0.0/8"), "all 0.0.0.0/0"), NARROW))
                .isEmpty();
        assertThat(cuts(group("sg-1", rules("tcp 80 0.0.0.0/0"), "tcp 1-65535 0.0.0.0/0"), NARROW))
                .isEmpty();
    }

    @Test
    void cutsOutboundWhereAllIsOpenInward() {
        SecurityGroup peer = group("sg-1", rules("tcp 0-65535 0.0.0.0/0"), "tcp 443 0.0.0.0/0", "tcp 80 0.0.0.0/0");

        assertThat(cuts(peer, List.of(rule("tcp 443 0.0.0.0/0"))))
                .containsExactly("outbound tcp 80 over IPv4 on eni-1");
    }

    @Test
    void leavesInterfacesAloneThatAreAlwaysTracked() {
        SecurityGroup web = group("sg-1", rules("tcp 80 0.0.0.0/0"), "all 0.0.0.0/0");
        NetworkInterface plain = networkInterface("eni-1", "sg-1").build();
        NetworkInterface balancer = new NetworkInterface(
                plain.scope(),
                plain.id(),
                plain.groups(),
                true,
                plain.vpc(),
                plain.subnet(),
                "network_load_balancer",
                "",
                Optional.empty(),
                ConnectionTracking.UNKNOWN,
                true,
                plain.addresses(),
                true,
                List.of(),
                List.of(),
                Map.of(),
                plain.origin());

        assertThat(UntrackedConnections.of(
                        web, NARROW, Snapshot.of(Fixtures.inventory().with(web).with(balancer))))
                .isEmpty();
    }
}
