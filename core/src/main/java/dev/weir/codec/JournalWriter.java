package dev.weir.codec;

import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.WriteAnswer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;

/** One entry of a journal as a JSON object whose last field is still missing: its hash. */
final class JournalWriter {

    private final JsonWriter json;

    private JournalWriter(JsonWriter json) {
        this.json = json;
    }

    /** The object, closing brace included. */
    static byte[] write(JournalEntry entry, String previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(bytes, JsonStyle.COMPACT);
        json.beginObject().text("previous", previous).text("at", entry.at().toString());
        JournalWriter writer = new JournalWriter(json);
        entry.match(new JournalEntry.Cases<>(
                writer::opened,
                announced -> writer.of("announced", announced.direction()).text("caller", announced.caller()),
                writer::intended,
                writer::answered,
                seen -> json.text("entry", "seen"),
                halfway -> writer.of("halfway", halfway.direction()),
                intended -> ParkingJson.write(json.text("entry", "parking-intended"), intended.call()),
                answered -> {
                    json.text("entry", "parking-answered");
                    return writer.answer(answered.answer());
                },
                reached -> writer.of("reached", reached.direction())
                        .text("stage", reached.stage().name().toLowerCase(Locale.ROOT)),
                writer::closed));
        json.endObject().flush();
        return bytes.toByteArray();
    }

    private JsonWriter of(String kind, Enum<?> direction) {
        return json.text("entry", kind).text("direction", direction.name().toLowerCase(Locale.ROOT));
    }

    private JsonWriter closed(JournalEntry.Closed closed) {
        of("closed", closed.direction());
        return rules("rules", closed.rules());
    }

    private JsonWriter opened(JournalEntry.Opened opened) {
        json.text("entry", "opened")
                .text("schema", opened.parking().isPresent() ? JournalCodec.PARKING : JournalCodec.SCHEMA)
                .text("tool", opened.toolVersion())
                .text("plan", opened.planDigest())
                .text("planCreatedAt", opened.planCreatedAt().toString())
                .object("group", opened.group(), group -> GroupJson.write(json, group))
                .text("caller", opened.caller())
                .objects(
                        "accepted",
                        opened.accepted(),
                        acceptance -> json.text("gate", acceptance.gate().id()).text("reason", acceptance.reason()));
        rules("before", opened.before());
        rules("authorize", opened.authorize());
        rules("intermediate", opened.intermediate());
        rules("revoke", opened.revoke());
        opened.parking().ifPresent(parking -> json.object("parking", parking, what -> ParkingJson.write(json, what)));
        surroundings(opened.surroundings());
        ReviewedJson.writeAnswers(json, opened.answers());
        return json;
    }

    private JsonWriter surroundings(Surroundings surroundings) {
        return json.objects("interfaces", surroundings.interfaces(), associated -> {
                    json.text("id", associated.id())
                            .texts("groups", associated.groups())
                            .texts("addresses", associated.addresses());
                    TrackingJson.write(json, associated.tracking());
                })
                .object("siblings", surroundings.siblings(), siblings -> siblings.forEach(this::rules))
                .objects("prefixLists", surroundings.prefixLists(), list -> {
                    json.text("id", list.id()).number("version", list.version());
                    list.entries().ifPresent(entries -> json.texts("entries", entries));
                })
                .object("members", surroundings.members(), members -> members.forEach(json::texts));
    }

    private JsonWriter intended(JournalEntry.Intended intended) {
        return RuleJson.write(json.text("entry", "intended").number("call", intended.number()), intended.call());
    }

    private JsonWriter answered(JournalEntry.Answered answered) {
        json.text("entry", "answered").number("call", answered.number());
        return answer(answered.answer());
    }

    private JsonWriter answer(WriteAnswer answer) {
        return answer.match(new WriteAnswer.Cases<>(this::done, this::refused, this::throttled, this::unknown));
    }

    private JsonWriter done(WriteAnswer.Done done) {
        json.text("answer", "done").text("requestId", done.requestId());
        return rules("made", done.made());
    }

    private JsonWriter refused(WriteAnswer.Refused refused) {
        return json.text("answer", "refused").text("code", refused.code()).text("requestId", refused.requestId());
    }

    private JsonWriter throttled(WriteAnswer.Throttled throttled) {
        return json.text("answer", "throttled").text("code", throttled.code());
    }

    private JsonWriter unknown(WriteAnswer.Unknown unknown) {
        return json.text("answer", "unknown").text("reason", unknown.reason());
    }

    private JsonWriter rules(String name, List<Known> rules) {
        return json.objects(name, rules, rule -> RuleJson.write(json, rule));
    }
}
