package dev.weir.codec;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.inventory.Input;
import dev.weir.json.JsonObject;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.net.Ratio;
import dev.weir.net.Service;
import dev.weir.net.Share;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Proof;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads back what {@link PlanWriter} laid out. */
final class PlanReader {

    private PlanReader() {}

    static Plan plan(JsonObject tree) {
        Map<Reading, Boolean> clears = new EnumMap<>(Reading.class);
        for (Reading reading : Reading.values()) {
            if (tree.object("clears").has(reading.id())) {
                clears.put(reading, tree.object("clears").is(reading.id()));
            }
        }
        JsonObject exposure = tree.object("exposure");
        return new Plan(
                new Plan.Provenance(
                        tree.object("tool").text("version"),
                        Instant.parse(tree.text("createdAt")),
                        policy(tree.object("policy")),
                        tree.objects("inputs").stream().map(PlanReader::input).toList()),
                GroupJson.group(tree.object("group")),
                precondition(tree.object("precondition")),
                new Plan.Change(
                        tree.objects("authorize").stream()
                                .map(PlanReader::authorization)
                                .toList(),
                        RuleJson.rules(tree, "revoke"),
                        RuleJson.rules(tree, "result"),
                        tree.has("intermediate") ? RuleJson.rules(tree, "intermediate") : List.of()),
                proof(tree.object("proof")),
                new Plan.Effect(
                        exposure(exposure.object("before")),
                        exposure(exposure.object("after")),
                        clears,
                        tree.objects("staysOpen").stream()
                                .map(open -> new Plan.StaysOpen(RuleJson.service(open), open.text("reason")))
                                .toList()),
                new Plan.Learning(
                        optional(tree, "observed", PlanReader::observed),
                        tree.objects("curve").stream()
                                .map(point -> new Plan.TradeoffPoint(point.small("rules"), point.whole("neverSeen")))
                                .toList(),
                        optional(tree, "backtest", PlanReader::backtest),
                        optional(
                                tree,
                                "unseen",
                                unseen -> new UnseenMass(
                                        unseen.fraction("share"),
                                        unseen.fraction("upper95"),
                                        unseen.fraction("newDestinationsNext30Days"))),
                        optional(tree, "denialChance", ChanceJson::read),
                        tree.has("destinations")
                                ? Optional.of(tree.objects("destinations").stream()
                                        .map(NamesJson::read)
                                        .toList())
                                : Optional.empty(),
                        ReviewedJson.read(tree)),
                optional(tree, ConsequencesJson.FIELD, ConsequencesJson::read),
                tree.objects("gates").stream().map(PlanReader::gate).toList(),
                tree.textMap("names"),
                tree.texts("hints"));
    }

    private static <T> Optional<T> optional(JsonObject tree, String name, Function<JsonObject, T> read) {
        return tree.has(name) ? Optional.of(read.apply(tree.object(name))) : Optional.empty();
    }

    private static Policy policy(JsonObject tree) {
        return new Policy(
                Share.parse(tree.text("worldShare")),
                Share.parse(tree.text("portsShare")),
                Severity.parse(tree.text("failOn")));
    }

    private static Input input(JsonObject tree) {
        return new Input(
                tree.text("name"),
                tree.optional("sha256"),
                tree.optional("asOf").map(Instant::parse));
    }

    private static Plan.Observed observed(JsonObject tree) {
        return new Plan.Observed(
                Instant.parse(tree.text("from")),
                Instant.parse(tree.text("to")),
                tree.number("connections"),
                tree.fraction("unattributedShare"),
                tree.fraction("ambiguousShare"),
                tree.number("lostRecords"));
    }

    private static Precondition precondition(JsonObject tree) {
        return new Precondition(
                RuleJson.rules(tree, "rules"),
                tree.objects("reliesOn").stream()
                        .map(relied -> new Precondition.ReliesOn(
                                relied.text("group"), RuleJson.service(relied), RuleJson.destination(relied)))
                        .toList(),
                tree.objects("prefixLists").stream()
                        .map(list -> new Precondition.PrefixListVersion(
                                list.text("id"),
                                list.has("version") ? OptionalLong.of(list.number("version")) : OptionalLong.empty(),
                                list.text("sha256")))
                        .toList(),
                tree.objects("interfaces").stream()
                        .map(one -> new Precondition.InterfaceGroups(one.text("id"), one.texts("groups")))
                        .toList());
    }

    private static Authorization authorization(JsonObject tree) {
        return new Authorization(
                RuleJson.rule(tree),
                optional(
                        tree,
                        "evidence",
                        evidence -> new Authorization.ServedTraffic(
                                evidence.number("connections"),
                                evidence.number("destinations"),
                                evidence.small("days"),
                                evidence.has("interfaces")
                                        ? OptionalInt.of(evidence.small("interfaces"))
                                        : OptionalInt.empty(),
                                Instant.parse(evidence.text("firstSeen")),
                                Instant.parse(evidence.text("lastSeen")),
                                evidence.text("confidence"),
                                evidence.has("ambiguous") ? evidence.number("ambiguous") : 0,
                                evidence.whole("neverSeen"))));
    }

    private static Proof proof(JsonObject tree) {
        return new Proof(
                tree.is("narrows"),
                tree.has("permitsObserved") ? Optional.of(tree.is("permitsObserved")) : Optional.empty(),
                tree.is("nothingForbidden"),
                quota(tree.object("quota").object("ipv4")),
                quota(tree.object("quota").object("ipv6")));
    }

    private static Proof.QuotaUse quota(JsonObject tree) {
        return new Proof.QuotaUse(tree.small("used"), tree.small("whileApplying"), tree.small("limit"));
    }

    private static Exposure exposure(JsonObject tree) {
        return new Exposure(ratio(tree.text("exactIpv4")), ratio(tree.text("exactIpv6")));
    }

    private static Ratio ratio(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected a ratio, found `" + text + "`");
        }
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }

    private static Backtest backtest(JsonObject tree) {
        return new Backtest(
                Instant.parse(tree.text("learnedTo")),
                tree.number("connections"),
                tree.number("permitted"),
                tree.objects("denied").stream()
                        .map(denied -> new Backtest.DeniedLater(
                                Service.of(
                                        Protocol.parse(denied.text("protocol")),
                                        RuleJson.port(denied, "port"),
                                        RuleJson.port(denied, "port")),
                                IpAddress.parse(denied.text("destination")),
                                denied.number("connections"),
                                denied.text("interface"),
                                Instant.parse(denied.text("at"))))
                        .toList());
    }

    private static Gate gate(JsonObject tree) {
        String status = tree.text("status");
        return new Gate(
                Gate.Name.parse(tree.text("gate")),
                Stream.of(Gate.Status.values())
                        .filter(known -> known.id().equals(status))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("unknown status `" + status + "` of a gate")),
                tree.text("reason"));
    }
}
