package dev.weir.files;

import dev.weir.json.Quoted;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Protocol and ports of a rule as a file holds them, and what they mean to AWS.
 *
 * <p>What cannot be read widens: an unknown protocol can be any, a {@code ToPort} of 70000 can be any port from
 * {@code FromPort} up, reversed ports can be any.
 */
final class RuleFields {

    private static final int ABSENT = Integer.MIN_VALUE;
    private static final int UNREADABLE = Integer.MIN_VALUE + 1;

    private final Meaning[] meanings = new Meaning[1024];
    private String protocol = "";
    private boolean hasProtocol;
    private int from = ABSENT;
    private int to = ABSENT;
    private String fromText = "";
    private String toText = "";

    /**
     * What the fields mean.
     *
     * @param service the service, or the widest that it can be
     * @param problem what is wrong, where something is
     */
    record Meaning(String protocol, int from, int to, Service service, Optional<String> problem) {}

    void clear() {
        protocol = "";
        hasProtocol = false;
        from = ABSENT;
        to = ABSENT;
        fromText = "";
        toText = "";
    }

    void protocol(String text) {
        protocol = text;
        hasProtocol = true;
    }

    void fromPort(int port) {
        from = port;
    }

    void toPort(int port) {
        to = port;
    }

    /** A port that came as text, or as a number that is no {@code int}. */
    void fromPort(String text) {
        from = port(text);
        fromText = text;
    }

    void toPort(String text) {
        to = port(text);
        toText = text;
    }

    private static int port(String text) {
        String trimmed = text.trim();
        boolean negative = trimmed.startsWith("-");
        String digits = negative ? trimmed.substring(1) : trimmed;
        if (digits.isEmpty()
                || digits.length() > 7
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return UNREADABLE;
        }
        return negative ? -Integer.parseInt(digits) : Integer.parseInt(digits);
    }

    Meaning meaning() {
        if (!fromText.isEmpty() || !toText.isEmpty() || !hasProtocol) {
            return read();
        }
        int slot = (protocol.hashCode() * 31 + from * 0x9e3779b9 + to * 0x85ebca6b >>> 12) & (meanings.length - 1);
        Meaning known = meanings[slot];
        if (known != null && known.from == from && known.to == to && known.protocol.equals(protocol)) {
            return known;
        }
        Meaning read = read();
        meanings[slot] = read;
        return read;
    }

    private Meaning read() {
        if (!hasProtocol) {
            return unclear(Service.ALL, "it has no readable `IpProtocol`");
        }
        Protocol known;
        try {
            known = Protocol.parse(protocol);
        } catch (IllegalArgumentException unknown) {
            return unclear(
                    Service.ALL,
                    "unknown protocol " + Quoted.of(protocol)
                            + ": expected tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all");
        }
        if (!known.hasPorts() && !known.isIcmp()) {
            return new Meaning(protocol, from, to, Service.all(known), Optional.empty());
        }
        if (from != UNREADABLE && to != UNREADABLE) {
            try {
                return new Meaning(
                        protocol, from, to, Service.of(known, optional(from), optional(to)), Optional.empty());
            } catch (IllegalArgumentException wrong) {
                return unclear(widest(known), String.valueOf(wrong.getMessage()));
            }
        }
        String name = from == UNREADABLE ? "FromPort" : "ToPort";
        String text = from == UNREADABLE ? fromText : toText;
        return unclear(widest(known), "`" + name + "` is " + Quoted.of(text) + ": expected a whole number");
    }

    private static OptionalInt optional(int port) {
        return port == ABSENT ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The ports that the readable end allows; all of them where both ends could be meant in two ways. */
    private Service widest(Protocol known) {
        boolean fromReads = from >= 0 && from < PortRange.PORTS;
        boolean toReads = to >= 0 && to < PortRange.PORTS;
        if (!known.hasPorts() || fromReads == toReads || from == -1 || to == -1) {
            return Service.all(known);
        }
        return Service.of(known, fromReads ? new PortRange(from, PortRange.PORTS - 1) : new PortRange(0, to));
    }

    private Meaning unclear(Service widest, String problem) {
        return new Meaning(protocol, from, to, widest, Optional.of(problem));
    }
}
