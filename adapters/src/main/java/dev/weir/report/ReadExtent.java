package dev.weir.report;

import dev.weir.finding.ScanSummary;
import dev.weir.finding.Shown;
import dev.weir.inventory.Input;
import dev.weir.inventory.Problem;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
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
        text.append(where(summary)).append(asOf(summary));
        text.append(
                access == Run.Access.OFFLINE ? "; no AWS call was made" : "; AWS was called to read, not to change");
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

    private static String asOf(ScanSummary summary) {
        Optional<Instant> first = Optional.empty();
        Optional<Instant> last = Optional.empty();
        for (Input input : summary.inputs()) {
            if (input.asOf().isPresent()) {
                Instant asOf = input.asOf().get();
                if (first.isEmpty() || asOf.isBefore(first.get())) {
                    first = Optional.of(asOf);
                }
                if (last.isEmpty() || asOf.isAfter(last.get())) {
                    last = Optional.of(asOf);
                }
            }
        }
        if (first.isEmpty() || last.isEmpty()) {
            return "";
        }
        String from = Timestamp.minutes(first.get());
        String to = Timestamp.minutes(last.get());
        return from.equals(to) ? ", as of " + from : ", as of " + from + " to " + to;
    }

    /** Says what was not read, so that nothing is known of it; nothing where all was. */
    public static void appendUnread(StringBuilder text, ScanSummary summary, int columns) {
        if (summary.complete()) {
            return;
        }
        text.append("incomplete: what could not be read, so that what is missing above is not known to be clean:\n");
        int shown = 0;
        for (Problem problem : summary.problems()) {
            if (shown++ == PROBLEMS) {
                text.append("  and ").append(Counted.number(summary.problems().size() - PROBLEMS));
                text.append(" more; --format json lists them all\n");
                break;
            }
            Paragraph.append(text, Printable.of(problem.toString()), 2, 4, columns);
        }
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            if (scope.status() != ScanSummary.Status.READ) {
                String line = Printable.of(scope.scope().toString())
                        + (scope.status() == ScanSummary.Status.NOT_READ ? ": not read" : ": read in part");
                Paragraph.append(text, line, 2, 4, columns);
            }
        }
        text.append('\n');
    }
}
