package dev.weir.report;

import dev.weir.finding.Attachment;
import dev.weir.finding.Finding;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Opening;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.operation.Uses;
import dev.weir.report.text.Printable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Joins the findings of one resource, one per reading, into the one row that the text report shows. */
final class RowMaker {

    private final Subject subject;
    private final Attachment attachment;
    private final InternetPath path;
    private final Set<String> unresolved = new LinkedHashSet<>();
    private Severity severity = Severity.NONE;
    private boolean failing;
    private boolean unknown;
    private Opening opening;
    private Optional<Origin> place = Optional.empty();
    private FindingRow.UsedBy traffic = FindingRow.UsedBy.NOT_ASKED;
    private final Uses uses;

    RowMaker(Finding first, Uses uses) {
        this.uses = uses;
        subject = first.subject();
        attachment = first.attachment();
        path = first.internetPath();
        opening = first.opening();
    }

    /** Whether the finding is about the same resource. */
    boolean isAbout(Subject other) {
        return Resources.same(subject, other);
    }

    void add(Finding finding) {
        if (finding.verdict() == Verdict.PASS) {
            return;
        }
        if (finding.severity().isAtLeast(severity)) {
            severity = finding.severity();
        }
        place = place.or(() ->
                Optional.of(finding.origin()).filter(origin -> origin.address().isPresent()));
        if (finding.verdict() == Verdict.FAIL) {
            if (!failing || opening.rules().isEmpty()) {
                opening = finding.opening();
                traffic = traffic(finding);
            }
            failing = true;
        } else {
            traffic = failing || unknown ? traffic : traffic(finding);
            unknown = true;
            unresolved.addAll(finding.unresolved());
        }
    }

    private FindingRow.UsedBy traffic(Finding finding) {
        if (!uses.asked()) {
            return FindingRow.UsedBy.NOT_ASKED;
        }
        return uses.of(finding)
                .map(use -> FindingRow.UsedBy.of(use.connections(), use.destinations()))
                .orElse(FindingRow.UsedBy.NOT_OBSERVED);
    }

    /** Whether there is something to show: a reading that does not pass. */
    boolean isRow() {
        return failing || unknown;
    }

    FindingRow row() {
        return new FindingRow(
                severity,
                failing,
                Printable.of(subject.id()),
                Printable.of(subject.match(group -> group.group().name(), RowMaker::groupsOf)),
                Printable.of(subject.scope().account().orElse("-")),
                Printable.of(subject.scope().region().orElse("-")),
                failing ? FindingWords.opens(opening) : "",
                failing ? FindingWords.destinations(opening.rules()) : "",
                sentence(),
                FindingWords.interfaces(attachment),
                FindingWords.path(path),
                declared(),
                subject.origin(),
                traffic);
    }

    /** What code calls it and where it opens, where code declares it. */
    private Optional<FindingRow.Declared> declared() {
        return place.map(origin -> new FindingRow.Declared(
                Printable.of(
                        subject.origin().address().map(Origin.Address::name).orElse(subject.id())),
                Printable.of(at(origin))));
    }

    private static String at(Origin origin) {
        return origin + (origin.column().isPresent() ? ":" + origin.column().getAsLong() : "");
    }

    private static String groupsOf(Subject.Interface subject) {
        return subject.groups().stream().map(Resources::title).collect(Collectors.joining(", ", "with ", ""));
    }

    private String sentence() {
        if (unresolved.isEmpty()) {
            return "";
        }
        String first =
                Printable.of(FindingWords.withoutHelp(unresolved.iterator().next()));
        return unresolved.size() == 1 ? first : first + ", and " + (unresolved.size() - 1) + " more";
    }
}
