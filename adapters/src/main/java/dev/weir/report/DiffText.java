package dev.weir.report;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.operation.DiffOperation;
import dev.weir.operation.Difference;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
import java.util.List;

/** A comparison for people: what opened, closed, changed and is not known, worst first, then the count. */
public final class DiffText {

    private static final int INDENT = 10;
    private static final int PROBLEMS = 50;

    private final DiffOperation.Result result;
    private final Terminal terminal;
    private final StringBuilder out = new StringBuilder();

    public DiffText(DiffOperation.Result result, Terminal terminal) {
        this.result = result;
        this.terminal = terminal;
    }

    /** The whole text, with a line end. */
    public String render() {
        side("before  ", result.before());
        side("after   ", result.after());
        for (Difference.Kind kind : Difference.Kind.values()) {
            List<ChangedResource> changed = ChangedResource.of(result.differences(), kind);
            if (!changed.isEmpty()) {
                out.append('\n').append(DiffWords.heading(kind)).append('\n');
                changed.forEach(this::resource);
            }
        }
        out.append('\n');
        problems(result.before());
        problems(result.after());
        DiffWords.remarks(result).forEach(remark -> paragraph(remark, 0));
        String hidden = DiffWords.hidden(result);
        if (!hidden.isEmpty()) {
            paragraph(Printable.of(hidden), 0);
        }
        return out.append(DiffWords.counts(result) + "; " + Counted.of(result.unchanged(), "entry", "entries")
                        + " unchanged\n")
                .toString();
    }

    private void side(String label, DiffOperation.ReadSide side) {
        JudgedExtent extent = side.extent();
        out.append(label).append(Printable.of(side.name())).append(": ");
        out.append(Counted.of(extent.securityGroups(), "security group"));
        out.append(extent.complete() ? "\n" : ", not read whole\n");
    }

    private void resource(ChangedResource changed) {
        ReportedResource resource = changed.resource();
        String severity = Words.of(changed.severity());
        out.append(severity).append(" ".repeat(INDENT - severity.length()));
        out.append(Printable.of(resource.address().orElse(resource.id())));
        out.append(resource.name().isEmpty() ? "\n" : " " + Printable.of(resource.name()) + "\n");
        paragraph(changed.readings() + where(resource), INDENT);
        changed.added().forEach(rule -> paragraph("+ " + Printable.of(JudgedResource.words(rule)), INDENT));
        changed.removed().forEach(rule -> paragraph("- " + Printable.of(JudgedResource.words(rule)), INDENT));
        changed.values().forEach(value -> paragraph(value, INDENT));
        changed.suppressions().forEach(decision -> paragraph(Printable.of(decision), INDENT));
        changed.reasons().forEach(reason -> paragraph(Printable.of(reason), INDENT));
    }

    private static String where(ReportedResource resource) {
        StringBuilder where = new StringBuilder();
        boolean isSomewhere = resource.scope().account().isPresent()
                || resource.scope().region().isPresent();
        if (isSomewhere) {
            where.append(", ").append(Printable.of(resource.scope().toString()));
        }
        resource.file().ifPresent(file -> where.append(", ").append(Printable.of(file)));
        resource.line().ifPresent(line -> where.append(resource.file().isPresent() ? ":" + line : ""));
        return where.toString();
    }

    private void problems(DiffOperation.ReadSide side) {
        if (side.extent().complete()) {
            return;
        }
        paragraph(
                Printable.of(side.name())
                        + " was not read whole, so that what is missing above is not known to be clean:",
                0);
        List<String> lines = side.extent().unread();
        lines.stream().limit(PROBLEMS).forEach(line -> paragraph(Printable.of(line), 2));
        if (lines.size() > PROBLEMS) {
            out.append("  and ").append(Counted.number(lines.size() - PROBLEMS)).append(" more\n");
        }
        out.append('\n');
    }

    private void paragraph(String text, int indent) {
        Paragraph.append(out, text, indent, indent + 2, terminal.columns());
    }
}
