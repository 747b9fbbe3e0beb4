package dev.weir.aws;

import dev.weir.codec.SnapshotReader;
import dev.weir.codec.SnapshotWriter;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Verdict;
import dev.weir.inventory.InventorySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A scan's findings and its summary, in forms that tests can compare. */
record Judged(List<Finding> findings, ScanSummary summary) {

    static Judged of(InventorySource source) {
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        source.read(scan);
        ScanSummary summary = scan.finish();
        return new Judged(List.copyOf(findings), summary);
    }

    /** The same through a snapshot file: what is written and read again must be judged alike. */
    static Judged throughFile(InventorySource source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(bytes, PeerAccount.NOW);
        source.read(writer);
        writer.finish();
        return of(
                sink -> new SnapshotReader("snapshot.json").read(new ByteArrayInputStream(bytes.toByteArray()), sink));
    }

    /** Resource and reading to verdict, in one Region, by the names of its world; of the world's things alone. */
    Map<String, Verdict> verdicts(LiveWorld world) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        in(world)
                .forEach(finding -> verdicts.put(
                        world.name(finding.subject().id()) + " "
                                + finding.reading().id(),
                        finding.verdict()));
        return verdicts;
    }

    /** The same with everything else that a finding says of severity, attachment and path. */
    Map<String, String> details(LiveWorld world) {
        Map<String, String> details = new TreeMap<>();
        in(world)
                .forEach(finding -> details.put(
                        world.name(finding.subject().id()) + " "
                                + finding.reading().id(),
                        finding.verdict() + " " + finding.severity() + " "
                                + finding.attachment().answer() + " "
                                + finding.internetPath().answer()
                                + (finding.internetPath().publicAddress() ? " public" : "")));
        return details;
    }

    /** Findings with their evidence, but for the ids of rules. */
    List<String> withoutRuleIds() {
        return findings.stream()
                .map(finding -> finding.subject().id() + " " + finding.reading().id() + " " + finding.verdict() + " "
                        + finding.severity() + " "
                        + finding.opening().rules().stream()
                                .map(rule -> rule.service() + " to "
                                        + rule.destination().text())
                                .toList()
                        + " " + finding.attachment() + " " + finding.internetPath() + " " + finding.exposure() + " "
                        + finding.fingerprint())
                .sorted()
                .toList();
    }

    private List<Finding> in(LiveWorld world) {
        return findings.stream()
                .filter(inRegion(world.region()))
                .filter(of(world))
                .toList();
    }

    private static Predicate<Finding> inRegion(String region) {
        return finding -> finding.subject().scope().region().orElse("").equals(region);
    }

    private static Predicate<Finding> of(LiveWorld world) {
        return finding -> world.ids().containsValue(finding.subject().id());
    }

    /** What went wrong, one line each. */
    List<String> problems() {
        return summary.problems().stream().map(Object::toString).toList();
    }
}
