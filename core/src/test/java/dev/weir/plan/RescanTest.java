package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.RandomInventory;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Scan;
import dev.weir.finding.Severity;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of a group under other rules is what a scan of an inventory says in which it has them. */
class RescanTest {

    private static final List<List<SecurityGroupRule>> OTHERS = List.of(
            List.of(),
            Fixtures.rules("all 0.0.0.0/0", "all ::/0"),
            Fixtures.rules("tcp 443 0.0.0.0/0"),
            Fixtures.rules("tcp 0-65535 ::/0"),
            Fixtures.rules("tcp 443 10.0.0.0/8", "udp 53 pl-none"));

    @Test
    void saysWhatAScanOfTheInventoryWithThoseRulesSays() {
        Set<Severity> seen = EnumSet.noneOf(Severity.class);
        int compared = 0;
        for (long seed = 0; seed < 100; seed++) {
            Snapshot snapshot = Snapshot.of(new RandomInventory(seed));
            Rescan rescan = new Rescan(snapshot, Policy.DEFAULT);
            for (SecurityGroup group : snapshot.securityGroups()) {
                if (snapshot.versionsOf(group.id()).size() > 1) {
                    continue;
                }
                List<List<SecurityGroupRule>> rules = new ArrayList<>(OTHERS);
                rules.add(group.outbound());
                for (List<SecurityGroupRule> outbound : rules) {
                    Map<Reading, Finding> expected = scanned(snapshot, group.id(), outbound);

                    Map<Reading, Finding> said = rescan.of(group, outbound);

                    assertThat(said)
                            .as("seed %d, %s, %s", seed, group.id(), outbound)
                            .isEqualTo(expected);
                    said.values().forEach(one -> seen.add(one.severity()));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(500);
        assertThat(seen).contains(Severity.NONE, Severity.LOW, Severity.MEDIUM, Severity.HIGH);
    }

    private static Map<Reading, Finding> scanned(Snapshot snapshot, String id, List<SecurityGroupRule> outbound) {
        Map<Reading, Finding> findings = new EnumMap<>(Reading.class);
        Scan scan = new Scan(Policy.DEFAULT, finding -> {
            if (finding.subject().id().equals(id)) {
                findings.put(finding.reading(), finding);
            }
        });
        snapshot.read(new PassingSink(scan) {
            @Override
            public void securityGroup(SecurityGroup group) {
                super.securityGroup(group.id().equals(id) ? group.with(outbound, group.inbound()) : group);
            }
        });
        scan.finish();
        return findings;
    }
}
