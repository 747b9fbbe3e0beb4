package dev.weir.report;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.operation.DiffOperation;
import dev.weir.operation.Difference;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.util.List;

/** A comparison for people: what opened, closed, changed and is not known, worst first, then the count. */
public final class DiffText {

    private static final int INDENT = 10;
    private static final int PROBLEMS = 50;

    private final DiffOperation.Result result;
    private final TextLines out;

    public DiffText(DiffOperation.Result result, Terminal terminal) {
        this.result = result;
        out = new TextLines(terminal.columns());
    }

    /** The whole text, with a line end. */
    public String render() {
        side("before  ", result.before());
        side("after   ", result.after());
        for (Difference.Kind kind : Difference.Kind.values()) {
            List<ChangedResource> changed = ChangedResource.of(result.differences(), kind);
            if (!changed.isEmpty()) {
                out.blank().line(DiffWords.heading(kind));
                changed.forEach(this::resource);
            }
        }
        out.blank();
        problems(result.before());
        problems(result.after());
        DiffWords.remarks(result).forEach(remark -> out.paragraph(remark, 0));
        String hidden = DiffWords.hidden(result);
        if (!hidden.isEmpty()) {
            out.paragraph(Printable.of(hidden), 0);
        }
        String unchanged = Counted.of(result.unchanged(), "entry", "entries");
        return out.line(DiffWords.counts(result) + "; " + unchanged + " unchanged")
                .toString();
    }

    private void side(String label, DiffOperation.ReadSide side) {
        JudgedExtent extent = side.extent();
        out.line(label + Printable.of(side.name()) + ": " + Counted.of(extent.securityGroups(), "security group")
                + (extent.complete() ? "" : ", not read whole"));
    }

    private void resource(ChangedResource changed) {
        ReportedResource resource = changed.resource();
        String severity = Words.of(changed.severity());
        out.line(severity
                + " ".repeat(INDENT - severity.length())
                + Printable.of(resource.address().orElse(resource.id()))
                + (resource.name().isEmpty() ? "" : " " + Printable.of(resource.name())));
        out.paragraph(changed.readings() + where(resource), INDENT);
        changed.added().forEach(rule -> out.paragraph("+ " + Printable.of(JudgedResource.words(rule)), INDENT));
        changed.removed().forEach(rule -> out.paragraph("- " + Printable.of(JudgedResource.words(rule)), INDENT));
        changed.values().forEach(value -> out.paragraph(value, INDENT));
        changed.suppressions().forEach(decision -> out.paragraph(Printable.of(decision), INDENT));
        changed.reasons().forEach(reason -> out.paragraph(Printable.of(reason), INDENT));
    }

    private static String where(ReportedResource resource) {
        boolean isSomewhere = resource.scope().account().isPresent()
                || resource.scope().region().isPresent();
        String line = resource.line().isPresent() ? ":" + resource.line().getAsLong() : "";
        return (isSomewhere ? ", " + Printable.of(resource.scope().toString()) : "")
                + resource.file().map(file -> ", " + Printable.of(file) + line).orElse("");
    }

    private void problems(DiffOperation.ReadSide side) {
        if (side.extent().complete()) {
            return;
        }
        out.paragraph(
                Printable.of(side.name())
                        + " was not read whole, so that what is missing above is not known to be clean:",
                0);
        out.few(side.extent().unread(), PROBLEMS, 2, "").blank();
    }
}
