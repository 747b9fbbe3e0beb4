package dev.weir.codec;

import dev.weir.backtest.Gate;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.json.JsonObject;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.Announced;
import dev.weir.remediation.JournalEntry.Answered;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.Closed;
import dev.weir.remediation.JournalEntry.Halfway;
import dev.weir.remediation.JournalEntry.Intended;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.ParkingAnswered;
import dev.weir.remediation.JournalEntry.ParkingIntended;
import dev.weir.remediation.JournalEntry.Reached;
import dev.weir.remediation.JournalEntry.Seen;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.WriteAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** One line of a journal, read back. What no journal holds is an {@link IllegalArgumentException}. */
final class JournalReader {

    private JournalReader() {}

    static JournalEntry entry(JsonObject node) {
        Instant at = Instant.parse(node.text("at"));
        String kind = node.text("entry");
        return switch (kind) {
            case "opened" -> opened(at, node);
            case "announced" -> new Announced(at, direction(node), node.optional("caller"));
            case "intended" -> new Intended(at, number(node), call(node));
            case "answered" -> new Answered(at, number(node), answer(node));
            case "seen" -> new Seen(at);
            case "halfway" -> new Halfway(at, direction(node));
            case "parking-intended" -> new ParkingIntended(at, ParkingJson.call(node));
            case "parking-answered" -> new ParkingAnswered(at, answer(node));
            case "reached" -> new Reached(at, direction(node), ParkingJson.stage(node));
            case "closed" ->
                new Closed(at, direction(node), node.has("rules") ? RuleJson.rules(node, "rules") : List.of());
            default -> throw new IllegalArgumentException("unknown entry `" + kind + "`");
        };
    }

    private static Opened opened(Instant at, JsonObject node) {
        String schema = node.text("schema");
        boolean parks = schema.equals(JournalCodec.PARKING);
        if (!parks && !schema.equals(JournalCodec.SCHEMA)) {
            throw new IllegalArgumentException("found schema `" + schema + "`, expected `" + JournalCodec.SCHEMA
                    + "` or `" + JournalCodec.PARKING + "`");
        }
        return new Opened(
                at,
                node.text("tool"),
                node.text("plan"),
                Instant.parse(node.text("planCreatedAt")),
                GroupJson.group(node.object("group")),
                node.text("caller"),
                each(node, "accepted", JournalReader::acceptance),
                RuleJson.rules(node, "before"),
                RuleJson.rules(node, "authorize"),
                node.has("intermediate") ? RuleJson.rules(node, "intermediate") : List.of(),
                RuleJson.rules(node, "revoke"),
                surroundings(node),
                ReviewedJson.readAnswers(node),
                parks ? Optional.of(ParkingJson.parking(node.object("parking"))) : Optional.empty());
    }

    private static Acceptance acceptance(JsonObject node) {
        return new Acceptance(Gate.Name.parse(node.text("gate")), node.text("reason"));
    }

    private static Surroundings surroundings(JsonObject node) {
        JsonObject siblings = node.object("siblings");
        Map<String, List<Known>> rules = new TreeMap<>();
        siblings.members().keySet().forEach(id -> rules.put(id, RuleJson.rules(siblings, id)));
        JsonObject members = node.object("members");
        Map<String, List<IpAddress>> addresses = new TreeMap<>();
        members.members().keySet().forEach(id -> addresses.put(id, addresses(members, id)));
        return new Surroundings(
                each(node, "interfaces", JournalReader::associated),
                rules,
                each(node, "prefixLists", JournalReader::list),
                addresses);
    }

    private static AssociatedInterface associated(JsonObject node) {
        return new AssociatedInterface(
                node.text("id"), node.texts("groups"), addresses(node, "addresses"), TrackingJson.read(node));
    }

    private static ListContents list(JsonObject node) {
        return new ListContents(
                node.text("id"),
                node.has("version") ? OptionalLong.of(node.number("version")) : OptionalLong.empty(),
                node.has("entries")
                        ? Optional.of(
                                node.texts("entries").stream().map(Cidr::parse).toList())
                        : Optional.empty());
    }

    private static List<IpAddress> addresses(JsonObject node, String name) {
        return node.texts(name).stream().map(IpAddress::parse).toList();
    }

    private static Direction direction(JsonObject node) {
        return Direction.valueOf(node.text("direction").toUpperCase(Locale.ROOT));
    }

    private static int number(JsonObject node) {
        return node.small("call");
    }

    private static RuleCall call(JsonObject node) {
        return node.has("authorize")
                ? new RuleCall.Authorize(RuleJson.rules(node, "authorize"))
                : new RuleCall.Revoke(RuleJson.rules(node, "revoke"));
    }

    private static WriteAnswer answer(JsonObject node) {
        String answer = node.text("answer");
        return switch (answer) {
            case "done" -> new WriteAnswer.Done(node.text("requestId"), RuleJson.rules(node, "made"));
            case "refused" -> new WriteAnswer.Refused(node.text("code"), node.optional("requestId"));
            case "throttled" -> new WriteAnswer.Throttled(node.text("code"));
            case "unknown" -> new WriteAnswer.Unknown(node.text("reason"));
            default -> throw new IllegalArgumentException("unknown answer `" + answer + "`");
        };
    }

    private static <T> List<T> each(JsonObject node, String name, Function<JsonObject, T> reading) {
        return node.objects(name).stream().map(reading).toList();
    }
}
