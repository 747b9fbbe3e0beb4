package dev.weir.report;

import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.inventory.Input;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.operation.Uses;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
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
        StringBuilder text = new StringBuilder(4096);
        Check check = Check.OUTBOUND_ACCESS_RESTRICTED;
        text.append(check.id()).append("  ").append(check.title()).append('\n');
        Paragraph.append(text, ReadExtent.looked(summary, run.access()), 0, terminal.columns());
        text.append('\n');
        List<FindingRow> worst = rows.worstFirst();
        if (!worst.isEmpty()) {
            String between = "";
            for (FindingTable table : FindingTable.of(worst, terminal)) {
                text.append(between);
                between = "\n";
                if (table.appendTo(text)) {
                    appendLegend(text, table);
                }
            }
            if (rows.left() > 0) {
                text.append("and ").append(Counted.number(rows.left()));
                text.append(" more, none of them worse; --format json lists them all\n");
            }
            appendPeriod(text);
            text.append('\n');
        }
        summary.breakdown().ifPresent(breakdown -> BreakdownTable.append(text, breakdown, terminal.columns()));
        appendNotices(text);
        appendSuppressed(text, Suppressed.inFiles(summary));
        appendUnattached(text, summary);
        ReadExtent.appendUnread(text, summary, terminal.columns());
        appendCount(text, summary, worst);
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void appendLegend(StringBuilder text, FindingTable table) {
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
            StringBuilder legend = new StringBuilder();
            legend.append(unknown ? "? not known" : "");
            legend.append(atLeast ? legend.length() > 0 ? "   + at least" : "+ at least" : "");
            legend.append(unnamed ? legend.length() > 0 ? "   - not in the input" : "- not in the input" : "");
            text.append(legend).append('\n');
        }
    }

    private void appendPeriod(StringBuilder text) {
        if (uses.asked()) {
            String line = uses.period()
                    .map(period -> "used by: connections, at least, to destinations that what is open let out, "
                            + period.firstDay() + " to " + period.lastDay() + "; - not observed")
                    .orElse("the traffic profile holds no flow record, so what uses the rules is not known");
            Paragraph.append(text, line, 0, terminal.columns());
        }
    }

    private void appendSuppressed(StringBuilder text, List<String> inFiles) {
        if (!suppressed.knownBefore().isEmpty()) {
            Paragraph.append(text, Printable.of(suppressed.knownBefore()), 0, terminal.columns());
            text.append('\n');
        }
        append(text, "suppressed in code:", suppressed.inCode());
        append(text, "left open for a while, by what their rules say:", suppressed.inRules());
        append(text, "suppressed by a decision in a file:", inFiles);
    }

    private void append(StringBuilder text, String what, Collection<String> lines) {
        if (!lines.isEmpty()) {
            text.append(what).append('\n');
            lines.forEach(line -> Paragraph.append(text, Printable.of(line), 2, 4, terminal.columns()));
            text.append('\n');
        }
    }

    private void appendNotices(StringBuilder text) {
        if (notices.isEmpty()) {
            return;
        }
        text.append("worth a look, though it passes:\n");
        for (String notice : notices) {
            Paragraph.append(text, notice, 2, 4, terminal.columns());
        }
        if (moreNotices > 0) {
            text.append("  and ").append(Counted.number(moreNotices)).append(" more; --format json lists them all\n");
        }
        text.append('\n');
    }

    private void appendUnattached(StringBuilder text, ScanSummary summary) {
        long groups = summary.unattachedAsListed();
        if (groups > 0) {
            String line = Counted.of(groups, "open group") + (groups == 1 ? " is" : " are")
                    + " on no network interface that was listed; EC2 leaves out those that EKS, ECS, Lambda and"
                    + " WorkSpaces manage unless it is asked: save them with `aws ec2 describe-network-interfaces"
                    + " --include-managed-resources`";
            Paragraph.append(text, line, 0, terminal.columns());
            text.append('\n');
        }
    }

    private void appendCount(StringBuilder text, ScanSummary summary, List<FindingRow> worst) {
        if (summary.securityGroups() == 0) {
            appendNothing(text, summary);
        } else if (rows.isEmpty() && summary.groupsSuppressed() == 0) {
            text.append(summary.complete() ? "nothing found: " : "nothing found in what was read: ");
            text.append(
                    summary.securityGroups() == 1
                            ? "the one group passes both readings\n"
                            : "all " + Counted.number(summary.securityGroups()) + " groups pass both readings\n");
        } else {
            text.append(Counted.of(summary.securityGroups(), "group")).append(": ");
            text.append(Counted.number(summary.groupsFailing())).append(" fail");
            if (summary.groupsFailing() > 0) {
                text.append(" (" + Counted.number(summary.groupsFailingAllPorts()) + " on all ports, ");
                text.append(Counted.number(summary.groupsFailing())).append(" on any port)");
            }
            text.append(", ").append(Counted.number(summary.groupsUnknown())).append(" unknown, ");
            text.append(Counted.number(summary.groupsPassing())).append(" pass");
            if (summary.groupsSuppressed() > 0) {
                text.append(", " + Counted.number(summary.groupsSuppressed()) + " suppressed");
            }
            text.append('\n');
            if (interfaces > 0) {
                text.append(Counted.of(interfaces, "network interface"));
                text.append(interfaces == 1 ? " is" : " are");
                text.append(" worse than each of the groups on it\n");
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
    private void appendSeverity(StringBuilder text, ScanSummary summary, List<FindingRow> worst) {
        if (worst.isEmpty() || !summary.complete() || !summary.clean()) {
            return;
        }
        Severity line = summary.policy().failOn();
        String asked = line == Severity.NONE ? "asked about with --fail-on none" : line + " or worse";
        String sentence = "exit code 0: nothing of it is " + asked + "; --fail-on "
                + worst.get(0).severity() + " exits with 3 for it";
        Paragraph.append(text, sentence, 0, 2, terminal.columns());
    }

    private void appendNext(StringBuilder text, FindingRow row) {
        List<String> steps = !row.failing()
                ? next.aboutUnknown(row.id(), row.scope())
                : row.isSeen()
                        ? next.aboutFailing(row.id(), row.scope())
                        : next.aboutUnseen(row.id(), row.scope(), row.origin());
        if (!row.name().isEmpty()) {
            text.append("worst: ").append(row.title()).append('\n');
        }
        String line = String.join("     ", steps);
        text.append(
                Printable.width(line) <= Math.min(terminal.columns(), SHORT_LINE) ? line : String.join("\n", steps));
        text.append('\n');
    }

    private void appendNothing(StringBuilder text, ScanSummary summary) {
        if (summary.part().filter(part -> part.all() > 0).isPresent()) {
            text.append("nothing is shown, so nothing is said of what was read: none of it is meant\n");
            return;
        }
        StringBuilder nothing = new StringBuilder("no security group was found");
        if (!summary.inputs().isEmpty()) {
            nothing.append(" in ");
            int shown = 0;
            for (Input input : summary.inputs()) {
                if (shown == 3) {
                    nothing.append(" and " + Counted.number(summary.inputs().size() - 3) + " more");
                    break;
                }
                nothing.append(shown++ > 0 ? ", " : "").append(Printable.of(input.name()));
            }
        }
        nothing.append(": there is nothing that could pass");
        Paragraph.append(text, nothing.toString(), 0, 2, terminal.columns());
    }
}
