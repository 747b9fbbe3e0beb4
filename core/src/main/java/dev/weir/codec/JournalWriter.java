package dev.weir.codec;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Service;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Call;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.JournalEntry.Wearer;
import dev.weir.remediation.WriteAnswer;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One entry of a journal as a JSON object whose last field is still missing: its hash. */
final class JournalWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

    private JournalWriter() {}

    /** The object, closing brace included. */
    static byte[] write(JournalEntry entry, String previous) {
        JournalWriter writer = new JournalWriter();
        writer.json.writeStartObject();
        writer.text("previous", previous);
        writer.text("at", entry.at().toString());
        entry.match(new JournalEntry.Cases<>(
                writer::opened,
                writer::announced,
                writer::intended,
                writer::answered,
                seen -> writer.kind("seen"),
                halfway -> writer.kind("halfway").text("direction", halfway.direction()),
                closed -> writer.kind("closed").text("direction", closed.direction())));
        writer.json.writeEndObject();
        writer.json.close();
        return writer.bytes.toByteArray();
    }

    private JournalWriter kind(String kind) {
        return text("entry", kind);
    }

    private JournalWriter opened(JournalEntry.Opened opened) {
        kind("opened");
        text("schema", JournalCodec.SCHEMA);
        text("tool", opened.toolVersion());
        text("plan", opened.planDigest());
        text("planCreatedAt", opened.planCreatedAt());
        group(opened.group());
        text("caller", opened.caller());
        array("accepted", opened.accepted(), this::acceptance);
        array("before", opened.before(), this::rule);
        array("authorize", opened.authorize(), this::rule);
        array("intermediate", opened.intermediate(), this::rule);
        array("revoke", opened.revoke(), this::rule);
        surroundings(opened.surroundings());
        return this;
    }

    private void group(GroupRef group) {
        json.writeName("group");
        json.writeStartObject();
        text("id", group.id());
        text("name", group.name());
        text("account", group.account());
        text("region", group.region());
        text("vpc", group.vpc());
        json.writeEndObject();
    }

    private void acceptance(Acceptance acceptance) {
        json.writeStartObject();
        text("gate", acceptance.gate().id());
        text("reason", acceptance.reason());
        json.writeEndObject();
    }

    private void surroundings(Surroundings surroundings) {
        array("interfaces", surroundings.interfaces(), this::wearer);
        json.writeName("siblings");
        json.writeStartObject();
        surroundings.siblings().forEach((id, rules) -> array(id, rules, this::rule));
        json.writeEndObject();
        array("prefixLists", surroundings.prefixLists(), this::list);
        json.writeName("members");
        json.writeStartObject();
        surroundings.members().forEach(this::texts);
        json.writeEndObject();
    }

    private void wearer(Wearer wearer) {
        json.writeStartObject();
        text("id", wearer.id());
        texts("groups", wearer.groups());
        texts("addresses", wearer.addresses());
        json.writeEndObject();
    }

    private void list(ListContents list) {
        json.writeStartObject();
        text("id", list.id());
        list.version().ifPresent(version -> json.writeNumberProperty("version", version));
        list.entries().ifPresent(entries -> texts("entries", entries));
        json.writeEndObject();
    }

    private JournalWriter announced(JournalEntry.Announced announced) {
        return kind("announced").text("direction", announced.direction()).text("caller", announced.caller());
    }

    private JournalWriter intended(JournalEntry.Intended intended) {
        kind("intended");
        json.writeNumberProperty("call", intended.number());
        array(intended.call().match(authorize -> "authorize", revoke -> "revoke"), rules(intended.call()), this::rule);
        return this;
    }

    private static List<Known> rules(Call call) {
        return call.rules();
    }

    private JournalWriter answered(JournalEntry.Answered answered) {
        kind("answered");
        json.writeNumberProperty("call", answered.number());
        return answered.answer().match(this::done, this::refused, this::throttled, this::unknown);
    }

    private JournalWriter done(WriteAnswer.Done done) {
        text("answer", "done").text("requestId", done.requestId());
        array("made", done.made(), this::rule);
        return this;
    }

    private JournalWriter refused(WriteAnswer.Refused refused) {
        return text("answer", "refused").text("code", refused.code()).text("requestId", refused.requestId());
    }

    private JournalWriter throttled(WriteAnswer.Throttled throttled) {
        return text("answer", "throttled").text("code", throttled.code());
    }

    private JournalWriter unknown(WriteAnswer.Unknown unknown) {
        return text("answer", "unknown").text("reason", unknown.reason());
    }

    private void rule(Known rule) {
        json.writeStartObject();
        text("id", rule.id());
        service(rule.service());
        json.writeName("destination");
        json.writeStartObject();
        rule.destination().match(this::addresses, this::prefixList, this::securityGroup);
        json.writeEndObject();
        text("description", rule.description());
        if (!rule.tags().isEmpty()) {
            tags(rule.tags());
        }
        json.writeEndObject();
    }

    private void service(Service service) {
        text("protocol", service.protocol().toString());
        if (service.from() != -1 || service.to() != -1) {
            json.writeNumberProperty("fromPort", service.from());
            json.writeNumberProperty("toPort", service.to());
        }
    }

    private JournalWriter addresses(Destination.Addresses addresses) {
        return text("cidr", addresses.text());
    }

    private JournalWriter prefixList(Destination.PrefixList list) {
        return text("prefixList", list.id());
    }

    private JournalWriter securityGroup(Destination.Group group) {
        return text("securityGroup", group.id()).text("account", group.account());
    }

    private void tags(Map<String, String> tags) {
        json.writeName("tags");
        json.writeStartObject();
        tags.forEach(this::text);
        json.writeEndObject();
    }

    private JournalWriter text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    private JournalWriter text(String name, Instant value) {
        return text(name, value.toString());
    }

    private JournalWriter text(String name, Enum<?> value) {
        return text(name, value.name().toLowerCase(Locale.ROOT));
    }

    private JournalWriter text(String name, String value) {
        json.writeStringProperty(name, value);
        return this;
    }

    private void texts(String name, List<?> values) {
        array(name, values, value -> json.writeString(value.toString()));
    }

    private <T> void array(String name, List<T> values, Consumer<T> each) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(each);
        json.writeEndArray();
    }
}
