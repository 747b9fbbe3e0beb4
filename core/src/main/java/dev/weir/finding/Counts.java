package dev.weir.finding;

/** What a scan counts as it goes. */
final class Counts {

    private final Severity failOn;
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

    Counts(Policy policy) {
        this.failOn = policy.failOn();
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
    void group(Verdict allPorts, Verdict anyPort, Attachment attachment, boolean isSuppressed) {
        groups++;
        if (attachment.answer() == Attachment.Answer.ATTACHED) {
            attached++;
        }
        if (allPorts == Verdict.FAIL) {
            groupsFailingAllPorts++;
        }
        switch (allPorts.worse(anyPort)) {
            case FAIL -> groupsFailing++;
            case UNKNOWN -> groupsUnknown++;
            case PASS -> groupsSuppressed += isSuppressed ? 1 : 0;
        }
    }
}
