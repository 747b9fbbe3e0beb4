package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowReading;
import dev.weir.flow.MalformedLine;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a reading went, without the evidence that came of it, as text: so the machines of a cluster tell it each other and the one
 * that asked. Between processes of one weir; no contract.
 */
public final class ReadingAccount {

    private ReadingAccount() {}

    /** The account as UTF-8 JSON. */
    public static byte[] write(FlowEvidence.FlowsRead read) {
        return JsonObject.of(json -> json.objects("readings", read.readings(), one -> reading(json, one))
                        .texts("known", read.known())
                        .number("outside", read.outside())
                        .objects("losses", read.losses(), one -> loss(json, one))
                        .objects("beside", List.copyOf(read.beside().kinds().entrySet()), one -> kind(json, one))
                        .text("example", read.beside().example())
                        .objects(
                                "problems",
                                read.problems(),
                                one -> json.text("place", one.origin().toString())
                                        .text("message", one.message())))
                .canonical();
    }

    private static void reading(JsonWriter json, FlowReading reading) {
        json.text("object", reading.object())
                .number("records", reading.records())
                .number("malformed", reading.malformed())
                .objects(
                        "samples",
                        reading.samples(),
                        sample -> json.number("line", sample.line()).text("reason", sample.reason()))
                .text("declined", reading.declined())
                .text("problem", reading.problem());
    }

    private static void loss(JsonWriter json, Loss loss) {
        json.texts(
                        "fields",
                        loss.fields().stream().map(FlowField::awsName).sorted().toList())
                .truth("byFormat", loss.byFormat())
                .texts("strange", loss.strange())
                .number("records", loss.records())
                .texts("inputs", List.copyOf(loss.inputs()));
    }

    private static void kind(JsonWriter json, Map.Entry<String, Long> kind) {
        json.text("kind", kind.getKey()).number("count", kind.getValue());
    }

    /**
     * The reading that was so accounted for, with the evidence that came of it.
     *
     * @throws IllegalArgumentException if this is no account
     */
    public static FlowEvidence.FlowsRead read(byte[] account, Evidence evidence) {
        JsonObject json = JsonReader.object(account);
        TreeMap<String, Long> kinds = new TreeMap<>();
        json.objects("beside").forEach(kind -> kinds.put(kind.text("kind"), kind.number("count")));
        return new FlowEvidence.FlowsRead(
                evidence,
                json.objects("readings", ReadingAccount::reading),
                json.texts("known"),
                json.number("outside"),
                json.objects("losses", ReadingAccount::loss),
                new PassedOver(kinds, json.optional("example")),
                json.objects("problems", one -> new Problem(Origin.of(one.text("place")), one.text("message"))));
    }

    private static FlowReading reading(JsonObject json) {
        List<MalformedLine> samples = new ArrayList<>();
        json.objects("samples")
                .forEach(sample -> samples.add(new MalformedLine(sample.number("line"), sample.text("reason"))));
        return new FlowReading(
                json.text("object"),
                json.number("records"),
                json.number("malformed"),
                samples,
                json.optional("declined"),
                json.optional("problem"));
    }

    private static Loss loss(JsonObject json) {
        Set<FlowField> fields = new LinkedHashSet<>();
        json.texts("fields").forEach(name -> FlowField.named(name).ifPresent(fields::add));
        return new Loss(
                fields,
                json.is("byFormat"),
                json.texts("strange"),
                json.number("records"),
                Set.copyOf(json.texts("inputs")));
    }
}
