package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.Observing;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.Verdict;
import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTrafficTest {

    private static final FlowLogFormat FORMAT = FlowLogFormat.parse(
            "interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags"
                    + " flow-direction");
    private static final long AT = 1_790_000_000;

    private static String syn(String networkInterface, String destination, int port) {
        return "%s 10.0.0.5 %s 40000 %d 6 1 60 %d %d ACCEPT OK 2 egress"
                .formatted(networkInterface, destination, port, AT, AT + 5);
    }

    private static List<Optional<FindingTraffic.Use>> uses(String[] outbound, String... lines) {
        Snapshot.Builder builder = new Snapshot.Builder();
        Fixtures.inventory()
                .withWholeListings()
                .with(Fixtures.group("sg-1", outbound))
                .with(Fixtures.networkInterface("eni-1", "sg-1").build())
                .with(Fixtures.networkInterface("eni-2", "sg-1").build())
                .read(builder);
        Snapshot snapshot = builder.build();
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        snapshot.read(scan);
        scan.finish();
        TrafficProfile profile = TrafficProfile.of(
                Observing.observe(FORMAT, lines), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        FindingTraffic traffic = new FindingTraffic(profile, PrefixLists.of(snapshot.prefixLists()), findings);
        return findings.stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .map(traffic::of)
                .toList();
    }

    @Test
    void countsConnectionsAndDestinationsThatTheOpenRuleLetsOut() {
        List<Optional<FindingTraffic.Use>> uses = uses(
                new String[] {"tcp 443 0.0.0.0/0", "tcp 5432 10.0.0.0/8"},
                syn("eni-1", "192.0.2.1", 443),
                syn("eni-2", "192.0.2.1", 443),
                syn("eni-1", "192.0.2.2", 443),
                syn("eni-1", "10.0.0.9", 5432));

        LocalDate day = LocalDate.of(2026, 9, 21);
        assertThat(uses).containsExactly(Optional.of(new FindingTraffic.Use(day, day, 3, 2)));
    }

    @Test
    void aRuleThatNothingUsesIsZeroAndAGroupThatNobodyWatchedIsNothing() {
        assertThat(uses(new String[] {"tcp 443 0.0.0.0/0"}, syn("eni-1", "10.0.0.9", 5432)))
                .singleElement()
                .satisfies(use ->
                        assertThat(use.map(FindingTraffic.Use::connections)).contains(0L));
        assertThat(uses(new String[] {"tcp 443 0.0.0.0/0"}, syn("eni-9", "192.0.2.1", 443)))
                .containsExactly(Optional.empty());
    }

    @Test
    void anUnreadDestinationCarriesWhatTheOtherRulesDoNot() {
        List<Optional<FindingTraffic.Use>> uses = uses(
                new String[] {"tcp 443 pl-nobody-read", "tcp 5432 10.0.0.0/8"},
                syn("eni-1", "192.0.2.1", 443),
                syn("eni-1", "10.0.0.9", 5432));

        assertThat(uses).singleElement().satisfies(use -> {
            assertThat(use.map(FindingTraffic.Use::connections)).contains(1L);
            assertThat(use.map(FindingTraffic.Use::destinations)).contains(1L);
        });
    }
}
