package dev.weir.report.html;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.operation.TriageOperation;
import dev.weir.operation.Uses;
import dev.weir.report.FindingWords;
import dev.weir.report.Run;
import dev.weir.report.commands.Remedies;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Timestamp;
import dev.weir.report.triage.NextSteps;
import dev.weir.triage.BucketTotal;
import dev.weir.triage.Family;
import dev.weir.triage.TriagedGroup;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorted groups as a page: what each bucket holds and closes, a row for each group, and behind it what a scan's page has. */
public final class TriagePage {

    private final OutputStream out;
    private final Run run;
    private final NextSteps next;
    private final Uses uses;
    private final GroupParts parts;

    /** A page; the remedies and uses are those of the groups that it shows. */
    public TriagePage(OutputStream out, Run run, PrefixLists prefixLists, NextSteps next, Uses uses) {
        this.out = out;
        this.run = run;
        this.next = next;
        this.uses = uses;
        parts = new GroupParts(new Remedies(run.policy(), () -> prefixLists), () -> prefixLists, uses);
    }

    /** One group: its bucket first, then all that a scan says. */
    private final class Triaged implements ListedPage.Entry {
        private final TriagedGroup sorted;
        private final String family;
        private final JudgedEntry judged;

        private Triaged(TriagedGroup sorted, String family) {
            this.sorted = sorted;
            this.family = family;
            List<Finding> findings = sorted.findings();
            judged = new JudgedEntry(findings.get(0), parts, uses);
            findings.stream().skip(1).forEach(judged::add);
        }

        @Override
        public String id() {
            return judged.id();
        }

        @Override
        public String name() {
            return judged.name();
        }

        @Override
        public Map<String, String> tags() {
            return judged.tags();
        }

        @Override
        public void cells(Markup row) {
            String status = sorted.verdict().toString();
            row.element("td", sorted.bucket().id())
                    .element(
                            "td",
                            sorted.severity().toString(),
                            sorted.severity().toString())
                    .element("td", status, status)
                    .element("td", sorted.bucket().effort().id())
                    .element("td", sorted.group().scope().account().orElse("-"))
                    .element("td", "word", sorted.group().scope().region().orElse("-"))
                    .element("td", "word", family)
                    .element("td", FindingWords.opens(sorted.finding().opening()))
                    .element("td", "number", Percent.of(sorted.before().ipv4()))
                    .element(
                            "td",
                            "number",
                            sorted.after()
                                    .map(after -> Percent.of(after.ipv4()))
                                    .orElse("?"));
        }

        @Override
        public void parts(Markup page, ListedPage.Extent extent) {
            page.part("Bucket")
                    .raw("<p>")
                    .element("strong", sorted.bucket().id())
                    .text(": " + sorted.place().reason() + ".")
                    .raw("</p>\n");
            if (!family.isEmpty()) {
                page.element(
                        "p", "It is of family " + family + ": groups with the same rules and owner are one review.");
            }
            if (extent == ListedPage.Extent.WHOLE) {
                next.about(sorted.bucket(), List.of(sorted)).forEach(page::preformatted);
            }
            page.raw("</section>\n");
            parts.append(page, judged, extent);
        }
    }

    /** Writes the page. */
    public void write(TriageOperation.Result result) {
        Map<String, String> families = new HashMap<>();
        for (Family family : result.families()) {
            family.members()
                    .forEach(member -> families.put(member.group().group().id(), family.id()));
        }
        Markup front = new Markup(8000);
        AddressMap.appendCommon(front);
        ScanPage.completeness(front, result.summary());
        front.element(
                "p",
                result.period()
                        .map(period -> "Traffic: observed " + TrafficParts.words(period) + " ("
                                + Counted.of(period.days(), "day") + ").")
                        .orElse("No traffic was observed, so what groups need is not known: give --traffic FILE."));
        buckets(front, result);
        new ListedPage(out)
                .write(
                        PageFrame.head(
                                "weir triage: " + Counted.of(result.groups().size(), "group does", "groups do")
                                        + " not pass",
                                Timestamp.minutes(run.at())),
                        front,
                        "Security groups that do not pass",
                        List.of(
                                new ListedPage.PageColumn("Security group", ListedPage.Kind.TEXT),
                                new ListedPage.PageColumn("Bucket", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Severity", ListedPage.Kind.RANK),
                                new ListedPage.PageColumn("Status", ListedPage.Kind.RANK),
                                new ListedPage.PageColumn("Effort", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Account", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Region", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Family", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Opens", ListedPage.Kind.TEXT),
                                new ListedPage.PageColumn("IPv4 open now", ListedPage.Kind.NUMBER),
                                new ListedPage.PageColumn("IPv4 open once done", ListedPage.Kind.NUMBER)),
                        result.groups().stream()
                                .limit(ScanPage.ROWS)
                                .map(one -> new Triaged(
                                        one, families.getOrDefault(one.group().id(), "")))
                                .toList(),
                        Math.max(0, result.groups().size() - ScanPage.ROWS),
                        PageFrame.foot(run.version()));
    }

    private static void buckets(Markup page, TriageOperation.Result result) {
        List<BucketTotal> totals = BucketTotal.of(result.groups());
        if (totals.isEmpty()) {
            return;
        }
        page.raw("<h2>What to do next</h2>\n"
                        + "<div class=\"wide\"><table class=\"few\"><thead><tr><th>Bucket</th><th>Why</th>")
                .raw("<th>Effort</th><th class=\"number\">Groups</th><th class=\"number\">Reviews</th>")
                .raw("<th class=\"number\">Share of all that is open</th><th class=\"number\">Closes at least</th>")
                .raw("</tr></thead><tbody>\n");
        for (BucketTotal total : totals) {
            page.raw("<tr>")
                    .element("td", total.bucket().id())
                    .element("td", total.bucket().what())
                    .element("td", total.bucket().effort().id())
                    .element("td", "number", Counted.number(total.groups().size()))
                    .element("td", "number", Counted.number(result.reviews(total)))
                    .element("td", "number", Percent.about(total.opens()))
                    .element("td", "number", Percent.about(total.closes()))
                    .raw("</tr>\n");
        }
        page.raw("</tbody></table></div>\n");
    }
}
