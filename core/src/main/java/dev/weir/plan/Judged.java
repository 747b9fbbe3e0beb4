package dev.weir.plan;

import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Scan;
import dev.weir.finding.Verdict;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A list of outbound rules under both readings of the check.
 *
 * @param verdicts by reading
 * @param exposure how much of the world is open
 * @param opening the rules that open it
 * @param tcp the TCP ports that are open to the world
 * @param udp the UDP ports likewise
 */
record Judged(
        Map<Reading, Verdict> verdicts,
        Exposure exposure,
        List<SecurityGroupRule.Known> opening,
        List<dev.weir.net.PortRange> tcp,
        List<dev.weir.net.PortRange> udp) {

    static Judged of(SecurityGroup group, List<? extends SecurityGroupRule> outbound, Snapshot lists, Policy policy) {
        Map<Reading, Finding> findings = new EnumMap<>(Reading.class);
        Scan scan = new Scan(policy, finding -> findings.putIfAbsent(finding.reading(), finding));
        lists.prefixLists().forEach(scan::prefixList);
        scan.securityGroup(group.with(List.copyOf(outbound), List.of()));
        Map<Reading, Verdict> verdicts = new EnumMap<>(Reading.class);
        findings.forEach((reading, finding) -> verdicts.put(reading, finding.verdict()));
        Finding any = java.util.Objects.requireNonNull(findings.get(Reading.ANY_PORT));
        return new Judged(
                verdicts,
                any.exposure(),
                any.opening().rules(),
                any.opening().tcp(),
                any.opening().udp());
    }

    boolean passes() {
        return verdicts.values().stream().allMatch(verdict -> verdict == Verdict.PASS);
    }
}
