package dev.weir.report;

import dev.weir.finding.ScanSummary;
import dev.weir.finding.Shown;
import dev.weir.inventory.Problem;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was looked at and what was not read, for people. */
public final class ReadExtent {

    private static final int PROBLEMS = 50;

    private ReadExtent() {}

    /** How many groups, where, as of when, whether AWS was called, and how many of the groups are shown. */
    public static String looked(ScanSummary summary, Run.Access access) {
        StringBuilder text = new StringBuilder();
        text.append(Counted.of(summary.part().map(Shown.Part::all).orElse(summary.securityGroups()), "security group"));
        if (summary.networkInterfaces() > 0 && summary.part().isEmpty()) {
            text.append(", ").append(Counted.number(summary.attached())).append(" in use");
        }
        String asOf = asOf(summary);
        text.append(where(summary)).append(asOf.isEmpty() ? "" : ", " + asOf).append(calls(access));
        summary.part().ifPresent(part -> text.append("; ").append(Printable.of(part.toString())));
        return text.toString();
    }

    private static String where(ScanSummary summary) {
        Set<String> accounts = new LinkedHashSet<>();
        Set<String> regions = new LinkedHashSet<>();
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            scope.scope().account().ifPresent(accounts::add);
            scope.scope().region().ifPresent(regions::add);
        }
        if (accounts.isEmpty() && regions.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(", in ");
        if (!accounts.isEmpty()) {
            text.append(Counted.of(accounts.size(), "account"));
        }
        if (!regions.isEmpty()) {
            text.append(accounts.isEmpty() ? "" : " and ").append(Counted.of(regions.size(), "region"));
        }
        return text.toString();
    }

    /** {@code as of 2026-11-21 06:00 UTC}, from the first to the last where inputs differ; empty where none says. */
    public static String asOf(ScanSummary summary) {
        List<String> times = summary.inputs().stream()
                .flatMap(input -> input.asOf().stream())
                .sorted()
                .map(Timestamp::minutes)
                .toList();
        if (times.isEmpty()) {
            return "";
        }
        String last = times.get(times.size() - 1);
        return "as of " + times.get(0) + (last.equals(times.get(0)) ? "" : " to " + last);
    }

    /** Whether AWS was called, as the end of a sentence. */
    public static String calls(Run.Access access) {
        return access == Run.Access.OFFLINE ? "; no AWS call was made" : "; AWS was called to read, not to change";
    }

    /** Says what was not read, so that nothing is known of it; nothing where all was. */
    public static void appendUnread(TextLines text, ScanSummary summary) {
        if (summary.complete()) {
            return;
        }
        text.paragraph(
                "incomplete: what could not be read, so that what is missing above is not known to be clean:", 0);
        List<String> problems =
                summary.problems().stream().map(Problem::toString).toList();
        text.few(problems, PROBLEMS, 2, "; --format json lists them all");
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            if (scope.status() != ScanSummary.Status.READ) {
                String how = scope.status() == ScanSummary.Status.NOT_READ ? ": not read" : ": read in part";
                text.paragraph(Printable.of(scope.scope().toString()) + how, 2);
            }
        }
        text.blank();
    }
}
