package dev.weir.report;

import dev.weir.finding.Policy;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.Problem;
import dev.weir.json.JsonWriter;
import dev.weir.report.text.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** What the JSON reports have alike: the contract, who wrote it and when, by which shares, and of what. */
public final class JsonHead {

    private JsonHead() {}

    /** Begins the object. */
    public static JsonWriter begin(JsonWriter json, String schema, Run run) {
        return json.beginObject()
                .text("schema", schema)
                .name("tool")
                .beginObject()
                .text("name", "weir")
                .text("version", run.version())
                .endObject()
                .text("generatedAt", Timestamp.iso(run.at()));
    }

    /** By which shares it was judged, and what fails. */
    public static JsonWriter policy(JsonWriter json, Policy policy) {
        return json.name("policy")
                .beginObject()
                .text("worldShare", policy.worldShare().toString())
                .text("portsShare", policy.portsShare().toString())
                .text("failOn", policy.failOn().toString())
                .endObject();
    }

    /** The inputs, with digest and time. */
    public static JsonWriter inputs(JsonWriter json, ScanSummary summary) {
        return json.objects(
                "inputs",
                summary.inputs(),
                input -> json.text("name", input.name())
                        .text("sha256", input.sha256())
                        .text("asOf", input.asOf().map(Timestamp::iso)));
    }

    /** The accounts and Regions, and how far each was read. */
    public static JsonWriter scope(JsonWriter json, ScanSummary summary) {
        return json.objects(
                "scope",
                summary.scopes(),
                scope -> json.text("account", scope.scope().account())
                        .text("region", scope.scope().region())
                        .text("status", scope.status().id())
                        .number("securityGroups", scope.securityGroups()));
    }

    /** An array of objects, each on a line of its own. */
    public static <T> JsonWriter lines(JsonWriter json, String name, Collection<T> things, Consumer<T> write) {
        json.name(name).beginArray();
        for (T thing : things) {
            json.newLine().beginObject();
            write.accept(thing);
            json.endObject();
        }
        return json.endArray();
    }

    /** What could not be read or is wrong. */
    public static JsonWriter errors(JsonWriter json, List<Problem> problems) {
        return json.objects(
                "errors",
                problems,
                problem -> json.text("where", problem.origin().toString()).text("message", problem.message()));
    }
}
