package dev.weir.report.systems;

import dev.weir.finding.Control;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Suppression;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.report.FindingWords;
import dev.weir.report.Report;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.Words;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A scan as Compliance Findings (class 2003) of the Open Cybersecurity Schema Framework 1.5.0, with the cloud profile: a JSON
 * array, one event a line, passes too.
 *
 * <p>1.5.0 is what Security Hub, Security Lake and the field's libraries speak; nothing is written that 1.8.0 refuses. An
 * unknown verdict is a compliance status of 0, Unknown. What was not read has no event: exit code and standard error tell of it.
 */
public final class OcsfReport implements Report {

    private static final String VERSION = "1.5.0";

    private final JsonWriter json;
    private final Run run;
    private final Remedies remedies;

    public OcsfReport(OutputStream out, Run run, Remedies remedies) {
        this.json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
        this.remedies = remedies;
        json.beginArray();
    }

    @Override
    public void finding(Finding finding) {
        long now = run.at().toEpochMilli();
        boolean suppressed = finding.suppression().isPresent();
        json.newLine().beginObject();
        json.number("activity_id", 1).text("activity_name", "Create");
        json.number("category_uid", 2).text("category_name", "Findings");
        json.number("class_uid", 2003).text("class_name", "Compliance Finding");
        json.number("type_uid", 200301).text("type_name", "Compliance Finding: Create");
        json.number("time", now);
        json.number("severity_id", severityId(finding.severity())).text("severity", severity(finding.severity()));
        json.number("status_id", suppressed ? 3 : 1).text("status", suppressed ? "Suppressed" : "New");
        json.text("status_code", Words.of(finding.verdict()));
        List<String> details = Stream.concat(finding.unresolved().stream(), finding.notices().stream())
                .toList();
        if (!details.isEmpty()) {
            json.text("status_detail", String.join("; ", details));
        }
        json.text("message", FindingWords.sentence(finding));
        json.object("metadata", now, this::metadata);
        json.object("finding_info", finding, this::info);
        json.object("compliance", finding, this::compliance);
        json.object("cloud", finding.subject().scope(), this::cloud);
        json.name("resources").beginArray().beginObject();
        resource(finding);
        json.endObject().endArray();
        remediation(remedies.of(finding));
        json.object("unmapped", finding, this::unmapped);
        json.endObject();
    }

    private void metadata(long now) {
        json.text("version", VERSION).texts("profiles", List.of("cloud")).number("logged_time", now);
        json.object(
                "product",
                run,
                by -> json.text("name", "weir").text("vendor_name", "weir").text("version", by.version()));
    }

    private void info(Finding finding) {
        json.text("uid", finding.fingerprint())
                .text(
                        "title",
                        finding.check().title() + " (" + finding.reading().id() + ")")
                .text("desc", FindingWords.sentence(finding))
                .number("last_seen_time", run.at().toEpochMilli())
                .texts("types", List.of("Network Exposure"));
    }

    private void compliance(Finding finding) {
        List<Control> controls = Control.supportedBy(finding.reading());
        json.text("control", finding.check().id() + "/" + finding.reading().id())
                .texts(
                        "standards",
                        controls.stream().map(Control::framework).distinct().toList())
                .texts("requirements", controls);
        switch (finding.verdict()) {
            case PASS -> json.number("status_id", 1).text("status", "Pass");
            case FAIL -> json.number("status_id", 3).text("status", "Fail");
            case UNKNOWN -> json.number("status_id", 0).text("status", "Unknown");
        }
    }

    private void cloud(Scope scope) {
        json.text("provider", "AWS").text("cloud_partition", scope.partition());
        scope.region().ifPresent(region -> json.text("region", region));
        scope.account()
                .ifPresent(account -> json.object(
                        "account",
                        account,
                        uid -> json.text("uid", uid).text("type", "AWS Account").number("type_id", 10)));
    }

    private void resource(Finding finding) {
        Subject subject = finding.subject();
        String arn = Resources.arn(subject);
        String name = Resources.name(subject);
        json.text("uid", arn.isEmpty() ? subject.id() : arn)
                .text("name", name.isEmpty() ? subject.id() : name)
                .text("type", subject.type().equals(Subject.GROUP) ? "AwsEc2SecurityGroup" : "AwsEc2NetworkInterface");
        json.text("cloud_partition", subject.scope().partition());
        subject.scope().region().ifPresent(region -> json.text("region", region));
        Map<String, String> tags = subject.tags();
        if (!tags.isEmpty()) {
            json.name("tags").beginArray();
            tags.forEach((key, value) ->
                    json.beginObject().text("name", key).text("value", value).endObject());
            json.endArray();
        }
    }

    private void remediation(Remediation remedy) {
        List<String> steps = Stream.concat(remedy.console().stream(), remedy.awsCli().stream())
                .toList();
        if (!steps.isEmpty()) {
            json.name("remediation")
                    .beginObject()
                    .text("desc", String.join("\n", steps))
                    .endObject();
        }
    }

    /** What the schema has no place for, under the names of our own report. */
    private void unmapped(Finding finding) {
        json.texts("rules", FindingWords.rules(finding.opening().rules()))
                .text("internetPath", Words.of(finding.internetPath().answer()))
                .number("exposureIpv4", finding.exposure().ipv4().toDouble())
                .number("exposureIpv6", finding.exposure().ipv6().toDouble());
        finding.suppression().flatMap(Suppression::reason).ifPresent(text -> json.text("suppressed", text));
    }

    private static long severityId(Severity severity) {
        return switch (severity) {
            case NONE -> 1;
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    /** The caption of {@link #severityId}. */
    private static String severity(Severity severity) {
        return switch (severity) {
            case NONE -> "Informational";
            case LOW -> "Low";
            case MEDIUM -> "Medium";
            case HIGH -> "High";
            case CRITICAL -> "Critical";
        };
    }

    @Override
    public void finish(ScanSummary summary) {
        json.endArray().finish();
    }
}
