package dev.weir.report;

import dev.weir.finding.Breakdown;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Shown;
import dev.weir.finding.SuppressionUse;
import dev.weir.inventory.Suppression;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.Uses;
import dev.weir.report.commands.Remedies;
import java.io.OutputStream;
import java.time.LocalDate;

/**
 * The contract {@code weir.findings/1}: one JSON object, findings in the order of the input, each on a line of its own.
 *
 * <p>Findings are written as they come; what is known only at the end (inputs, scope, errors, summary) follows them. What is
 * not known is null.
 */
public final class JsonReport implements Report {

    private final JsonWriter json;
    private final FindingJson findings;

    public JsonReport(OutputStream out, Run run, Remedies remedies, Uses uses) {
        json = new JsonWriter(out, JsonStyle.ASCII);
        findings = new FindingJson(json, run, remedies, uses);
        JsonHead.begin(json, "weir.findings/1", run);
        JsonHead.policy(json, run.policy()).name("findings").beginArray();
    }

    @Override
    public void finding(Finding finding) {
        json.newLine();
        findings.write(finding);
    }

    @Override
    public void finish(ScanSummary summary) {
        json.endArray().newLine().truth("complete", summary.complete());
        JsonHead.lines(
                json,
                "errors",
                summary.problems(),
                problem -> json.text("where", problem.origin().toString()).text("message", problem.message()));
        json.newLine();
        JsonHead.inputs(json, summary).newLine();
        JsonHead.scope(json, summary).newLine();
        summary.part().ifPresent(part -> json.object("shown", part, this::part).newLine());
        summary.breakdown()
                .ifPresent(breakdown -> json.text("groupedBy", breakdown.by().toString())
                        .objects("groups", breakdown.rows(), this::row)
                        .newLine());
        if (!summary.suppressions().isEmpty()) {
            json.objects("suppressions", summary.suppressions(), this::suppression)
                    .newLine();
        }
        json.object("summary", summary, this::counts).endObject().finish();
    }

    private void part(Shown.Part part) {
        json.text("filter", part.filter().toString())
                .number("securityGroups", part.shown())
                .number("of", part.all())
                .number("notKnown", part.mayBe());
    }

    private void row(Breakdown.Row row) {
        json.text("key", row.key())
                .number("securityGroups", row.securityGroups())
                .number("fail", row.fail())
                .number("unknown", row.unknown())
                .number("pass", row.pass())
                .number("suppressed", row.suppressed())
                .object("severity", row, counts -> {
                    for (Severity severity : Severity.values()) {
                        if (severity != Severity.NONE) {
                            json.number(Words.of(severity), counts.severe(severity));
                        }
                    }
                });
    }

    private void suppression(SuppressionUse use) {
        Suppression decision = use.suppression().decision();
        json.text("file", decision.origin().place())
                .number("line", decision.origin().line())
                .text("scope", use.suppression().scope().toString())
                .text("owner", decision.owner())
                .text("reason", decision.reason())
                .text("until", decision.until().map(LocalDate::toString))
                .text("state", use.state().id())
                .number("hides", use.hides())
                .number("names", use.names());
    }

    private void counts(ScanSummary all) {
        json.number("securityGroups", all.securityGroups())
                .number("networkInterfaces", all.networkInterfaces())
                .number("unattachedAsListed", all.unattachedAsListed())
                .number("fail", all.fail())
                .number("pass", all.pass())
                .number("unknown", all.unknown());
        if (all.suppressed() > 0) {
            json.number("suppressed", all.suppressed());
        }
    }
}
