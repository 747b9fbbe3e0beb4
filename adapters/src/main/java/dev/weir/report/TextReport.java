package dev.weir.report;

import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.operation.Uses;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scan for people: the worst first, one row per group that does not pass, then what else is worth a look, then the count.
 *
 * <p>Nothing is written before the end, because the worst may come last. At most {@link #ROWS} rows are kept; how many more
 * there are is said.
 */
public final class TextReport implements Report {

    /** How many rows are shown at most. */
    static final int ROWS = 10_000;

    private static final int SHORT_LINE = 100;
    private static final int NOTICES = 50;

    private final OutputStream out;
    private final Run run;
    private final Terminal terminal;
    private final Advice next;
    private final Uses uses;
    private final WorstRows<FindingRow> rows = new WorstRows<>(ROWS, FindingRow.WORST_FIRST);
    private final List<String> notices = new ArrayList<>();

    private long moreNotices;
    private long interfaces;
    private Optional<RowMaker> current = Optional.empty();
    private final Suppressed suppressed = new Suppressed();
    private final Set<String> currentNotices = new LinkedHashSet<>();
    private String currentTitle = "";

    /** What to type next, about the worst group. */
    public interface Advice {

        /** Commands about a group that fails, each with a word of what for. */
        List<String> aboutFailing(String groupId, Scope scope);

        /** The same for one whose interfaces were not read, so that no plan can be made of it yet. */
        List<String> aboutUnseen(String groupId, Scope scope, Origin origin);

        /** Commands about a group that is unknown. */
        List<String> aboutUnknown(String groupId, Scope scope);
    }

    public TextReport(OutputStream out, Run run, Terminal terminal, Advice next, Uses uses) {
        this.out = out;
        this.run = run;
        this.terminal = terminal;
        this.next = next;
        this.uses = uses;
    }

    @Override
    public void finding(Finding finding) {
        if (suppressed.takes(finding)) {
            if (current.isPresent() && current.get().isAbout(finding.subject())) {
                currentNotices.clear();
            }
            return;
        }
        if (current.isEmpty() || !current.get().isAbout(finding.subject())) {
            endRow();
            current = Optional.of(new RowMaker(finding, uses));
            if (finding.subject().type().startsWith("network")) {
                interfaces++;
            }
        }
        current.get().add(finding);
        if (!finding.notices().isEmpty() && !suppressed.tookOf(finding.subject())) {
            currentTitle = (finding.subject().id() + " " + Resources.name(finding.subject())).strip();
            currentNotices.addAll(finding.notices());
        }
    }

    private void endRow() {
        if (current.isPresent() && current.get().isRow()) {
            rows.add(current.get().row());
            currentNotices.clear();
        }
        current = Optional.empty();
        for (String notice : currentNotices) {
            if (notices.size() < NOTICES) {
                notices.add(Printable.of(currentTitle) + "  " + Printable.of(notice));
            } else {
                moreNotices++;
            }
        }
        currentNotices.clear();
    }

    @Override
    public void finish(ScanSummary summary) {
        endRow();
        TextLines text = new TextLines(terminal.columns());
        Check check = Check.OUTBOUND_ACCESS_RESTRICTED;
        text.line(check.id() + "  " + check.title());
        text.paragraph(ReadExtent.looked(summary, run.access()), 0, 0).blank();
        List<FindingRow> worst = rows.worstFirst();
        if (!worst.isEmpty()) {
            String between = "";
            for (FindingTable table : FindingTable.of(worst, terminal)) {
                text.add(between);
                between = "\n";
                if (table.appendTo(text)) {
                    appendLegend(text, table);
                }
            }
            if (rows.left() > 0) {
                text.line("and " + Counted.number(rows.left())
                        + " more, none of them worse; --format json lists them all");
            }
            appendPeriod(text);
            text.blank();
        }
        summary.breakdown()
                .ifPresent(breakdown -> text.table(BreakdownTable.of(breakdown)).blank());
        appendNotices(text);
        appendSuppressed(text, Suppressed.inFiles(summary));
        appendUnattached(text, summary);
        ReadExtent.appendUnread(text, summary);
        appendCount(text, summary, worst);
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void appendLegend(TextLines text, FindingTable table) {
        boolean unknown = false;
        boolean atLeast = false;
        boolean unnamed = false;
        for (FindingRow row : table.rows()) {
            unknown |= !row.isInCodeAlone()
                    && (row.interfaces().equals("?") || row.path().equals("?"));
            atLeast |= row.interfaces().endsWith("+");
            unnamed |= !row.isInCodeAlone()
                    && (row.account().equals("-") || row.region().equals("-"));
        }
        if (unknown || atLeast || unnamed) {
            String legend = (unknown ? "   ? not known" : "")
                    + (atLeast ? "   + at least" : "")
                    + (unnamed ? "   - not in the input" : "");
            text.line(legend.strip());
        }
    }

    private void appendPeriod(TextLines text) {
        if (uses.asked()) {
            String line = uses.period()
                    .map(period -> "used by: connections, at least, to destinations that what is open let out, "
                            + period.firstDay() + " to " + period.lastDay() + "; - not observed")
                    .orElse("the traffic profile holds no flow record, so what uses the rules is not known");
            text.paragraph(line, 0, 0);
        }
    }

    private void appendSuppressed(TextLines text, List<String> inFiles) {
        if (!suppressed.knownBefore().isEmpty()) {
            text.paragraph(Printable.of(suppressed.knownBefore()), 0, 0).blank();
        }
        append(text, "suppressed in code:", suppressed.inCode());
        append(text, "left open for a while, by what their rules say:", suppressed.inRules());
        append(text, "suppressed by a decision in a file:", inFiles);
    }

    private static void append(TextLines text, String what, Collection<String> lines) {
        if (!lines.isEmpty()) {
            text.line(what);
            lines.forEach(line -> text.paragraph(Printable.of(line), 2));
            text.blank();
        }
    }

    private void appendNotices(TextLines text) {
        if (notices.isEmpty()) {
            return;
        }
        text.line("worth a look, though it passes:");
        for (String notice : notices) {
            text.paragraph(notice, 2);
        }
        if (moreNotices > 0) {
            text.line("  and " + Counted.number(moreNotices) + " more; --format json lists them all");
        }
        text.blank();
    }

    private static void appendUnattached(TextLines text, ScanSummary summary) {
        long groups = summary.unattachedAsListed();
        if (groups > 0) {
            String line = Counted.of(groups, "open group") + (groups == 1 ? " is" : " are")
                    + " on no network interface that was listed; EC2 leaves out those that EKS, ECS, Lambda and"
                    + " WorkSpaces manage unless it is asked: save them with `aws ec2 describe-network-interfaces"
                    + " --include-managed-resources`";
            text.paragraph(line, 0, 0).blank();
        }
    }

    private void appendCount(TextLines text, ScanSummary summary, List<FindingRow> worst) {
        if (summary.securityGroups() == 0) {
            appendNothing(text, summary);
        } else if (rows.isEmpty() && summary.groupsSuppressed() == 0) {
            text.line((summary.complete() ? "nothing found: " : "nothing found in what was read: ")
                    + (summary.securityGroups() == 1
                            ? "the one group passes both readings"
                            : "all " + Counted.number(summary.securityGroups()) + " groups pass both readings"));
        } else {
            text.add(Counted.of(summary.securityGroups(), "group") + ": " + Counted.number(summary.groupsFailing())
                    + " fail");
            if (summary.groupsFailing() > 0) {
                text.add(" (" + Counted.number(summary.groupsFailingAllPorts()) + " on all ports, "
                        + Counted.number(summary.groupsFailing()) + " on any port)");
            }
            text.add(", " + Counted.number(summary.groupsUnknown()) + " unknown, "
                    + Counted.number(summary.groupsPassing()) + " pass");
            if (summary.groupsSuppressed() > 0) {
                text.add(", " + Counted.number(summary.groupsSuppressed()) + " suppressed");
            }
            text.blank();
            if (interfaces > 0) {
                text.line(Counted.of(interfaces, "network interface is", "network interfaces are")
                        + " worse than each of the groups on it");
            }
        }
        appendSeverity(text, summary, worst);
        for (FindingRow row : worst) {
            if (row.id().startsWith("sg-")) {
                appendNext(text, row);
                break;
            }
        }
    }

    /** Why something was found and the exit code is 0 all the same. */
    private static void appendSeverity(TextLines text, ScanSummary summary, List<FindingRow> worst) {
        if (worst.isEmpty() || !summary.complete() || !summary.clean()) {
            return;
        }
        Severity line = summary.policy().failOn();
        String asked = line == Severity.NONE ? "asked about with --fail-on none" : line + " or worse";
        text.paragraph(
                "exit code 0: nothing of it is " + asked + "; --fail-on "
                        + worst.get(0).severity() + " exits with 3 for it",
                0);
    }

    private void appendNext(TextLines text, FindingRow row) {
        List<String> steps = !row.failing()
                ? next.aboutUnknown(row.id(), row.scope())
                : row.isSeen()
                        ? next.aboutFailing(row.id(), row.scope())
                        : next.aboutUnseen(row.id(), row.scope(), row.origin());
        if (!row.name().isEmpty()) {
            text.line("worst: " + row.title());
        }
        String line = String.join("     ", steps);
        boolean isShort = Printable.width(line) <= Math.min(terminal.columns(), SHORT_LINE);
        text.line(isShort ? line : String.join("\n", steps));
    }

    private static void appendNothing(TextLines text, ScanSummary summary) {
        if (summary.part().filter(part -> part.all() > 0).isPresent()) {
            text.line("nothing is shown, so nothing is said of what was read: none of it is meant");
            return;
        }
        String where = summary.inputs().isEmpty()
                ? ""
                : " in " + Counted.few(summary.inputs(), 3, input -> Printable.of(input.name()));
        text.paragraph("no security group was found" + where + ": there is nothing that could pass", 0);
    }
}
