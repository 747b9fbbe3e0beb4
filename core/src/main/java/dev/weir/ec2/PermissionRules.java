package dev.weir.ec2;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.json.Quoted;
import dev.weir.net.AddressSet;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules in {@code IpPermissions} or {@code IpPermissionsEgress}: one permission with several destinations is several rules.
 *
 * <p>A permission that names no destination which can be read may permit anything that its protocol and ports allow: one whose
 * lists are missing or empty, and one with a list under a key that is not known.
 */
final class PermissionRules {

    private static final Set<String> KNOWN = Set.of(
            Keys.PROTOCOL,
            Keys.FROM_PORT,
            Keys.TO_PORT,
            Keys.IP_RANGES,
            Keys.IPV4_RANGES,
            Keys.IPV6_RANGES,
            Keys.PREFIX_LIST_IDS,
            Keys.GROUP_PAIRS);
    private static final String EXPECTED = ": expected `" + Keys.IP_RANGES + "`, `" + Keys.IPV6_RANGES + "`, `"
            + Keys.PREFIX_LIST_IDS + "` or `" + Keys.GROUP_PAIRS + "`";

    private final FarEndKind.Remembered farEnds = new FarEndKind.Remembered();
    private final SecurityGroupRule.@Nullable Known[] rules = new SecurityGroupRule.Known[1 << 11];

    /** The rules of one direction while they are read. */
    private final class DirectionRules {
        private final String name;
        private final String group;
        private final AnswerPlace place;
        private final List<SecurityGroupRule> into;

        DirectionRules(String name, String group, AnswerPlace place, List<SecurityGroupRule> into) {
            this.name = name;
            this.group = group;
            this.place = place;
            this.into = into;
        }

        private Origin wrong(long line, String text) {
            Origin origin = place.at(line);
            place.wrong(new Problem(origin, "in " + Quoted.of(group) + ": " + text));
            return origin;
        }

        private void unread(long line, String text) {
            into.add(SecurityGroupRule.Unresolved.everything(wrong(line, text) + ": " + text));
        }

