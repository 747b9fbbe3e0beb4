package dev.weir.codec;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
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
                        tree.objects("inputs", SnapshotReader::input)),
                GroupJson.group(tree.object("group")),
                precondition(tree.object("precondition")),
                new Plan.Change(
                        tree.objects("authorize", PlanReader::authorization),
                        RuleJson.rules(tree, "revoke"),
                        RuleJson.rules(tree, "result"),
                        tree.has("intermediate") ? RuleJson.rules(tree, "intermediate") : List.of()),
                proof(tree.object("proof")),
                new Plan.Effect(
                        exposure(exposure.object("before")),
                        exposure(exposure.object("after")),
                        clears,
                        tree.objects(
                                "staysOpen", open -> new Plan.StaysOpen(RuleJson.service(open), open.text("reason")))),
                new Plan.Learning(
                        tree.optionalObject("observed", PlanReader::observed),
                        tree.objects(
                                "curve",
                                point -> new Plan.TradeoffPoint(point.small("rules"), point.whole("neverSeen"))),
                        tree.optionalObject("backtest", PlanReader::backtest),
                        tree.optionalObject(
                                "unseen",
                                unseen -> new UnseenMass(
                                        unseen.fraction("share"),
                                        unseen.fraction("upper95"),
                                        unseen.fraction("newDestinationsNext30Days"))),
                        tree.optionalObject("denialChance", ChanceJson::read),
                        tree.has("destinations")
                                ? Optional.of(tree.objects("destinations", NamesJson::read))
                                : Optional.empty(),
                        ReviewedJson.read(tree)),
                tree.optionalObject(ConsequencesJson.FIELD, ConsequencesJson::read),
                tree.objects("gates", PlanReader::gate),
                tree.textMap("names"),
                tree.texts("hints"));
    }

    static Policy policy(JsonObject tree) {
        return new Policy(
                Share.parse(tree.text("worldShare")),
                Share.parse(tree.text("portsShare")),
                Severity.parse(tree.text("failOn")));
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
                tree.objects(
                        "reliesOn",
                        relied -> new Precondition.ReliesOn(
                                relied.text("group"), RuleJson.service(relied), RuleJson.destination(relied))),
                tree.objects(
                        "prefixLists",
                        list -> new Precondition.PrefixListVersion(
                                list.text("id"), list.optionalNumber("version"), list.text("sha256"))),
                tree.objects(
                        "interfaces", one -> new Precondition.InterfaceGroups(one.text("id"), one.texts("groups"))));
    }

    private static Authorization authorization(JsonObject tree) {
        return new Authorization(
                RuleJson.rule(tree),
                tree.optionalObject(
                        "evidence",
                        evidence -> new Authorization.ServedTraffic(
                                evidence.number("connections"),
                                evidence.number("destinations"),
                                evidence.small("days"),
                                evidence.optionalSmall("interfaces"),
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
                tree.objects(
                        "denied",
                        denied -> new Backtest.DeniedLater(
                                Service.of(
                                        Protocol.parse(denied.text("protocol")),
                                        denied.optionalSmall("port"),
                                        denied.optionalSmall("port")),
                                IpAddress.parse(denied.text("destination")),
                                denied.number("connections"),
                                denied.text("interface"),
                                Instant.parse(denied.text("at")))));
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
