package dev.weir.codec;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Input;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.net.Ratio;
import dev.weir.net.Service;
import dev.weir.net.Share;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
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

    static Plan plan(JsonTree tree) {
        Map<Reading, Boolean> clears = new EnumMap<>(Reading.class);
        for (Reading reading : Reading.values()) {
            if (tree.tree("clears").has(reading.id())) {
                clears.put(reading, tree.tree("clears").is(reading.id()));
            }
        }
        JsonTree exposure = tree.tree("exposure");
        return new Plan(
                tree.tree("tool").text("version"),
                Instant.parse(tree.text("createdAt")),
                policy(tree.tree("policy")),
                tree.trees("inputs").stream().map(PlanReader::input).toList(),
                group(tree.tree("group")),
                optional(tree, "observed", PlanReader::observed),
                precondition(tree.tree("precondition")),
                tree.trees("authorize").stream().map(PlanReader::authorization).toList(),
                tree.trees("revoke").stream().map(PlanReader::rule).toList(),
                tree.trees("result").stream().map(PlanReader::rule).toList(),
                proof(tree.tree("proof")),
                exposure(exposure.tree("before")),
                exposure(exposure.tree("after")),
                tree.trees("curve").stream()
                        .map(point -> new Plan.CurvePoint(point.small("rules"), point.whole("neverSeen")))
                        .toList(),
                optional(tree, "backtest", PlanReader::backtest),
                optional(
                        tree,
                        "unseen",
                        unseen -> new UnseenMass(
                                unseen.fraction("share"),
                                unseen.fraction("upper95"),
                                unseen.fraction("newDestinationsNext30Days"))),
                clears,
                tree.trees("staysOpen").stream()
                        .map(open -> new Plan.StaysOpen(service(open), open.text("reason")))
                        .toList(),
                tree.trees("gates").stream().map(PlanReader::gate).toList(),
                tree.tree("names").allTexts(),
                tree.texts("hints"),
                tree.has("intermediate")
                        ? tree.trees("intermediate").stream()
                                .map(PlanReader::rule)
                                .toList()
                        : List.of());
    }

    private static <T> Optional<T> optional(JsonTree tree, String name, Function<JsonTree, T> read) {
        return tree.has(name) ? Optional.of(read.apply(tree.tree(name))) : Optional.empty();
    }

    private static Policy policy(JsonTree tree) {
        return new Policy(
                Share.parse(tree.text("worldShare")),
                Share.parse(tree.text("portsShare")),
                Severity.parse(tree.text("failOn")));
    }

    private static Input input(JsonTree tree) {
        return new Input(
                tree.text("name"),
                tree.optional("sha256"),
                tree.optional("asOf").map(Instant::parse));
    }

    private static GroupRef group(JsonTree tree) {
        return new GroupRef(
                tree.text("id"),
                tree.text("name"),
                tree.optional("account"),
                tree.optional("region"),
                tree.optional("vpc"));
    }

    private static Plan.Observed observed(JsonTree tree) {
        return new Plan.Observed(
                Instant.parse(tree.text("from")),
                Instant.parse(tree.text("to")),
                tree.number("connections"),
                tree.fraction("unattributedShare"),
                tree.fraction("ambiguousShare"),
                tree.number("lostRecords"));
    }

    private static Precondition precondition(JsonTree tree) {
        return new Precondition(
                tree.trees("rules").stream().map(PlanReader::rule).toList(),
                tree.trees("reliesOn").stream()
                        .map(relied -> new Precondition.ReliesOn(
                                relied.text("group"), service(relied), destination(relied.tree("destination"))))
                        .toList(),
                tree.trees("prefixLists").stream()
                        .map(list -> new Precondition.PrefixListVersion(
                                list.text("id"),
                                list.has("version") ? OptionalLong.of(list.number("version")) : OptionalLong.empty(),
                                list.text("sha256")))
                        .toList(),
                tree.trees("interfaces").stream()
                        .map(one -> new Precondition.InterfaceGroups(one.text("id"), one.texts("groups")))
                        .toList());
    }

    private static SecurityGroupRule.Known rule(JsonTree tree) {
        return new SecurityGroupRule.Known(
                tree.optional("id"),
                service(tree),
                destination(tree.tree("destination")),
                tree.optional("description"),
                tree.tree("tags").allTexts());
    }

    private static Service service(JsonTree tree) {
        return Service.of(Protocol.parse(tree.text("protocol")), port(tree, "fromPort"), port(tree, "toPort"));
    }

    private static OptionalInt port(JsonTree tree, String name) {
        return tree.has(name) ? OptionalInt.of(tree.small(name)) : OptionalInt.empty();
    }

    private static Destination destination(JsonTree tree) {
        int kinds = Stream.of("cidr", "prefixList", "securityGroup")
                .mapToInt(kind -> tree.has(kind) ? 1 : 0)
                .sum();
        if (kinds != 1) {
            throw new IllegalArgumentException("expected exactly one destination of a rule, found " + kinds);
        }
        if (tree.has("cidr")) {
            return Destination.of(Cidr.parse(tree.text("cidr")));
        }
        return tree.has("prefixList")
                ? new Destination.PrefixList(tree.text("prefixList"))
                : new Destination.Group(tree.text("securityGroup"), tree.optional("account"));
    }

    private static Authorization authorization(JsonTree tree) {
        return new Authorization(
                rule(tree),
                optional(
                        tree,
                        "evidence",
                        evidence -> new Authorization.Evidence(
                                evidence.number("connections"),
                                evidence.number("destinations"),
                                evidence.small("days"),
                                Instant.parse(evidence.text("firstSeen")),
                                Instant.parse(evidence.text("lastSeen")),
                                evidence.text("confidence"),
                                evidence.has("ambiguous") ? evidence.number("ambiguous") : 0,
                                evidence.whole("neverSeen"))));
    }

    private static Proof proof(JsonTree tree) {
        return new Proof(
                tree.is("narrows"),
                tree.has("permitsObserved") ? Optional.of(tree.is("permitsObserved")) : Optional.empty(),
                tree.is("nothingForbidden"),
                quota(tree.tree("quota").tree("ipv4")),
                quota(tree.tree("quota").tree("ipv6")));
    }

    private static Proof.Quota quota(JsonTree tree) {
        return new Proof.Quota(tree.small("used"), tree.small("whileApplying"), tree.small("limit"));
    }

    private static Exposure exposure(JsonTree tree) {
        return new Exposure(ratio(tree.text("exactIpv4")), ratio(tree.text("exactIpv6")));
    }

    private static Ratio ratio(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected a ratio, found `" + text + "`");
        }
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }

    private static Backtest backtest(JsonTree tree) {
        return new Backtest(
                Instant.parse(tree.text("learnedTo")),
                tree.number("connections"),
                tree.number("permitted"),
                tree.trees("denied").stream()
                        .map(denied -> new Backtest.Denied(
                                Service.of(
                                        Protocol.parse(denied.text("protocol")),
                                        port(denied, "port"),
                                        port(denied, "port")),
                                IpAddress.parse(denied.text("destination")),
                                denied.number("connections"),
                                denied.text("interface"),
                                Instant.parse(denied.text("at"))))
                        .toList());
    }

    private static Gate gate(JsonTree tree) {
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
