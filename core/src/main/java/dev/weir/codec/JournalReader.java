package dev.weir.codec;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Call;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.Announced;
import dev.weir.remediation.JournalEntry.Answered;
import dev.weir.remediation.JournalEntry.Closed;
import dev.weir.remediation.JournalEntry.Halfway;
import dev.weir.remediation.JournalEntry.Intended;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Seen;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.JournalEntry.Wearer;
import dev.weir.remediation.WriteAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One line of a journal, read back. What no journal holds is an {@link IllegalArgumentException}. */
final class JournalReader {

    private static final JsonFactory JSON = new JsonFactory();

    private JournalReader() {}

    /** The object of a line. */
    static SnapshotNode node(byte[] line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            return SnapshotNode.read(parser);
        }
    }

    static JournalEntry entry(SnapshotNode node) {
        Instant at = Instant.parse(node.text("at"));
        String kind = node.text("entry");
        return switch (kind) {
            case "opened" -> opened(at, node);
            case "announced" -> new Announced(at, direction(node), node.optional("caller"));
            case "intended" -> new Intended(at, number(node), call(node));
            case "answered" -> new Answered(at, number(node), answer(node));
            case "seen" -> new Seen(at);
            case "halfway" -> new Halfway(at, direction(node));
            case "closed" -> new Closed(at, direction(node));
            default -> throw new IllegalArgumentException("unknown entry `" + kind + "`");
        };
    }

    private static Opened opened(Instant at, SnapshotNode node) {
        String schema = node.text("schema");
        if (!schema.equals(JournalCodec.SCHEMA)) {
            throw new IllegalArgumentException("found schema `" + schema + "`, expected `" + JournalCodec.SCHEMA + "`");
        }
        return new Opened(
                at,
                node.text("tool"),
                node.text("plan"),
                Instant.parse(node.text("planCreatedAt")),
                group(node.node("group")),
                node.text("caller"),
                each(node, "accepted", JournalReader::acceptance),
                each(node, "before", JournalReader::rule),
                each(node, "authorize", JournalReader::rule),
                node.has("intermediate") ? each(node, "intermediate", JournalReader::rule) : List.of(),
                each(node, "revoke", JournalReader::rule),
                surroundings(node));
    }

    private static GroupRef group(SnapshotNode node) {
        return new GroupRef(
                node.text("id"),
                node.text("name"),
                node.optional("account"),
                node.optional("region"),
                node.optional("vpc"));
    }

    private static Acceptance acceptance(SnapshotNode node) {
        return new Acceptance(Gate.Name.parse(node.text("gate")), node.text("reason"));
    }

    private static Surroundings surroundings(SnapshotNode node) {
        SnapshotNode siblings = node.node("siblings");
        Map<String, List<Known>> rules = new TreeMap<>();
        siblings.names().forEach(id -> rules.put(id, each(siblings, id, JournalReader::rule)));
        SnapshotNode members = node.node("members");
        Map<String, List<IpAddress>> addresses = new TreeMap<>();
        members.names().forEach(id -> addresses.put(id, addresses(members, id)));
        return new Surroundings(
                each(node, "interfaces", JournalReader::wearer),
                rules,
                each(node, "prefixLists", JournalReader::list),
                addresses);
    }

    private static Wearer wearer(SnapshotNode node) {
        return new Wearer(node.text("id"), node.texts("groups"), addresses(node, "addresses"));
    }

    private static ListContents list(SnapshotNode node) {
        return new ListContents(
                node.text("id"),
                node.has("version") ? OptionalLong.of(Long.parseLong(node.text("version"))) : OptionalLong.empty(),
                node.has("entries")
                        ? Optional.of(
                                node.texts("entries").stream().map(Cidr::parse).toList())
                        : Optional.empty());
    }

    private static List<IpAddress> addresses(SnapshotNode node, String name) {
        return node.texts(name).stream().map(IpAddress::parse).toList();
    }

    private static Direction direction(SnapshotNode node) {
        return Direction.valueOf(node.text("direction").toUpperCase(Locale.ROOT));
    }

    private static int number(SnapshotNode node) {
        return Integer.parseInt(node.text("call"));
    }

    private static Call call(SnapshotNode node) {
        return node.has("authorize")
                ? new Call.Authorize(each(node, "authorize", JournalReader::rule))
                : new Call.Revoke(each(node, "revoke", JournalReader::rule));
    }

    private static WriteAnswer answer(SnapshotNode node) {
        String answer = node.text("answer");
        return switch (answer) {
            case "done" -> new WriteAnswer.Done(node.text("requestId"), each(node, "made", JournalReader::rule));
            case "refused" -> new WriteAnswer.Refused(node.text("code"), node.optional("requestId"));
            case "throttled" -> new WriteAnswer.Throttled(node.text("code"));
            case "unknown" -> new WriteAnswer.Unknown(node.text("reason"));
            default -> throw new IllegalArgumentException("unknown answer `" + answer + "`");
        };
    }

    private static Known rule(SnapshotNode node) {
        Service service = new Service(
                Protocol.parse(node.text("protocol")),
                node.has("fromPort") ? Integer.parseInt(node.text("fromPort")) : -1,
                node.has("toPort") ? Integer.parseInt(node.text("toPort")) : -1);
        return new Known(
                node.optional("id"),
                service,
                destination(node.node("destination")),
                node.optional("description"),
                node.tags());
    }

    private static Destination destination(SnapshotNode node) {
        if (node.has("cidr")) {
            return Destination.of(Cidr.parse(node.text("cidr")));
        }
        return node.has("prefixList")
                ? new Destination.PrefixList(node.text("prefixList"))
                : new Destination.Group(node.text("securityGroup"), node.optional("account"));
    }

    private static <T> List<T> each(SnapshotNode node, String name, Function<SnapshotNode, T> reading) {
        return node.nodes(name).stream().map(reading).toList();
    }
}
