package dev.weir.report.html;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.SuppressionUse;
import dev.weir.inventory.Input;
import dev.weir.operation.Uses;
import dev.weir.report.FindingWords;
import dev.weir.report.ReadExtent;
import dev.weir.report.Report;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.WorstRows;
import dev.weir.report.commands.Remedies;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A scan as a page: what it covered, a row for each group and interface, and behind each row why, by which rules and what to do.
 *
 * <p>Nothing is written before the end, because the worst may come last; of more than {@link #ROWS} the worst are kept.
 */
public final class ScanPage implements Report {

    static final int ROWS = 20_000;
    private static final int LINES = 200;

    private final OutputStream out;
    private final Run run;
    private final Uses uses;
    private final GroupParts parts;
    private final WorstRows<JudgedEntry> rows = new WorstRows<>(ROWS, JudgedEntry.WORST_FIRST);
    private final Map<Severity, Map<JudgedEntry.Status, Long>> counts = new EnumMap<>(Severity.class);
    private Optional<JudgedEntry> current = Optional.empty();

    /** @param prefixLists what is known of the lists that rules name, once findings come */
    public ScanPage(OutputStream out, Run run, Remedies remedies, Supplier<PrefixLists> prefixLists, Uses uses) {
        this.out = out;
        this.run = run;
        this.uses = uses;
        parts = new GroupParts(remedies, prefixLists, uses);
    }

    @Override
    public void finding(Finding finding) {
        if (current.isEmpty() || !Resources.same(current.get().subject(), finding.subject())) {
            endRow();
            current = Optional.of(new JudgedEntry(finding, parts, uses));
        } else {
            current.get().add(finding);
        }
    }

    private void endRow() {
        current.ifPresent(entry -> {
            rows.add(entry);
            counts.computeIfAbsent(entry.severity(), severity -> new EnumMap<>(JudgedEntry.Status.class))
                    .merge(entry.status(), 1L, Long::sum);
        });
        current = Optional.empty();
    }

    @Override
    public void finish(ScanSummary summary) {
        endRow();
        List<ListedPage.PageColumn> columns = new ArrayList<>(List.of(
                new ListedPage.PageColumn("Security group", ListedPage.Kind.TEXT),
                new ListedPage.PageColumn("Severity", ListedPage.Kind.RANK),
                new ListedPage.PageColumn("Status", ListedPage.Kind.RANK),
                new ListedPage.PageColumn("Account", ListedPage.Kind.CHOICE),
                new ListedPage.PageColumn("Region", ListedPage.Kind.CHOICE),
                new ListedPage.PageColumn("Opens", ListedPage.Kind.TEXT),
                new ListedPage.PageColumn("To", ListedPage.Kind.TEXT),
                new ListedPage.PageColumn("Interfaces", ListedPage.Kind.USE),
                new ListedPage.PageColumn("Path to the internet", ListedPage.Kind.TEXT)));
        if (uses.asked()) {
            columns.add(new ListedPage.PageColumn("Connections seen", ListedPage.Kind.NUMBER));
        }
        Markup front = new Markup(8000);
        overview(front, summary);
        AddressMap.appendCommon(front);
        new ListedPage(out)
                .write(
                        PageFrame.head("weir scan: " + FindingWords.headline(summary), lead(summary)),
                        front,
                        "Security groups, and interfaces that are worse than each of their groups",
                        columns,
                        rows.worstFirst(),
                        rows.left(),
                        PageFrame.foot(run.version()));
    }

    private String lead(ScanSummary summary) {
        String asOf = ReadExtent.asOf(summary);
        return Timestamp.minutes(run.at())
                + (asOf.isEmpty() ? "" : "; inventory " + asOf)
                + ReadExtent.calls(run.access());
    }

    private void overview(Markup page, ScanSummary summary) {
        page.element(
                "p",
                Counted.of(summary.securityGroups(), "security group") + ": "
                        + Counted.number(summary.groupsFailing()) + " fail ("
                        + Counted.number(summary.groupsFailingAllPorts()) + " on all ports), "
                        + Counted.number(summary.groupsUnknown()) + " unknown, "
                        + Counted.number(summary.groupsPassing()) + " pass"
                        + (summary.groupsSuppressed() == 0
                                ? ""
                                : ", " + Counted.number(summary.groupsSuppressed()) + " suppressed")
                        + ". The world is " + run.policy().worldShare()
                        + " of the public addresses of a family; all ports are "
                        + run.policy().portsShare() + " of 65,536.");
        completeness(page, summary);
        if (uses.asked()) {
            page.element(
                    "p",
                    uses.period()
                            .map(period -> "Traffic: observed " + period.firstDay() + " to " + period.lastDay() + " ("
                                    + Counted.of(period.days(), "day")
                                    + ", UTC). Connections are a lower bound; - is not observed.")
                            .orElse("The traffic profile holds no flow record, so what uses the rules is not known."));
        }
        page.raw("<div class=\"beside\"><div>\n");
        severities(page);
        page.raw("</div>\n<div>\n");
        scopes(page, summary);
        inputs(page, summary);
        page.raw("</div></div>\n");
    }

    /** Whether all was read, and what was not. */
    static void completeness(Markup page, ScanSummary summary) {
        if (summary.complete()) {
            page.element("p", "fine", "Complete: all that was to be read was read.");
            return;
        }
        List<String> unread = JudgedExtent.of(summary).unread();
        page.raw("<div class=\"alarm\"><p>")
                .text("Incomplete: what could not be read, so what is missing here is not known to be clean:")
                .raw("</p><ul>");
        lines(page, unread);
        page.raw("</ul></div>\n");
    }

    private static void lines(Markup page, List<String> lines) {
        lines.stream().limit(LINES).forEach(line -> page.element("li", line));
        if (lines.size() > LINES) {
            page.element("li", "and " + Counted.number(lines.size() - LINES) + " more");
        }
    }

    private void severities(Markup page) {
        page.raw("<h2>By severity and status</h2>\n<table class=\"few\"><thead><tr><th scope=\"col\">Severity</th>");
        for (JudgedEntry.Status status : JudgedEntry.Status.values()) {
            page.raw("<th scope=\"col\" class=\"number\">").text(status.word()).raw("</th>");
        }
        page.raw("</tr></thead><tbody>\n");
        Severity[] all = Severity.values();
        for (int i = all.length - 1; i >= 0; i--) {
            Map<JudgedEntry.Status, Long> found = counts.getOrDefault(all[i], Map.of());
            if (!found.isEmpty()) {
                page.raw("<tr><th scope=\"row\"").attribute("class", all[i].toString());
                page.raw(">").text(all[i].toString()).raw("</th>");
                for (JudgedEntry.Status status : JudgedEntry.Status.values()) {
                    page.element("td", "number", Counted.number(found.getOrDefault(status, 0L)));
                }
                page.raw("</tr>\n");
            }
        }
        page.raw("</tbody></table>\n");
    }

    private static void scopes(Markup page, ScanSummary summary) {
        if (summary.scopes().isEmpty()) {
            return;
        }
        page.raw("<h2>Accounts and Regions</h2>\n<details").raw(summary.scopes().size() <= 8 ? " open" : "");
        page.raw("><summary>")
                .text(Counted.of(summary.scopes().size(), "account and Region", "accounts and Regions"))
                .raw("</summary>\n"
                        + "<table class=\"few\"><thead><tr><th scope=\"col\">Account</th><th"
                        + " scope=\"col\">Region</th>")
                .raw("<th scope=\"col\">Read</th><th scope=\"col\" class=\"number\">Security"
                        + " groups</th></tr></thead><tbody>\n");
        summary.scopes().stream()
                .limit(LINES)
                .forEach(scope -> page.raw("<tr>")
                        .element("td", scope.scope().account().orElse("not in the input"))
                        .element("td", "word", scope.scope().region().orElse("not in the input"))
                        .element(
                                "td",
                                switch (scope.status()) {
                                    case READ -> "whole";
                                    case PARTLY_READ -> "in part";
                                    case NOT_READ -> "not read";
                                })
                        .element("td", "number", Counted.number(scope.securityGroups()))
                        .raw("</tr>\n"));
        page.raw("</tbody></table>\n");
        if (summary.scopes().size() > LINES) {
            page.element("p", "and " + Counted.number(summary.scopes().size() - LINES) + " more");
        }
        page.raw("</details>\n");
    }

    private static void inputs(Markup page, ScanSummary summary) {
        folded(
                page,
                Counted.of(summary.inputs().size(), "input"),
                summary.inputs().stream().map(ScanPage::line).toList());
        folded(
                page,
                Counted.of(summary.suppressions().size(), "suppression"),
                summary.suppressions().stream().map(SuppressionUse::toString).toList());
    }

    private static void folded(Markup page, String summary, List<String> lines) {
        if (!lines.isEmpty()) {
            page.raw("<details><summary>").text(summary).raw("</summary><ul>");
            lines(page, lines);
            page.raw("</ul></details>\n");
        }
    }

    private static String line(Input input) {
        return input.name()
                + input.asOf().map(at -> ", as of " + Timestamp.iso(at)).orElse("");
    }
}
