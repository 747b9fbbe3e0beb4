package dev.weir.report.triage;

import dev.weir.codec.ChanceJson;
import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.TriageOperation;
import dev.weir.plan.Outlook;
import dev.weir.plan.OutsideManager;
import dev.weir.report.JsonHead;
import dev.weir.report.Resources;
import dev.weir.report.Run;
import dev.weir.report.Words;
import dev.weir.report.text.Timestamp;
import dev.weir.triage.BucketTotal;
import dev.weir.triage.Family;
import dev.weir.triage.TriagedGroup;
import java.io.OutputStream;
import java.util.Optional;

/** The contract {@code weir.triage/1}: one JSON object, groups worst first, each on a line of its own. */
public final class TriageJson {

    private final JsonWriter json;
    private final Run run;
    private final NextSteps next;

    public TriageJson(OutputStream out, Run run, NextSteps next) {
        json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
        this.next = next;
    }

    /** Writes the whole object. */
    public void write(TriageOperation.Result result) {
        ScanSummary summary = result.summary();
        JsonHead.begin(json, "weir.triage/1", run);
        JsonHead.policy(json, run.policy());
        JsonHead.inputs(json, summary);
        JsonHead.scope(json, summary).truth("complete", summary.complete());
        JsonHead.errors(json, summary.problems())
                .optional(
                        "observed",
                        result.period(),
                        period -> json.text("from", Timestamp.iso(period.from()))
                                .text("to", Timestamp.iso(period.to()))
                                .number("days", period.days()))
                .object(
                        "summary",
                        summary,
                        all -> json.number("securityGroups", all.securityGroups())
                                .number("fail", all.groupsFailing())
                                .number("unknown", all.groupsUnknown())
                                .number("pass", all.groupsPassing())
                                .number("suppressed", all.groupsSuppressed())
                                .number("sorted", result.groups().size())
                                .number("families", result.families().size()))
                .objects("buckets", BucketTotal.of(result.groups()), total -> bucket(total, result))
                .objects("families", result.families(), this::family);
        JsonHead.lines(json, "groups", result.groups(), this::group).endObject().finish();
    }

    private void bucket(BucketTotal total, TriageOperation.Result result) {
        json.text("bucket", total.bucket().id())
                .text("what", total.bucket().what())
                .text("effort", total.bucket().effort().id())
                .number("groups", total.groups().size())
                .number("reviews", result.reviews(total))
                .number("opens", total.opens())
                .number("closes", total.closes())
                .texts("next", next.about(total.bucket(), total.groups()));
    }

    private void family(Family family) {
        json.text("family", family.id())
                .text("owner", family.owner())
                .texts("rules", family.rules())
                .optional(
                        "usual",
                        family.usual(),
                        usual -> json.text("bucket", usual.bucket().id()).texts("services", usual.services()))
                .objects(
                        "members",
                        family.members(),
                        member -> json.text("id", member.group().group().id()).text("differs", member.differs()));
    }

    private void group(TriagedGroup sorted) {
        Finding finding = sorted.finding();
        SecurityGroup group = sorted.group();
        json.text("id", group.id())
                .text("name", Optional.of(group.name()).filter(name -> !name.isEmpty()))
                .text("account", group.scope().account())
                .text("region", group.scope().region())
                .text("vpc", group.vpc())
                .text("arn", Optional.of(Resources.arn(finding.subject())).filter(arn -> !arn.isEmpty()))
                .text("address", group.origin().address().map(Origin.Address::name))
                .text("bucket", sorted.bucket().id())
                .text("reason", sorted.place().reason())
                .text("effort", sorted.bucket().effort().id())
                .text("status", Words.of(sorted.verdict()))
                .text("severity", Words.of(sorted.severity()))
                .text("use", Words.dashed(sorted.facts().use().answer()))
                .number("interfaces", sorted.facts().use().interfaces())
                .texts("useReasons", sorted.facts().use().reasons())
                .text("internetPath", Words.of(finding.internetPath().answer()))
                .text("managedBy", sorted.facts().manager().map(OutsideManager::name))
                .object("exposureBefore", sorted.before(), this::exposure)
                .optional("exposureAfter", sorted.after(), this::exposure)
                .optional("traffic", sorted.facts().outlook(), this::outlook)
                .texts(
                        "fingerprints",
                        sorted.findings().stream().map(Finding::fingerprint).toList());
        if (!group.tags().isEmpty()) {
            json.texts("tags", group.tags());
        }
    }

    private void exposure(Exposure exposure) {
        json.number("ipv4", exposure.ipv4().toDouble())
                .number("ipv6", exposure.ipv6().toDouble());
    }

    private void outlook(Outlook outlook) {
        json.text("needs", Words.dashed(outlook.needs()))
                .number("interfaces", outlook.interfaces())
                .number("usableDays", outlook.usableDays())
                .number("connections", outlook.connections())
                .number("rules", outlook.rules())
                .texts("services", outlook.services())
                .texts("staysOpen", outlook.staysOpen())
                .text("noPlan", outlook.refusal())
                .optional("denialChance", outlook.chance(), chance -> ChanceJson.write(json, chance))
                .objects(
                        "gates",
                        outlook.gates(),
                        gate -> json.text("gate", gate.name().id())
                                .text("status", gate.status().id())
                                .text("reason", gate.reason()));
    }
}
