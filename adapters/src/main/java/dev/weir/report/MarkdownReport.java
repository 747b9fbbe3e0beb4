package dev.weir.report;

import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Verdict;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Markdown;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A scan as Markdown that fits a comment on a pull request: the worst first, one row per group that does not pass.
 *
 * <p>Nothing is written before the end, because the worst may come last.
 */
public final class MarkdownReport implements Report {

    /** More rows than fit any comment. */
    private static final int ROWS = 1000;

    private static final int PROBLEMS = 20;

    private final OutputStream out;
    private final Run run;
    private final WorstRows<JudgedResource> rows = new WorstRows<>(ROWS, JudgedResource.WORST_FIRST);
    private Optional<Finding> last = Optional.empty();
    private Optional<JudgedResource> current = Optional.empty();
    private final Suppressed suppressed = new Suppressed();
    private boolean isWorthALook;
    private long notices;

    public MarkdownReport(OutputStream out, Run run) {
        this.out = out;
        this.run = run;
    }

    @Override
    public void finding(Finding finding) {
        if (suppressed.takes(finding)) {
            if (last.isPresent() && Resources.same(last.get().subject(), finding.subject())) {
                isWorthALook = false;
            }
            return;
        }
        ReportedFinding reported = ReportedFinding.of(finding);
        if (last.isEmpty() || !Resources.same(last.get().subject(), finding.subject())) {
            endRow();
            current = Optional.of(new JudgedResource(reported.resource()));
        }
        last = Optional.of(finding);
        isWorthALook = !finding.notices().isEmpty() && !suppressed.tookOf(finding.subject());
        current.ifPresent(resource -> resource.add(reported));
    }

    private void endRow() {
        current.filter(resource -> resource.verdict() != Verdict.PASS).ifPresent(rows::add);
        boolean passes =
                current.filter(resource -> resource.verdict() == Verdict.PASS).isPresent();
        notices += passes && isWorthALook ? 1 : 0;
        current = Optional.empty();
    }

    @Override
    public void finish(ScanSummary summary) {
        endRow();
        List<JudgedResource> worst = rows.worstFirst();
        MarkdownComment comment = new MarkdownComment(suppressions(summary) + foot(summary));
        comment.append("### weir: ").append(FindingWords.headline(summary)).append("\n\n");
        comment.append(count(summary));
        if (!worst.isEmpty()) {
            comment.append("\n| severity | all-ports | any-port | security group | opened by | where |\n");
            comment.append("|---|---|---|---|---|---|\n");
            comment.rows(worst.stream().map(JudgedResource::row).toList(), worst.size() + rows.left(), "row");
        }
        try {
            out.write(comment.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String count(ScanSummary summary) {
        StringBuilder text = new StringBuilder(Check.OUTBOUND_ACCESS_RESTRICTED.id())
                .append(": " + Counted.of(summary.securityGroups(), "security group") + ", "
                        + Counted.number(summary.groupsFailing()) + " fail ("
                        + Counted.number(summary.groupsFailingAllPorts()) + " on all ports), "
                        + Counted.number(summary.groupsUnknown()) + " unknown, "
                        + Counted.number(summary.groupsPassing()) + " pass");
        if (summary.groupsSuppressed() > 0) {
            text.append(", ").append(Counted.number(summary.groupsSuppressed())).append(" suppressed");
        }
        if (notices > 0) {
            text.append("; ")
                    .append(Counted.of(notices, "resource passes and has", "resources pass and have"))
                    .append(" a notice");
        }
        summary.part().ifPresent(part -> text.append("; ").append(Markdown.code(part.toString())));
        return text.append(run.access() == Run.Access.OFFLINE ? ". No AWS call was made.\n" : ".\n")
                .toString();
    }

    private String suppressions(ScanSummary summary) {
        String known = suppressed.knownBefore().isEmpty() ? "" : "\n" + Markdown.code(suppressed.knownBefore()) + "\n";
        return known
                + listed("Suppressed in code:", suppressed.inCode())
                + listed("Left open for a while, by what their rules say:", suppressed.inRules())
                + listed("Suppressed by a decision in a file:", Suppressed.inFiles(summary));
    }

    private static String listed(String what, Collection<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n").append(what).append("\n\n");
        lines.stream()
                .limit(PROBLEMS)
                .forEach(line -> text.append("- ").append(Markdown.code(line)).append('\n'));
        if (lines.size() > PROBLEMS) {
            text.append("- and " + Counted.number(lines.size() - PROBLEMS) + " more\n");
        }
        return text.toString();
    }

    private static String foot(ScanSummary summary) {
        return summary.complete() ? "" : incomplete("Not all was read", JudgedExtent.of(summary));
    }

    /** What was not read, so that what is missing is not known to be clean. */
    static String incomplete(String what, JudgedExtent extent) {
        return listed("**" + what + ", so what is not listed is not known to be clean:**", extent.unread());
    }
}