        void read(JsonValue permissions) {
            if (!(permissions instanceof JsonValue.Array array)) {
                unread(permissions.line(), "the " + name + " rules are " + permissions.kind() + ", expected an array");
                return;
            }
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonObject permission) {
                    permission(permission);
                } else {
                    unread(element.line(), "an " + name + " rule is " + element.kind() + ", expected an object");
                }
            }
        }

        private void permission(JsonObject permission) {
            for (String key : permission.repeated()) {
                if (KNOWN.contains(key)) {
                    unread(
                            permission.line(),
                            "a key stands twice in an " + name + " rule, so what it says is not known: "
                                    + Quoted.of(key));
                }
            }
            RuleService service = RuleService.of(permission);
            if (!service.isRead()) {
                wrong(permission.line(), "an " + name + " rule: " + service.problem());
            }
            int before = into.size();
            for (FarEndKind kind : FarEndKind.ALL) {
                list(kind, permission, service);
            }
            nowhere(permission, service, into.size() == before);
        }

        private void list(FarEndKind kind, JsonObject permission, RuleService service) {
            JsonValue list = permission.members().get(kind.list());
            JsonValue ofDotnet = kind == FarEndKind.IPV4 ? permission.members().get(Keys.IPV4_RANGES) : null;
            if (ofDotnet != null) {
                entries(kind, ofDotnet, service);
                dotnetTexts(list, service);
            } else if (list != null) {
                entries(kind, list, service);
            }
        }

        private void entries(FarEndKind kind, JsonValue list, RuleService service) {
            if (list instanceof JsonValue.Array array) {
                for (JsonValue entry : array.elements()) {
                    into.add(rule(service, kind.entry(entry, farEnds), entry));
                }
            } else if (!(list instanceof JsonValue.Null)) {
                into.add(rule(service, kind.unreadable(), list));
            }
        }

        /** Beside {@code Ipv4Ranges} the SDK for .NET repeats the CIDRs as texts, or leaves the list empty. */
        private void dotnetTexts(@Nullable JsonValue list, RuleService service) {
            if (!(list instanceof JsonValue.Array array)) {
                return;
            }
            for (JsonValue entry : array.elements()) {
                FarEnd farEnd = FarEndKind.IPV4.entry(entry, farEnds);
                SecurityGroupRule rule = rule(service, farEnd, entry);
                if (!into.contains(rule) && into.stream().noneMatch(known -> sameDestination(known, farEnd))) {
                    into.add(rule);
                }
            }
        }

        /** What may be permitted under keys that are not known, or to nowhere. */
        private void nowhere(JsonObject permission, RuleService service, boolean namesNothing) {
            String text = namesNothing ? "an " + name + " rule names no destination" + EXPECTED : "";
            for (Map.Entry<String, JsonValue> member : permission.members().entrySet()) {
                if (member.getValue() instanceof JsonValue.Array array
                        && !array.elements().isEmpty()
                        && !KNOWN.contains(member.getKey())) {
                    text = "an " + name + " rule has " + Quoted.of(member.getKey())
                            + ", which weir does not know as a list of destinations" + EXPECTED;
                }
            }
            if (!text.isEmpty()) {
                Origin origin = wrong(permission.line(), text);
                into.add(new SecurityGroupRule.Unresolved(
                        Optional.empty(),
                        SecurityGroupRule.Bound.of(service.service(), AddressSet.ALL),
                        origin + ": " + text));
            }
        }

        private SecurityGroupRule rule(RuleService service, FarEnd farEnd, JsonValue entry) {
            if (farEnd.destination().isEmpty()) {
                Origin origin = wrong(entry.line(), "an " + name + " rule: " + farEnd.problem());
                return unresolved(service, farEnd, origin + ": " + farEnd.problem());
            }
            if (!service.isRead()) {
                return unresolved(service, farEnd, place.at(entry.line()) + ": " + service.problem());
            }
            Destination destination = farEnd.destination().get();
            Optional<String> description = entry instanceof JsonObject object
                    ? object.readText(Keys.DESCRIPTION).value()
                    : Optional.empty();
            return description.isPresent()
                    ? new SecurityGroupRule.Known(
                            Optional.empty(), service.service(), destination, description, Map.of())
                    : remembered(service.service(), destination);
        }
    }

    private static boolean sameDestination(SecurityGroupRule rule, FarEnd farEnd) {
        return rule instanceof SecurityGroupRule.Known known
                && farEnd.destination().isPresent()
                && known.destination().equals(farEnd.destination().get());
    }

    private static SecurityGroupRule unresolved(RuleService service, FarEnd farEnd, String reason) {
        return new SecurityGroupRule.Unresolved(Optional.empty(), farEnd.bound(service.service()), reason);
    }

    /** Rules that are one object are compared at no cost, and few differ in a fleet. */
    private SecurityGroupRule remembered(Service service, Destination destination) {
        int slot = (service.hashCode() * 31 + destination.hashCode()) * 0x9e3779b9 >>> 21;
        SecurityGroupRule.Known known = rules[slot];
        if (known == null
                || !known.service().equals(service)
                || !known.destination().equals(destination)) {
            known = SecurityGroupRule.Known.of(service, destination);
            rules[slot] = known;
        }
        return known;
    }

    /**
     * The rules of one direction of a group.
     *
     * @param direction {@code outbound} or {@code inbound}
     */
    List<SecurityGroupRule> of(JsonObject group, String key, String direction, String id, AnswerPlace place) {
        List<SecurityGroupRule> into = new ArrayList<>(4);
        JsonValue permissions = group.members().get(key);
        if (permissions == null) {
            into.add(SecurityGroupRule.Unresolved.everything(place.at(group.line()) + ": the group has no `" + key
                    + "`, so its " + direction + " rules were not read"));
        } else {
            new DirectionRules(direction, id, place, into).read(permissions);
        }
        return into;
    }
}
