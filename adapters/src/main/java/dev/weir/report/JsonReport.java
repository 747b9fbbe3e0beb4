package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.Input;
import dev.weir.inventory.Problem;
import dev.weir.operation.Uses;
import dev.weir.report.commands.Remedies;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;

/**
 * The contract {@code weir.findings/1}: one JSON object, findings in the order of the input, each on a line of its own.
 *
 * <p>Findings are written as they come; what is known only at the end (inputs, scope, errors, summary) follows them. What is
 * not known is null.
 */
public final class JsonReport implements Report {

    /** Findings are written by the dozen, so that the JVM compiles the writing once, and not into each of its callers. */
    private static final int BATCH = 64;

    private final JsonText json;
    private final Run run;
    private final FindingJson findings;
    private final Finding[] waiting = new Finding[BATCH];
    private int count;
    private boolean begun;

    public JsonReport(OutputStream out, Run run, Remedies remedies, Uses uses) {
        json = new JsonText(out);
        this.run = run;
        findings = new FindingJson(json, run, remedies, uses);
    }

    @Override
    public void finding(Finding finding) {
        waiting[count++] = finding;
        if (count == BATCH) {
            writeWaiting();
        }
    }

    private void writeWaiting() {
        begin();
        for (int i = 0; i < count; i++) {
            json.newLine();
            findings.write(waiting[i]);
            json.flushIfFull();
        }
        count = 0;
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        json.beginObject().name("schema").text("weir.findings/1");
        json.name("tool").beginObject().name("name").text("weir");
        json.name("version").text(run.version()).endObject();
        json.name("generatedAt").text(Timestamp.iso(run.at()));
        json.name("policy").beginObject();
        json.name("worldShare").text(run.policy().worldShare().toString());
        json.name("portsShare").text(run.policy().portsShare().toString());
        json.name("failOn").text(run.policy().failOn().toString()).endObject();
        json.name("findings").beginArray();
    }

    @Override
    public void finish(ScanSummary summary) {
        writeWaiting();
        json.endArray().newLine();
        json.name("complete");
        writeTruth(summary.complete());
        writeErrors(summary);
        writeInputs(summary);
        writeScope(summary);
        json.name("summary").beginObject();
        json.name("securityGroups").number(summary.securityGroups());
        json.name("networkInterfaces").number(summary.networkInterfaces());
        json.name("fail").number(summary.fail());
        json.name("pass").number(summary.pass());
        json.name("unknown").number(summary.unknown());
        json.endObject().endObject();
        json.end();
    }

    private void writeErrors(ScanSummary summary) {
        json.name("errors").beginArray();
        for (Problem problem : summary.problems()) {
            json.newLine().beginObject();
            json.name("where").text(problem.origin().toString());
            json.name("message").text(problem.message()).endObject();
            json.flushIfFull();
        }
        json.endArray().newLine();
    }

    private void writeInputs(ScanSummary summary) {
        json.name("inputs").beginArray();
        for (Input input : summary.inputs()) {
            json.beginObject().name("name").text(input.name());
            json.name("sha256").textOrNull(input.sha256().orElse(""));
            json.name("asOf").textOrNull(input.asOf().map(Timestamp::iso).orElse(""));
            json.endObject();
            json.flushIfFull();
        }
        json.endArray().newLine();
    }

    private void writeScope(ScanSummary summary) {
        json.name("scope").beginArray();
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            json.beginObject();
            json.name("account").textOrNull(scope.scope().account().orElse(""));
            json.name("region").textOrNull(scope.scope().region().orElse(""));
            json.name("status").text(scope.status().id());
            json.name("securityGroups").number(scope.securityGroups()).endObject();
            json.flushIfFull();
        }
        json.endArray().newLine();
    }

    private void writeTruth(boolean truth) {
        if (truth) {
            json.yes();
        } else {
            json.no();
        }
    }
}
