package dev.weir.ec2;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.json.Quoted;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.OptionalInt;

/**
 * Protocol and ports of a rule, and what they mean to AWS.
 *
 * <p>What cannot be read widens: an unknown protocol can be any, a {@code ToPort} of 70000 can be any port from
 * {@code FromPort} up, reversed ports can be any.
 *
 * @param service the service, or the widest that it can be
 * @param problem what is wrong; empty where nothing is
 */
record RuleService(Service service, String problem) {

    /** No port is given. */
    private static final int ABSENT = Integer.MIN_VALUE;

    private static final int UNREADABLE = Integer.MIN_VALUE + 1;

    /** Whether all of it could be read. */
    boolean isRead() {
        return problem.isEmpty();
    }

    /** What these fields of a permission or rule say. */
    static RuleService of(JsonObject rule) {
        JsonValue protocol = rule.members().get(Keys.PROTOCOL);
        String name = protocol == null ? "" : text(protocol);
        if (name.isEmpty()) {
            return new RuleService(Service.ALL, "it has no readable `" + Keys.PROTOCOL + "`");
        }
        Protocol known;
        try {
            known = Protocol.parse(name);
        } catch (IllegalArgumentException unknown) {
            return new RuleService(
                    Service.ALL,
                    "unknown protocol " + Quoted.of(name)
                            + ": expected tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all");
        }
        if (!known.hasPorts() && !known.isIcmp()) {
            return new RuleService(Service.all(known), "");
        }
        int from = port(rule, Keys.FROM_PORT);
        int to = port(rule, Keys.TO_PORT);
        if (from == UNREADABLE || to == UNREADABLE) {
            String key = from == UNREADABLE ? Keys.FROM_PORT : Keys.TO_PORT;
            JsonValue value = rule.members().get(key);
            String found = value == null ? "" : text(value);
            return new RuleService(
                    widest(known, from, to),
                    "`" + key + "` is " + (found.isEmpty() && value != null ? value.kind() : Quoted.of(found))
                            + ": expected a whole number");
        }
        try {
            return new RuleService(Service.of(known, optional(from), optional(to)), "");
        } catch (IllegalArgumentException wrong) {
            return new RuleService(widest(known, from, to), String.valueOf(wrong.getMessage()));
        }
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return text.text();
        }
        return value instanceof JsonValue.Number number ? number.text() : "";
    }

    private static int port(JsonObject rule, String key) {
        JsonValue value = rule.members().get(key);
        if (value == null || value instanceof JsonValue.Null) {
            return ABSENT;
        }
        String text = text(value).trim();
        boolean negative = text.startsWith("-");
        int digits = text.length() - (negative ? 1 : 0);
        if (digits == 0 || digits > 7) {
            return UNREADABLE;
        }
        int number = 0;
        for (int at = negative ? 1 : 0; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return UNREADABLE;
            }
            number = 10 * number + digit;
        }
        return negative ? -number : number;
    }

    private static OptionalInt optional(int port) {
        return port == ABSENT ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The ports that the readable end allows; all of them where both ends could be meant in two ways. */
    private static Service widest(Protocol known, int from, int to) {
        boolean fromReads = from >= 0 && from < PortRange.PORTS;
        boolean toReads = to >= 0 && to < PortRange.PORTS;
        if (!known.hasPorts() || fromReads == toReads || from == -1 || to == -1) {
            return Service.all(known);
        }
        return Service.of(known, fromReads ? new PortRange(from, PortRange.PORTS - 1) : new PortRange(0, to));
    }
}
