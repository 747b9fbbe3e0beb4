package dev.weir.codec;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Input;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Ratio;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lays a plan out as the contract says. */
final class PlanWriter {

    private PlanWriter() {}

    static JsonTree tree(Plan plan) {
        JsonTree tree = new JsonTree()
                .put("schema", PlanCodec.SCHEMA)
                .put("tool", new JsonTree().put("name", "weir").put("version", plan.toolVersion()))
                .put("createdAt", plan.createdAt().toString())
                .put("policy", policy(plan.policy()))
                .put("inputs", each(plan.inputs(), PlanWriter::input))
                .put("group", group(plan.group()));
        optional(tree, "observed", plan.observed(), PlanWriter::observed);
        tree.put("precondition", precondition(plan.precondition()))
                .put("authorize", each(plan.authorize(), PlanWriter::authorization))
                .put("revoke", each(plan.revoke(), PlanWriter::rule))
                .put("result", each(plan.result(), PlanWriter::rule))
                .put("proof", proof(plan.proof()))
                .put(
                        "exposure",
                        new JsonTree().put("before", exposure(plan.before())).put("after", exposure(plan.after())))
                .put(
                        "curve",
                        each(
                                plan.curve(),
                                point -> new JsonTree()
                                        .put("rules", point.rules())
                                        .put("neverSeen", point.neverSeen())));
        optional(tree, "backtest", plan.backtest(), PlanWriter::backtest);
        optional(tree, "unseen", plan.unseen(), PlanWriter::unseen);
        JsonTree clears = new JsonTree();
        for (Reading reading : Reading.values()) {
            Boolean cleared = plan.clears().get(reading);
            if (cleared != null) {
                clears.put(reading.id(), (boolean) cleared);
            }
        }
        tree.put("clears", clears)
                .put(
                        "staysOpen",
                        each(
                                plan.staysOpen(),
                                open -> service(new JsonTree(), open.service()).put("reason", open.reason())))
                .put("gates", each(plan.gates(), PlanWriter::gate))
                .put("ready", plan.isReady())
                .put("names", texts(plan.names()))
                .putTexts("hints", plan.hints());
        return plan.intermediate().isEmpty()
                ? tree
                : tree.put("intermediate", each(plan.intermediate(), PlanWriter::rule));
    }

    private static <T> List<JsonTree> each(List<T> things, Function<T, JsonTree> write) {
        return things.stream().map(write).toList();
    }

    private static <T> void optional(JsonTree tree, String name, Optional<T> thing, Function<T, JsonTree> write) {
        if (thing.isPresent()) {
            tree.put(name, write.apply(thing.get()));
        } else {
            tree.putNull(name);
        }
    }

    private static JsonTree texts(Map<String, String> texts) {
        JsonTree tree = new JsonTree();
        texts.forEach(tree::put);
        return tree;
    }

    private static JsonTree policy(Policy policy) {
        return new JsonTree()
                .put("worldShare", policy.worldShare().toString())
                .put("portsShare", policy.portsShare().toString())
                .put("failOn", policy.failOn().toString());
    }

    private static JsonTree input(Input input) {
        return new JsonTree()
                .put("name", input.name())
                .put("sha256", input.sha256())
                .put("asOf", input.asOf().map(Instant::toString));
    }

    private static JsonTree group(GroupRef group) {
        return new JsonTree()
                .put("id", group.id())
                .put("name", group.name())
                .put("account", group.account())
                .put("region", group.region())
                .put("vpc", group.vpc());
    }

    private static JsonTree observed(Plan.Observed observed) {
        return new JsonTree()
                .put("from", observed.from().toString())
                .put("to", observed.to().toString())
                .put("connections", observed.connections())
                .put("unattributedShare", observed.unattributedShare())
                .put("ambiguousShare", observed.ambiguousShare())
                .put("lostRecords", observed.lostRecords());
    }

    private static JsonTree precondition(Precondition precondition) {
        return new JsonTree()
                .put("rules", each(precondition.rules(), PlanWriter::rule))
                .put(
                        "reliesOn",
                        each(
                                precondition.reliesOn(),
                                relied -> service(new JsonTree().put("group", relied.group()), relied.service())
                                        .put("destination", destination(relied.destination()))))
                .put("prefixLists", each(precondition.prefixLists(), PlanWriter::prefixList))
                .put(
                        "interfaces",
                        each(
                                precondition.interfaces(),
                                one -> new JsonTree().put("id", one.id()).putTexts("groups", one.groups())));
    }

