package dev.weir.report.systems;

import dev.weir.finding.Control;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Severity;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.report.FindingWords;
import dev.weir.report.Report;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.commands.IpPermissions;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A scan in the AWS Security Finding Format, as Security Hub CSPM's {@code BatchImportFindings} takes it: a JSON array, one
 * finding a line, passes too.
 *
 * <p>The call takes 100 findings at once, each of at most 240 KB, for the account and Region that it is made in. A finding
 * whose account or Region is not known cannot be imported: it is left out, and said.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html">ASFF</a>
 */
public final class AsffReport implements Report {

    private static final int TITLE = 256;
    private static final int DESCRIPTION = 1024;
    private static final int RULES = 200;
    private static final int TAGS = 50;
    private static final int GROUPS = 16;
    private static final String TYPE =
            "Software and Configuration Checks/AWS Security Best Practices/Network Reachability";
    private static final String PAGE = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

    private final JsonWriter json;
    private final Run run;
    private final Consumer<String> notices;
    private long leftOut;

    /** @param notices takes the sentence about what was left out */
    public AsffReport(OutputStream out, Run run, Consumer<String> notices) {
        this.json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
        this.notices = notices;
        json.beginArray();
    }

    @Override
    public void finding(Finding finding) {
        Scope scope = finding.subject().scope();
        if (scope.account().isEmpty() || scope.region().isEmpty()) {
            leftOut++;
            return;
        }
        write(finding, scope.account().get(), scope.region().get());
    }

    private void write(Finding finding, String account, String region) {
        String at = Timestamp.iso(run.at());
        String partition = finding.subject().scope().partition();
        String generator = finding.check().id() + "/" + finding.reading().id();
        json.newLine().beginObject();
        json.text("SchemaVersion", "2018-10-08");
        json.text("Id", "weir/" + region + "/" + account + "/" + finding.fingerprint());
        json.text(
                "ProductArn",
                "arn:" + partition + ":securityhub:" + region + ":" + account + ":product/" + account + "/default");
        json.text("ProductName", "weir").text("CompanyName", "weir");
        json.text("GeneratorId", "weir/" + generator)
                .text("AwsAccountId", account)
                .text("Region", region);
        json.texts("Types", List.of(TYPE));
        json.text("CreatedAt", at).text("UpdatedAt", at).text("LastObservedAt", at);
        json.name("Severity")
                .beginObject()
                .text("Label", label(finding.severity()))
                .endObject();
        json.text(
                "Title",
                Printable.cut(finding.check().title() + " (" + finding.reading().id() + ")", TITLE));
        json.text("Description", Printable.cut(Printable.of(FindingWords.sentence(finding)), DESCRIPTION));
        json.name("Remediation").beginObject().name("Recommendation").beginObject();
        json.text("Text", advice(finding)).text("Url", PAGE).endObject().endObject();
        json.name("ProductFields").beginObject();
        json.text("weir/check", generator).text("weir/fingerprint", finding.fingerprint());
        json.text("weir/version", run.version()).endObject();
        json.name("Resources").beginArray().beginObject();
        resource(finding, partition, region);
        json.endObject().endArray();
        json.object("Compliance", finding, this::compliance);
        String workflow = finding.suppression().isPresent()
                ? "SUPPRESSED"
                : finding.verdict() == Verdict.PASS ? "RESOLVED" : "NEW";
        json.name("Workflow").beginObject().text("Status", workflow).endObject();
        json.text("RecordState", "ACTIVE").endObject();
    }

    private static String advice(Finding finding) {
        return switch (finding.verdict()) {
            case PASS -> "Nothing is to be done.";
            case UNKNOWN -> "Read what was not read, and scan again: `weir explain` names it.";
            case FAIL ->
                "Let `weir observe` learn from VPC Flow Logs what is used, and `weir plan` write the narrowest rules"
                        + " that permit it; add them first, and remove the broad rules once they are in place.";
        };
    }

    private void compliance(Finding finding) {
        json.text(
                "Status",
                switch (finding.verdict()) {
                    case PASS -> "PASSED";
                    case FAIL -> "FAILED";
                    case UNKNOWN -> "WARNING";
                });
        json.texts("RelatedRequirements", Control.supportedBy(finding.reading()));
        if (!finding.unresolved().isEmpty()) {
            json.name("StatusReasons").beginArray().beginObject().text("ReasonCode", "NOT_READ");
            json.text(
                    "Description",
                    Printable.cut(Printable.of(finding.unresolved().get(0)), DESCRIPTION));
            json.endObject().endArray();
        }
    }

    private void resource(Finding finding, String partition, String region) {
        Subject subject = finding.subject();
        boolean isGroup = subject.type().equals(Subject.GROUP);
        json.text("Type", isGroup ? "AwsEc2SecurityGroup" : "AwsEc2NetworkInterface");
        json.text("Id", Resources.arn(subject)).text("Partition", partition).text("Region", region);
        Map<String, String> tags = new TreeMap<>();
        subject.tags().entrySet().stream()
                .limit(TAGS)
                .forEach(tag -> tags.put(Printable.of(tag.getKey()), Printable.of(tag.getValue())));
        if (!tags.isEmpty()) {
            json.texts("Tags", tags);
        }
        json.name("Details").beginObject();
        subject.match(group -> group(finding, group.group()), found -> networkInterface(found));
        json.endObject();
    }

    /** The rules that open it; of a group's other rules the finding says nothing. */
    private JsonWriter group(Finding finding, SecurityGroup group) {
        json.name("AwsEc2SecurityGroup").beginObject().text("GroupId", group.id());
        if (!group.name().isEmpty()) {
            json.text("GroupName", Printable.of(group.name()));
        }
        group.scope().account().ifPresent(owner -> json.text("OwnerId", owner));
        group.vpc().ifPresent(vpc -> json.text("VpcId", vpc));
        json.name("IpPermissionsEgress")
                .digits(IpPermissions.toRevoke(
                        finding.opening().rules().stream().limit(RULES).toList()));
        return json.endObject();
    }

    private JsonWriter networkInterface(Subject.Interface found) {
        json.name("AwsEc2NetworkInterface").beginObject().text("NetworkInterfaceId", found.id());
        json.objects("SecurityGroups", found.groups().stream().limit(GROUPS).toList(), group -> {
            json.text("GroupId", group.id());
            if (!group.name().isEmpty()) {
                json.text("GroupName", Printable.of(group.name()));
            }
        });
        return json.endObject();
    }

    private static String label(Severity severity) {
        return severity == Severity.NONE ? "INFORMATIONAL" : severity.name();
    }

    @Override
    public void finish(ScanSummary summary) {
        json.endArray().finish();
        if (leftOut > 0) {
            notices.accept("weir: asff leaves out " + Counted.of(leftOut, "finding")
                    + " whose account or Region is not known: Security Hub takes none without; help: save the inventory"
                    + " with `weir snapshot`, which names both");
        }
    }
}
