package dev.weir.codec;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.remediation.RuleCall;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule, its service and its destination as members of an object of ours, and back.
 *
 * <p>Ports are absent for all traffic and for protocols without ports; ICMP carries type and code there. A destination is exactly
 * one of {@code cidr}, {@code prefixList} and {@code securityGroup}.
 */
public final class RuleJson {

    private RuleJson() {}

    static void write(JsonWriter json, Known rule) {
        json.text("id", rule.id());
        writeBesideId(json, rule);
    }

    static void writeBesideId(JsonWriter json, Known rule) {
        write(json, rule.service());
        write(json, rule.destination());
        json.text("description", rule.description());
        if (!rule.tags().isEmpty() || !json.leavesOut()) {
            json.texts("tags", rule.tags());
        }
    }

    /** A rule as a person reads it, its ports and destination each in one text. */
    public static void writeInWords(JsonWriter json, Known rule) {
        json.text("id", rule.id()).text("protocol", rule.service().protocol().toString());
        json.text("ports", rule.service().ports())
                .text("destination", rule.destination().text());
    }

    static void write(JsonWriter json, Service service) {
        json.text("protocol", service.protocol().toString());
        if (json.leavesOut() && service.from() == -1 && service.to() == -1) {
            return;
        }
        json.number("fromPort", service.fromPort()).number("toPort", service.toPort());
    }

    static void write(JsonWriter json, Destination destination) {
        json.object(
                "destination",
                destination,
                there -> there.match(
                        addresses -> {
                            json.text("cidr", addresses.cidr().toString());
                            return addresses.isSensitive() ? json.truth("sensitive", true) : json;
                        },
                        list -> json.text("prefixList", list.id()),
                        group -> {
                            json.text("securityGroup", group.id());
                            return group.account().isPresent() ? json.text("account", group.account()) : json;
                        }));
    }

    /** The rules of a call, under the name of what it does with them. */
    static JsonWriter write(JsonWriter json, RuleCall call) {
        String does = call.match(authorize -> "authorize", revoke -> "revoke");
        return json.objects(does, call.rules(), rule -> write(json, rule));
    }

    static RuleCall call(JsonObject node) {
        return node.has("authorize")
                ? new RuleCall.Authorize(rules(node, "authorize"))
                : new RuleCall.Revoke(rules(node, "revoke"));
    }

    static List<Known> rules(JsonObject holder, String name) {
        return holder.objects(name, RuleJson::rule);
    }

    static Known rule(JsonObject rule) {
        return new Known(
                rule.optional("id"),
                service(rule),
                destination(rule),
                rule.optional("description"),
                rule.textMap("tags"));
    }

    static Service service(JsonObject rule) {
        return Service.of(
                Protocol.parse(rule.text("protocol")), rule.optionalSmall("fromPort"), rule.optionalSmall("toPort"));
    }

    static Destination destination(JsonObject rule) {
        JsonObject there = rule.object("destination");
        long kinds = Stream.of("cidr", "prefixList", "securityGroup")
                .filter(there::has)
                .count();
        if (kinds != 1) {
            throw new IllegalArgumentException("expected exactly one destination of a rule, found " + kinds);
        }
        if (there.has("cidr")) {
            Cidr cidr = Cidr.parse(there.text("cidr"));
            return there.has("sensitive")
                    ? new Destination.Addresses(cidr, Destination.Addresses.Showing.SENSITIVE)
                    : Destination.of(cidr);
        }
        return there.has("prefixList")
                ? new Destination.PrefixList(there.text("prefixList"))
                : new Destination.Group(there.text("securityGroup"), there.optional("account"));
    }
}
