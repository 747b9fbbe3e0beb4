package dev.weir.finding;

import dev.weir.inventory.InventorySource;
import dev.weir.inventory.SecurityGroupRule;
import java.util.ArrayList;
import java.util.List;

/** A finished scan, as tests ask for it. */
record Scanned(List<Finding> findings, ScanSummary summary) {

    static Scanned of(InventorySource source) {
        return of(source, Policy.DEFAULT);
    }

    static Scanned of(InventorySource source, Policy policy) {
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(policy, findings::add);
        source.read(scan);
        return new Scanned(findings, scan.finish());
    }

    Finding finding(String id, Reading reading) {
        return findings.stream()
                .filter(finding -> finding.subject().id().equals(id) && finding.reading() == reading)
                .reduce((one, other) -> {
                    throw new AssertionError(id + " has two findings under " + reading);
                })
                .orElseThrow(() -> new AssertionError("no finding for " + id + " under " + reading));
    }

    boolean has(String id, Reading reading) {
        return findings.stream().anyMatch(finding -> finding.subject().id().equals(id) && finding.reading() == reading);
    }

    /** Both verdicts in a word each: {@code fail fail}, {@code pass unknown}. */
    String verdicts(String id) {
        return finding(id, Reading.ALL_PORTS).verdict() + " "
                + finding(id, Reading.ANY_PORT).verdict();
    }

    /** Both severities. */
    String severities(String id) {
        return finding(id, Reading.ALL_PORTS).severity() + " "
                + finding(id, Reading.ANY_PORT).severity();
    }

    /** The rules that open a port, by id. */
    List<String> opening(String id, Reading reading) {
        return finding(id, reading).opening().rules().stream()
                .map(SecurityGroupRule.Known::id)
                .map(ruleId -> ruleId.orElse("?"))
                .toList();
    }
}
