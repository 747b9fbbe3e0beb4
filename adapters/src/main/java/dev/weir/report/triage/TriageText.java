package dev.weir.report.triage;

import dev.weir.finding.Attachment;
import dev.weir.finding.Check;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.SecurityGroup;
import dev.weir.operation.TriageOperation;
import dev.weir.report.ReadExtent;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.Terminal;
import dev.weir.report.Words;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import dev.weir.triage.BucketTotal;
import dev.weir.triage.Family;
import dev.weir.triage.TriagedGroup;
import java.util.List;

/** Sorted groups for people: the buckets at a glance, a table for each with what to type next, and the families. */
public final class TriageText {

    private static final int MEMBERS = 100;
    private static final double LEAST_SHOWN = 0.001;

    private final TriageOperation.Result result;
    private final Run run;
    private final NextSteps next;
    private final int shown;
    private final TextLines out;

    /** @param shown how many at most */
    public TriageText(TriageOperation.Result result, Run run, Terminal terminal, NextSteps next, int shown) {
        this.result = result;
        this.run = run;
        this.next = next;
        this.shown = shown;
        out = new TextLines(terminal.columns());
    }

    /** The whole text, with a line end. */
    public String render() {
        Check check = Check.OUTBOUND_ACCESS_RESTRICTED;
        out.line(check.id() + "  " + check.title());
        ScanSummary summary = result.summary();
        out.paragraph(ReadExtent.looked(summary, run.access()), 0);
        out.paragraph(
                result.period()
                        .map(period -> "traffic observed from " + period.firstDay() + " to " + period.lastDay() + ", "
                                + Counted.of(period.days(), "day"))
                        .orElse("no traffic was observed, so what groups need is not known; help: --traffic FILE"),
                0);
        out.blank();
        List<BucketTotal> totals = BucketTotal.of(result.groups());
        if (!totals.isEmpty()) {
            overview(totals);
            totals.forEach(this::bucket);
            out.blank();
            families();
        }
        ReadExtent.appendUnread(out, summary);
        return out.paragraph(counts(summary), 0).toString();
    }

    private static String counts(ScanSummary summary) {
        if (summary.part().filter(part -> part.all() > 0 && part.shown() == 0).isPresent()) {
            return "nothing is shown, so nothing is said of what was read: none of it is meant";
        }
        if (summary.securityGroups() == 0) {
            return "no security group was found: there is nothing that could pass";
        }
        return Counted.of(summary.securityGroups(), "group") + ": " + Counted.number(summary.groupsFailing())
                + " fail, " + Counted.number(summary.groupsUnknown()) + " unknown, "
                + Counted.number(summary.groupsPassing()) + " pass"
                + (summary.groupsSuppressed() > 0
                        ? ", " + Counted.number(summary.groupsSuppressed()) + " suppressed"
                        : "");
    }

    private void overview(List<BucketTotal> totals) {
        Table table = new Table(
                0,
                2,
                Table.Column.kept("BUCKET"),
                Table.Column.number("GROUPS"),
                Table.Column.number("REVIEWS"),
                Table.Column.number("OPENS"),
                Table.Column.number("CLOSES"),
                Table.Column.kept("EFFORT"),
                Table.Column.below("WHAT", 90));
        for (BucketTotal total : totals) {
            table.row(
                    total.bucket().id(),
                    Counted.number(total.groups().size()),
                    Counted.number(result.reviews(total)),
                    share(total.opens()),
                    share(total.closes()),
                    total.bucket().effort().id(),
                    total.bucket().what());
        }
        out.table(table)
                .paragraph(
                        "reviews: groups with the same rules, owner and module are one; opens, closes: of all that"
                                + " these groups let out to the world, as far as known",
                        0);
    }

    /** In few columns; nothing but nothing is 0. */
    private static String share(double share) {
        return share > 0 && share < LEAST_SHOWN ? "< 0.1 %" : Percent.about(share);
    }