    private static JsonTree prefixList(Precondition.PrefixListVersion list) {
        JsonTree tree = new JsonTree().put("id", list.id());
        if (list.version().isPresent()) {
            tree.put("version", list.version().getAsLong());
        } else {
            tree.putNull("version");
        }
        return tree.put("sha256", list.sha256());
    }

    private static JsonTree rule(SecurityGroupRule.Known rule) {
        return service(new JsonTree().put("id", rule.id()), rule.service())
                .put("destination", destination(rule.destination()))
                .put("description", rule.description())
                .put("tags", texts(rule.tags()));
    }

    private static JsonTree service(JsonTree tree, Service service) {
        tree.put("protocol", service.protocol().toString());
        if (service.fromPort().isPresent() && service.toPort().isPresent()) {
            return tree.put("fromPort", service.fromPort().getAsInt())
                    .put("toPort", service.toPort().getAsInt());
        }
        return tree.putNull("fromPort").putNull("toPort");
    }

    private static JsonTree destination(Destination destination) {
        return destination.match(
                addresses -> new JsonTree().put("cidr", addresses.text()),
                list -> new JsonTree().put("prefixList", list.id()),
                group -> {
                    JsonTree tree = new JsonTree().put("securityGroup", group.id());
                    group.account().ifPresent(account -> tree.put("account", account));
                    return tree;
                });
    }

    private static JsonTree authorization(Authorization authorization) {
        JsonTree tree = rule(authorization.rule()).without("id");
        optional(
                tree,
                "evidence",
                authorization.evidence(),
                evidence -> new JsonTree()
                        .put("connections", evidence.connections())
                        .put("destinations", evidence.destinations())
                        .put("days", evidence.days())
                        .put("firstSeen", evidence.firstSeen().toString())
                        .put("lastSeen", evidence.lastSeen().toString())
                        .put("confidence", evidence.confidence())
                        .put("ambiguous", evidence.ambiguous())
                        .put("neverSeen", evidence.neverSeen()));
        return tree;
    }

    private static JsonTree proof(Proof proof) {
        JsonTree tree = new JsonTree().put("narrows", proof.narrows());
        if (proof.permitsObserved().isPresent()) {
            tree.put("permitsObserved", (boolean) proof.permitsObserved().get());
        } else {
            tree.putNull("permitsObserved");
        }
        return tree.put("nothingForbidden", proof.nothingForbidden())
                .put("quota", new JsonTree().put("ipv4", quota(proof.ipv4())).put("ipv6", quota(proof.ipv6())));
    }

    private static JsonTree quota(Proof.Quota quota) {
        return new JsonTree()
                .put("used", quota.used())
                .put("whileApplying", quota.whileApplying())
                .put("limit", quota.limit());
    }

    private static JsonTree exposure(Exposure exposure) {
        return new JsonTree()
                .put("ipv4", exposure.ipv4().toDouble())
                .put("ipv6", exposure.ipv6().toDouble())
                .put("exactIpv4", exact(exposure.ipv4()))
                .put("exactIpv6", exact(exposure.ipv6()));
    }

    private static String exact(Ratio ratio) {
        return ratio.part() + "/" + ratio.whole();
    }

    private static JsonTree backtest(Backtest backtest) {
        return new JsonTree()
                .put("learnedTo", backtest.learnedTo().toString())
                .put("connections", backtest.connections())
                .put("permitted", backtest.permitted())
                .put("denied", each(backtest.denied(), PlanWriter::denied));
    }

    private static JsonTree denied(Backtest.Denied denied) {
        JsonTree tree =
                new JsonTree().put("protocol", denied.service().protocol().toString());
        if (denied.service().protocol().hasPorts()) {
            tree.put("port", denied.service().from());
        } else {
            tree.putNull("port");
        }
        return tree.put("destination", denied.destination().toString())
                .put("connections", denied.connections())
                .put("interface", denied.networkInterface())
                .put("at", denied.at().toString());
    }

    private static JsonTree unseen(UnseenMass unseen) {
        return new JsonTree()
                .put("share", unseen.share())
                .put("upper95", unseen.upper95())
                .put("newDestinationsNext30Days", unseen.newDestinationsNext30Days());
    }

    private static JsonTree gate(Gate gate) {
        return new JsonTree()
                .put("gate", gate.name().id())
                .put("status", gate.status().id())
                .put("reason", gate.reason());
    }
}
