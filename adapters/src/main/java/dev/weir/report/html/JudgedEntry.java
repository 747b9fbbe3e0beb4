package dev.weir.report.html;

import dev.weir.finding.Finding;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.operation.FindingTraffic;
import dev.weir.operation.Uses;
import dev.weir.report.FindingWords;
import dev.weir.report.Resources;
import dev.weir.report.Words;
import dev.weir.report.text.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One group or interface of a scan with what each reading says of it. */
final class JudgedEntry implements ListedPage.Entry {

    /** What counts before what does not; worst first; what fails before what is unknown; then by account, Region and id. */
    static final Comparator<JudgedEntry> WORST_FIRST = Comparator.comparing(
                    (JudgedEntry entry) -> entry.status().compareTo(Status.UNKNOWN) > 0)
            .thenComparing(JudgedEntry::severity, Comparator.reverseOrder())
            .thenComparing(JudgedEntry::status)
            .thenComparing(entry -> entry.subject().scope())
            .thenComparing(entry -> entry.subject().id());

    /** What a row says first; declared from worst to best. */
    enum Status {
        FAIL,
        UNKNOWN,
        SUPPRESSED,
        PASS;

        String word() {
            return Words.dashed(this);
        }

        private static Status of(Finding finding) {
            return switch (finding.verdict()) {
                case PASS -> PASS;
                case UNKNOWN -> finding.suppression().isPresent() ? SUPPRESSED : UNKNOWN;
                case FAIL -> finding.suppression().isPresent() ? SUPPRESSED : FAIL;
            };
        }
    }

    private final GroupParts parts;
    private final Uses uses;
    private final List<Finding> findings = new ArrayList<>(2);
    private Finding worst;

    JudgedEntry(Finding first, GroupParts parts, Uses uses) {
        this.parts = parts;
        this.uses = uses;
        worst = first;
        findings.add(first);
    }

    void add(Finding finding) {
        findings.add(finding);
        int order = Status.of(finding).compareTo(Status.of(worst));
        if (order < 0 || order == 0 && finding.severity().compareTo(worst.severity()) > 0) {
            worst = finding;
        }
    }

    Subject subject() {
        return worst.subject();
    }

    /** The findings, in the order of the readings. */
    List<Finding> findings() {
        return findings;
    }

    /** The one that the row is about. */
    Finding worst() {
        return worst;
    }

    Severity severity() {
        return worst.severity();
    }

    Status status() {
        return Status.of(worst);
    }

    @Override
    public String id() {
        return subject().id();
    }

    @Override
    public String name() {
        String address = subject().origin().address().map(Origin.Address::name).orElse("");
        String name = address.isEmpty() || address.equals(id()) ? Resources.name(subject()) : address;
        return name.isEmpty() ? subject().match(group -> "", JudgedEntry::groupsOf) : name;
    }

    private static String groupsOf(Subject.Interface subject) {
        return subject.groups().stream().map(Resources::title).collect(Collectors.joining(", ", "with ", ""));
    }

    @Override
    public Map<String, String> tags() {
        return subject().tags();
    }

    @Override
    public void cells(Markup row) {
        row.element("td", severity().toString(), severity().toString())
                .element("td", status().word(), status().word())
                .element("td", subject().scope().account().orElse("-"))
                .element("td", "word", subject().scope().region().orElse("-"))
                .element("td", worst.verdict() == Verdict.FAIL ? FindingWords.opens(worst.opening()) : "")
                .element("td", to())
                .element("td", "number", FindingWords.interfaces(worst.attachment()))
                .element("td", FindingWords.path(worst.internetPath()));
        if (uses.asked()) {
            row.element(
                    "td",
                    "number",
                    uses.of(worst)
                            .map(FindingTraffic.Use::connections)
                            .map(Counted::number)
                            .orElse("-"));
        }
    }

    private String to() {
        return switch (worst.verdict()) {
            case FAIL -> FindingWords.destinations(worst.opening().rules());
            case UNKNOWN -> worst.unresolved().isEmpty() ? "" : "not read";
            case PASS -> "";
        };
    }

    @Override
    public void parts(Markup out, ListedPage.Extent extent) {
        parts.append(out, this, extent);
    }
}
