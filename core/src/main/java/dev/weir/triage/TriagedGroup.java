package dev.weir.triage;

import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.inventory.SecurityGroup;
import dev.weir.plan.Outlook;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One group that does not pass, sorted.
 *
 * @param group as it was judged
 * @param findings what each reading says of it
 * @param facts what is known of it
 * @param place where it belongs, and why
 */
public record TriagedGroup(SecurityGroup group, List<Finding> findings, GroupFacts facts, Sorting.Sorted place) {

    /** Worst first, then by account, Region and id. */
    public static final Comparator<TriagedGroup> WORST_FIRST = Comparator.comparing(TriagedGroup::severity)
            .reversed()
            .thenComparing(one -> one.group.scope())
            .thenComparing(one -> one.group.id());

    public TriagedGroup {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a group is sorted by its findings, found none of " + group.id());
        }
    }

    /** Sorts a group by what is known of it. */
    public static TriagedGroup of(SecurityGroup group, List<Finding> findings, GroupFacts facts) {
        return new TriagedGroup(group, findings, facts, Sorting.of(facts));
    }

    public Bucket bucket() {
        return place.bucket();
    }

    /** The worse of its readings. */
    public Severity severity() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }

    /** The worse verdict of its readings. */
    public Verdict verdict() {
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL)
                ? Verdict.FAIL
                : Verdict.UNKNOWN;
    }

    /** What any-port says, which is where every group fails that fails. */
    public Finding finding() {
        return findings.stream()
                .filter(finding -> finding.reading() == Reading.ANY_PORT)
                .findFirst()
                .orElse(findings.get(0));
    }

    /** What it opens now, as far as known. */
    public Exposure before() {
        return finding().exposure();
    }

    /** What will be open when that is done which its bucket asks for; empty where nobody can say. */
    public Optional<Exposure> after() {
        return switch (bucket().closing()) {
            case ALL -> Optional.of(Exposure.NONE);
            case PLANNED ->
                facts.outlook()
                        .filter(outlook -> outlook.interfaces() > 0
                                && outlook.failing(Sorting.EVIDENCE).isEmpty())
                        .flatMap(Outlook::after);
            case NOT_KNOWN -> Optional.empty();
        };
    }
}
