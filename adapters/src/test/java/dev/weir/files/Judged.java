package dev.weir.files;

import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Verdict;
import dev.weir.inventory.InventorySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scan of files, whole: its findings and its summary. */
public record Judged(List<Finding> findings, ScanSummary summary) {

    public static Judged of(Path... sources) {
        return of(InventoryFiles.of(List.of(sources), Formats.ALL));
    }

    public static Judged of(InventorySource source) {
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        source.read(scan);
        return new Judged(findings, scan.finish());
    }

    /** Verdicts by resource id and reading: {@code sg-1 any-port}. */
    public Map<String, String> verdicts() {
        Map<String, String> verdicts = new TreeMap<>();
        for (Finding finding : findings) {
            verdicts.put(
                    finding.subject().id() + " " + finding.reading().id(),
                    finding.verdict().toString());
        }
        return verdicts;
    }

    /** The verdict of any-port and all-ports about one resource. */
    public String verdictOf(String id) {
        Map<String, String> verdicts = verdicts();
        return verdicts.getOrDefault(id + " all-ports", "absent") + " "
                + verdicts.getOrDefault(id + " any-port", "absent");
    }

    /** The path of the group to the internet: its answer and what routes lead to. */
    public String pathOf(String id) {
        return findings.stream()
                .filter(finding -> finding.subject().id().equals(id))
                .findFirst()
                .map(finding -> finding.internetPath().answer() + " via "
                        + finding.internetPath().via())
                .orElse("absent");
    }

    /** Problems as lines, the folder of the test left out. */
    public String problems(Path folder) {
        List<String> lines = new ArrayList<>();
        summary.problems().forEach(problem -> lines.add(problem.toString().replace(folder + "/", "")));
        return String.join("\n", lines);
    }

    public boolean isCleanAndComplete() {
        return summary.complete() && findings.stream().allMatch(finding -> finding.verdict() == Verdict.PASS);
    }
}
