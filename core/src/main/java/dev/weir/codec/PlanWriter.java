package dev.weir.codec;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.net.Ratio;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Proof;
import java.util.OptionalInt;

/** Lays a plan out as the contract says. */
final class PlanWriter {

    private final JsonWriter json;

    private PlanWriter(JsonWriter json) {
        this.json = json;
    }

    /** All but the digest. */
    static JsonObject tree(Plan plan) {
        return JsonObject.of(json -> new PlanWriter(json).write(plan));
    }

    private void write(Plan plan) {
        json.text("schema", PlanCodec.SCHEMA);
        json.object(
                "tool",
                plan,
                made -> json.text("name", "weir").text("version", made.making().toolVersion()));
        json.text("createdAt", plan.making().createdAt().toString());
        json.object("policy", plan.making().policy(), this::policy);
        json.objects("inputs", plan.making().inputs(), input -> SnapshotWriter.write(json, input));
        json.object("group", plan.group(), group -> GroupJson.write(json, group));
        json.optional("observed", plan.learning().observed(), this::observed);
        json.object("precondition", plan.precondition(), this::precondition);
        json.objects("authorize", plan.authorize(), this::authorization);
        json.objects("revoke", plan.revoke(), rule -> RuleJson.write(json, rule));
        json.objects("result", plan.result(), rule -> RuleJson.write(json, rule));
        json.object("proof", plan.proof(), this::proof);
        json.object(
                "exposure",
                plan,
                of -> json.object("before", of.effect().before(), this::exposure)
                        .object("after", of.effect().after(), this::exposure));
        json.objects(
                "curve",
                plan.learning().curve(),
                point -> json.number("rules", point.rules()).number("neverSeen", point.neverSeen()));
        json.optional("backtest", plan.learning().backtest(), this::backtest);
        json.optional("unseen", plan.learning().unseen(), this::unseen);
        json.object("clears", plan, this::clears);
        json.objects("staysOpen", plan.effect().staysOpen(), open -> {
            RuleJson.write(json, open.service());
            json.text("reason", open.reason());
        });
        json.objects("gates", plan.gates(), this::gate);
        json.truth("ready", plan.isReady());
        json.texts("names", plan.names());
        json.texts("hints", plan.hints());
        if (!plan.intermediate().isEmpty()) {
            json.objects("intermediate", plan.intermediate(), rule -> RuleJson.write(json, rule));
        }
        plan.learning()
                .named()
                .ifPresent(named -> json.objects("destinations", named, one -> NamesJson.write(json, one)));
        plan.consequences()
                .ifPresent(known -> json.object(
                        ConsequencesJson.FIELD, known, said -> new ConsequencesJson(json).write(plan, said)));
        plan.learning()
                .chance()
                .ifPresent(chance -> json.object("denialChance", chance, one -> ChanceJson.write(json, one)));
        ReviewedJson.write(json, plan.learning().reviewed());
    }

    private void policy(Policy policy) {
        json.text("worldShare", policy.worldShare().toString())
                .text("portsShare", policy.portsShare().toString())
                .text("failOn", policy.failOn().toString());
    }

    private void observed(Plan.Observed observed) {
        json.text("from", observed.from().toString())
                .text("to", observed.to().toString())
                .number("connections", observed.connections())
                .number("unattributedShare", observed.unattributedShare())
                .number("ambiguousShare", observed.ambiguousShare())
                .number("lostRecords", observed.lostRecords());
    }

    private void precondition(Precondition precondition) {
        json.objects("rules", precondition.rules(), rule -> RuleJson.write(json, rule));
        json.objects("reliesOn", precondition.reliesOn(), relied -> {
            json.text("group", relied.group());
            RuleJson.write(json, relied.service());
            RuleJson.write(json, relied.destination());
        });
        json.objects(
                "prefixLists",
                precondition.prefixLists(),
                list -> json.text("id", list.id())
                        .number("version", list.version())
                        .text("sha256", list.sha256()));
        json.objects(
                "interfaces",
                precondition.interfaces(),
                one -> json.text("id", one.id()).texts("groups", one.groups()));
    }

    private void authorization(Authorization authorization) {
        RuleJson.writeBesideId(json, authorization.rule());
        json.optional("evidence", authorization.evidence(), this::evidence);
    }

    private void evidence(Authorization.ServedTraffic evidence) {
        json.number("connections", evidence.connections())
                .number("destinations", evidence.destinations())
                .number("days", evidence.days());
        if (evidence.interfaces().isPresent()) {
            json.number("interfaces", evidence.interfaces());
        }
        json.text("firstSeen", evidence.firstSeen().toString())
                .text("lastSeen", evidence.lastSeen().toString())
                .text("confidence", evidence.confidence())
                .number("ambiguous", evidence.ambiguous())
                .number("neverSeen", evidence.neverSeen());
    }

    private void proof(Proof proof) {
        json.truth("narrows", proof.narrows());
        json.truth("permitsObserved", proof.permitsObserved());
        json.truth("nothingForbidden", proof.nothingForbidden());
        json.object(
                "quota",
                proof,
                of -> json.object("ipv4", of.ipv4(), this::quota).object("ipv6", of.ipv6(), this::quota));
    }

    private void quota(Proof.QuotaUse quota) {
        json.number("used", quota.used())
                .number("whileApplying", quota.whileApplying())
                .number("limit", quota.limit());
    }

    private void exposure(Exposure exposure) {
        json.number("ipv4", exposure.ipv4().toDouble())
                .number("ipv6", exposure.ipv6().toDouble())
                .text("exactIpv4", exact(exposure.ipv4()))
                .text("exactIpv6", exact(exposure.ipv6()));
    }

    private static String exact(Ratio ratio) {
        return ratio.part() + "/" + ratio.whole();
    }

    private void backtest(Backtest backtest) {
        json.text("learnedTo", backtest.learnedTo().toString())
                .number("connections", backtest.connections())
                .number("permitted", backtest.permitted())
                .objects("denied", backtest.denied(), this::denied);
    }

    private void denied(Backtest.DeniedLater denied) {
        json.text("protocol", denied.service().protocol().toString())
                .number(
                        "port",
                        denied.service().protocol().hasPorts()
                                ? OptionalInt.of(denied.service().from())
                                : OptionalInt.empty())
                .text("destination", denied.destination().toString())
                .number("connections", denied.connections())
                .text("interface", denied.networkInterface())
                .text("at", denied.at().toString());
    }

    private void unseen(UnseenMass unseen) {
        json.number("share", unseen.share())
                .number("upper95", unseen.upper95())
                .number("newDestinationsNext30Days", unseen.newDestinationsNext30Days());
    }

    private void clears(Plan plan) {
        for (Reading reading : Reading.values()) {
            Boolean cleared = plan.effect().clears().get(reading);
            if (cleared != null) {
                json.truth(reading.id(), cleared);
            }
        }
    }

    private void gate(Gate gate) {
        json.text("gate", gate.name().id()).text("status", gate.status().id()).text("reason", gate.reason());
    }
}
