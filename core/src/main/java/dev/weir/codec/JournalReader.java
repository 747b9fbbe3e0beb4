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
import dev.weir.remediation.WriteAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One line of a journal, read back. What no journal holds is an {@link IllegalArgumentException}. */
final class JournalReader {

    private JournalReader() {}

    static JournalEntry entry(JsonObject node) {
        Instant at = Instant.parse(node.text("at"));
        String kind = node.text("entry");
        return switch (kind) {
            case "opened" -> opened(at, node);
            case "announced" -> new Announced(at, direction(node), node.optional("caller"));
            case "intended" -> new Intended(at, number(node), RuleJson.call(node));
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
                node.objects("accepted", JournalReader::acceptance),
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
        members.members().keySet().forEach(id -> addresses.put(id, members.texts(id, IpAddress::parse)));
        return new Surroundings(
                node.objects("interfaces", JournalReader::associated),
                rules,
                node.objects("prefixLists", JournalReader::list),
                addresses);
    }

    private static AssociatedInterface associated(JsonObject node) {
        return new AssociatedInterface(
                node.text("id"),
                node.texts("groups"),
                node.texts("addresses", IpAddress::parse),
                TrackingJson.read(node));
    }

    private static ListContents list(JsonObject node) {
        return new ListContents(
                node.text("id"),
                node.optionalNumber("version"),
                node.has("entries") ? Optional.of(node.texts("entries", Cidr::parse)) : Optional.empty());
    }

    private static Direction direction(JsonObject node) {
        return Direction.valueOf(node.text("direction").toUpperCase(Locale.ROOT));
    }

    private static int number(JsonObject node) {
        return node.small("call");
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
}
