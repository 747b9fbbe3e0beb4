package dev.weir.report;

import dev.weir.finding.Check;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.DiffOperation;
import dev.weir.operation.Difference;
import java.io.OutputStream;
import java.util.Optional;

/** The contract {@code weir.diff/1}: one JSON object, differences worst first, each on a line of its own. */
public final class DiffJson {

    private final JsonWriter json;
    private final Run run;

    public DiffJson(OutputStream out, Run run) {
        json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
    }

    /** Writes the whole object. */
    public void write(DiffOperation.Result result) {
        JsonHead.begin(json, "weir.diff/1", run);
        JsonHead.policy(json, result.policy())
                .object("before", result.before(), this::side)
                .object("after", result.after(), this::side)
                .truth("complete", result.complete())
                .truth("clean", result.clean())
                .object(
                        "summary",
                        result,
                        all -> json.number("opened", all.count(Difference.Kind.OPENED))
                                .number("closed", all.count(Difference.Kind.CLOSED))
                                .number("changed", all.count(Difference.Kind.CHANGED))
                                .number("notKnown", all.count(Difference.Kind.NOT_KNOWN))
                                .number("unchanged", all.unchanged())
                                .number("notCompared", all.notCompared()));
        if (!result.filter().isAll()) {
            json.object(
                    "shown",
                    result,
                    all -> json.text("filter", all.filter().toString()).number("hidden", all.hidden()));
        }
        JsonHead.lines(json, "differences", result.differences(), this::difference)
                .endObject()
                .finish();
    }

    private void side(DiffOperation.ReadSide side) {
        json.text("name", side.name())
                .truth("complete", side.extent().complete())
                .number("securityGroups", side.extent().securityGroups());
        JsonHead.errors(json, side.extent().problems());
    }

    private void difference(Difference difference) {
        ReportedFinding latest = difference.latest();
        json.text("change", difference.kind().id())
                .truth("worse", difference.worse())
                .text("check", Check.OUTBOUND_ACCESS_RESTRICTED.id())
                .text("reading", latest.reading().id())
                .object("resource", latest.resource(), this::resource)
                .object("before", difference.before(), this::state)
                .object("after", difference.after(), this::state)
                .text("reason", difference.reason())
                .text("fingerprint", latest.fingerprint());
    }

    private void resource(ReportedResource resource) {
        json.text("type", resource.type())
                .text("id", resource.id())
                .text("name", Optional.of(resource.name()).filter(name -> !name.isEmpty()))
                .text("account", resource.scope().account())
                .text("region", resource.scope().region())
                .text("address", resource.address())
                .text("file", resource.file())
                .number("line", resource.line());
        resource.column().ifPresent(column -> json.number("column", column));
    }

    private void state(Difference.State state) {
        json.text("status", state.status());
        state.finding()
                .ifPresent(finding -> json.text("severity", Words.of(finding.severity()))
                        .objects(
                                "rules",
                                finding.rules(),
                                rule -> json.text("protocol", rule.protocol())
                                        .text("ports", rule.ports())
                                        .text("destination", rule.destination()))
                        .object(
                                "openPorts",
                                finding.openPorts(),
                                open -> json.number("tcp", open.tcp()).number("udp", open.udp()))
                        .object(
                                "exposure",
                                finding.exposure(),
                                share -> json.number("ipv4", share.ipv4()).number("ipv6", share.ipv6()))
                        .texts("unresolved", finding.unresolved()));
    }
}
