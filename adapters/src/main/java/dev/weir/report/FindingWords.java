package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.finding.Reading;
import dev.weir.finding.ReportedFinding;
import dev.weir.inventory.SecurityGroupRule;
import java.util.List;

/** What a finding says, as one sentence and as words; text by others in it is as it was read. */
public final class FindingWords {

    private FindingWords() {}

    /** {@code sg-0a1b2c3d lets traffic out to the world: all ports to 0.0.0.0/0}. */
    public static String sentence(Finding finding) {
        String id = finding.subject().id();
        return switch (finding.verdict()) {
            case FAIL ->
                id + " lets traffic out to the world: " + RowMaker.opens(finding.opening()) + " to "
                        + RowMaker.to(finding.opening().rules());
            case UNKNOWN ->
                id + " may let traffic out to the world: "
                        + (finding.unresolved().isEmpty()
                                ? "not all was read"
                                : finding.unresolved().get(0));
            case PASS ->
                id
                        + (finding.reading() == Reading.ALL_PORTS
                                ? " does not open all ports to the world"
                                : " opens no port to the world");
        };
    }

    /** Each rule that opens the group: {@code tcp 443 to 0.0.0.0/0}. */
    public static List<String> rules(List<SecurityGroupRule.Known> rules) {
        return rules.stream()
                .map(ReportedFinding.Rule::of)
                .map(JudgedResource::words)
                .toList();
    }
}