    private void bucket(BucketTotal total) {
        out.blank().line(total.bucket().id() + ": " + Counted.of(total.groups().size(), "group"));
        Table table = new Table(
                2,
                4,
                Table.Column.kept("SEVERITY"),
                Table.Column.cut("SECURITY GROUP", 0, 30, 56),
                Table.Column.kept("ACCOUNT"),
                Table.Column.kept("REGION"),
                Table.Column.number("INTERFACES"),
                Table.Column.below("WHY", 60));
        total.groups().stream().limit(shown).forEach(one -> row(table, one));
        out.table(table);
        int more = total.groups().size() - shown;
        if (more > 0) {
            out.line("  and " + Counted.number(more) + " more; --verbose or --format json lists them all");
        }
        out.lines("  ", next.about(total.bucket(), total.groups()));
    }

    private static void row(Table table, TriagedGroup one) {
        SecurityGroup group = one.group();
        Attachment attachment = one.finding().attachment();
        String interfaces = attachment.interfaces().isEmpty()
                ? "?"
                : Counted.number(attachment.interfaces().getAsInt()) + (attachment.complete() ? "" : "+");
        table.row(
                Words.of(one.severity()),
                Printable.of(Resources.title(group)),
                group.scope().account().map(Printable::of).orElse("-"),
                group.scope().region().map(Printable::of).orElse("-"),
                interfaces,
                Printable.of(one.place().reason()));
    }

    /** The families of several members, the largest first; of one alone, all of its members. */
    private void families() {
        List<Family> several = result.families().stream()
                .filter(family -> family.members().size() > 1)
                .toList();
        if (several.isEmpty()) {
            return;
        }
        if (result.families().size() == 1) {
            members(several.get(0));
            return;
        }
        Table table = new Table(
                0,
                2,
                Table.Column.kept("FAMILY"),
                Table.Column.number("MEMBERS"),
                Table.Column.number("OUTLIERS"),
                Table.Column.kept("BUCKET"),
                Table.Column.below("OWNER", 40),
                Table.Column.below("RULES", 60));
        for (Family family : several.stream().limit(shown).toList()) {
            table.row(
                    family.id(),
                    Counted.number(family.members().size()),
                    Counted.number(family.outliers().size()),
                    bucket(family),
                    family.owner().isEmpty() ? "-" : Printable.of(family.owner()),
                    Printable.of(String.join(", ", family.rules())));
        }
        out.table(table);
        if (several.size() > shown) {
            out.line("and " + Counted.number(several.size() - shown) + " more families; --verbose lists them all");
        }
        out.lines("", next.about(several.get(0))).blank();
    }

    private static String bucket(Family family) {
        return family.usual().map(usual -> usual.bucket().id()).orElse("several");
    }

    private void members(Family family) {
        out.add(family.id() + ": ");
        out.paragraph(
                Counted.of(family.members().size(), "member") + ", "
                        + Counted.of(family.outliers().size(), "outlier") + "; "
                        + (family.owner().isEmpty() ? "no owner known" : Printable.of(family.owner())) + "; "
                        + Printable.of(String.join(", ", family.rules())),
                0);
        Table table = new Table(
                2,
                4,
                Table.Column.cut("SECURITY GROUP", 0, 30, 56),
                Table.Column.kept("ACCOUNT"),
                Table.Column.kept("REGION"),
                Table.Column.kept("BUCKET"),
                Table.Column.number("CONNECTIONS"),
                Table.Column.below("NEEDS", 40),
                Table.Column.below("DIFFERS", 60).saying("differs: "));
        for (Family.Member member :
                family.members().stream().limit(Math.max(shown, MEMBERS)).toList()) {
            TriagedGroup one = member.group();
            table.row(
                    Printable.of(Resources.title(one.group())),
                    one.group().scope().account().map(Printable::of).orElse("-"),
                    one.group().scope().region().map(Printable::of).orElse("-"),
                    one.bucket().id(),
                    one.facts()
                            .outlook()
                            .map(seen -> Counted.number(seen.connections()))
                            .orElse("-"),
                    one.facts()
                            .outlook()
                            .map(seen -> String.join(", ", seen.services()))
                            .orElse("-"),
                    Printable.of(member.differs().orElse("")));
        }
        out.table(table);
        int more = family.members().size() - Math.max(shown, MEMBERS);
        if (more > 0) {
            out.line("  and " + Counted.number(more) + " more; --verbose lists them all");
        }
        out.lines("  ", next.about(family)).blank();
    }
}
