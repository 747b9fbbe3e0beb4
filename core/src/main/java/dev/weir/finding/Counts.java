package dev.weir.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a scan counts as it goes. */
final class Counts {

    private final Severity failOn;
    private final Shown showing;
    private final Optional<Breakdown.Counting> together;
    private final boolean showsAll;
    private long judged;
    private long mayBe;
    long groups;
    long attached;
    long fail;
    long pass;
    long unknown;
    long groupsFailing;
    long groupsFailingAllPorts;
    long groupsUnknown;
    long groupsSuppressed;
    long suppressed;
    long unattachedAsListed;
    boolean severe;

    Counts(Policy policy, Shown showing) {
        this.failOn = policy.failOn();
        this.showing = showing;
        this.showsAll = showing.filter().isAll();
        this.together = showing.by().map(Breakdown.Counting::new);
    }

    /** Whether a finding is meant, or may be. */
    boolean shows(Finding finding) {
        return showsAll || showing.filter().of(finding) != ResourceFilter.Answer.NO;
    }

    /** Notes that a group was judged, by both readings; those findings of it that are shown. */
    List<Finding> shown(Finding allPorts, Finding anyPort) {
        judged++;
        if (showsAll) {
            return List.of(allPorts, anyPort);
        }
        List<Finding> shown = Stream.of(allPorts, anyPort).filter(this::shows).toList();
        boolean isSure = shown.stream().anyMatch(finding -> showing.filter().of(finding) == ResourceFilter.Answer.YES);
        mayBe += shown.isEmpty() || isSure ? 0 : 1;
        return shown;
    }

    /** How much of what was judged is shown, where something was asked. */
    Optional<Shown.Part> part() {
        return showsAll ? Optional.empty() : Optional.of(new Shown.Part(showing.filter(), groups, judged, mayBe));
    }

    Optional<Breakdown> breakdown() {
        return together.map(Breakdown.Counting::counted);
    }

    void finding(Finding finding) {
        if (finding.suppression().isPresent()) {
            suppressed++;
            return;
        }
        switch (finding.verdict()) {
            case FAIL -> fail++;
            case UNKNOWN -> unknown++;
            case PASS -> pass++;
        }
        severe |= finding.verdict() != Verdict.PASS
                && failOn != Severity.NONE
                && finding.severity().isAtLeast(failOn);
    }

    /** Counts a group by its verdicts less what is suppressed. */
    void group(Subject subject, Verdict allPorts, Verdict anyPort, Attachment attachment, List<Finding> shown) {
        boolean isSuppressed = false;
        for (Finding finding : shown) {
            isSuppressed |= finding.suppression().isPresent();
        }
        groups++;
        Verdict worst = allPorts.worse(anyPort);
        if (together.isPresent()) {
            together.get().add(subject, worst, severity(shown), isSuppressed);
        }
        if (attachment.answer() == Attachment.Answer.ATTACHED) {
            attached++;
        }
        if (allPorts == Verdict.FAIL) {
            groupsFailingAllPorts++;
        }
        switch (worst) {
            case FAIL -> groupsFailing++;
            case UNKNOWN -> groupsUnknown++;
            case PASS -> groupsSuppressed += isSuppressed ? 1 : 0;
        }
    }

    private static Severity severity(List<Finding> shown) {
        return shown.stream()
                .filter(finding -> finding.suppression().isEmpty())
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }
}
