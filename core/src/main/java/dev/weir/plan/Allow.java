package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A destination that a plan must permit: {@code tcp:443:203.0.113.0/28}, {@code udp:1024-2048:pl-0123},
 * {@code tcp:5432:sg-0123}, {@code icmp:8/0:10.0.0.1}, {@code all::10.0.0.0/8}.
 *
 * <p>What a person types is read strictly: nothing is rounded, completed or guessed. It is split at the first two colons, so
 * that an IPv6 destination needs no brackets; a bare address is its /32 or /128.
 *
 * @param service protocol and ports
 * @param destination to where
 */
public record Allow(Service service, Destination destination) {

    private static final String FORM =
            "expected PROTO:PORTS:DESTINATION, such as tcp:443:203.0.113.0/28, udp:1024-2048:pl-0123, icmp:8/0:10.0.0.1"
                    + " or all::10.0.0.0/8";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,4}");
    private static final Pattern ID = Pattern.compile("(sg|pl)-[0-9A-Za-z][0-9A-Za-z_-]{0,60}");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what was found and what is expected
     */
    public static Allow parse(String text) {
        int first = text.indexOf(':');
        int second = first < 0 ? -1 : text.indexOf(':', first + 1);
        if (second < 0) {
            throw wrong(text, FORM);
        }
        Protocol protocol = protocol(text, text.substring(0, first));
        Service service = service(text, protocol, text.substring(first + 1, second));
        Destination destination = destination(text, text.substring(second + 1));
        boolean ipv6 = destination instanceof Destination.Addresses addresses
                && addresses.cidr().family() == dev.weir.net.IpFamily.IPV6;
        if (destination instanceof Destination.Addresses
                && protocol.isIcmp()
                && ipv6 != protocol.equals(Protocol.ICMPV6)) {
            throw wrong(text, "icmp goes with IPv4 destinations and icmpv6 with IPv6 ones");
        }
        return new Allow(service, destination);
    }

    private static Protocol protocol(String text, String word) {
        if (word.isEmpty()) {
            throw wrong(text, "it names no protocol; " + FORM);
        }
        if (word.equals("-1") || !word.equals(word.strip())) {
            throw wrong(text, "expected a protocol by name or number, or all");
        }
        if (word.matches("[0-9]+") && !NUMBER.matcher(word).matches()) {
            throw wrong(text, "a protocol number is 0 to 255 without leading zeros, found " + word);
        }
        try {
            return Protocol.parse(word.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong(text, "unknown protocol; expected tcp, udp, icmp, icmpv6, a number from 0 to 255, or all");
        }
    }

    private static Service service(String text, Protocol protocol, String ports) {
        if (protocol.hasPorts()) {
            return Service.of(protocol, ports(text, protocol, ports));
        }
        if (ports.isEmpty()) {
            return Service.all(protocol);
        }
        if (!protocol.isIcmp()) {
            throw wrong(
                    text,
                    (protocol.isAll() ? "all traffic" : "protocol " + protocol)
                            + " has no ports; expected nothing between" + " the colons, as in all::10.0.0.0/8");
        }
        String[] parts = ports.split("/", -1);
        if (parts.length > 2) {
            throw wrong(text, "expected an ICMP type, or type/code, such as 8/0");
        }
        int type = number(text, parts[0], 255, "an ICMP type");
        int code = parts.length == 2 ? number(text, parts[1], 255, "an ICMP code") : -1;
        return Service.of(protocol, OptionalInt.of(type), OptionalInt.of(code));
    }

    private static PortRange ports(String text, Protocol protocol, String ports) {
        if (ports.isEmpty()) {
            throw wrong(text, protocol + " needs ports: a port, a range such as 1024-2048, or all");
        }
        if (ports.equals("all")) {
            return PortRange.ALL;
        }
        int dash = ports.indexOf('-');
        int from = number(text, dash < 0 ? ports : ports.substring(0, dash), 65_535, "a port");
        int to = dash < 0 ? from : number(text, ports.substring(dash + 1), 65_535, "a port");
        if (from > to) {
            throw wrong(text, "its ports run downwards, expected %d-%d".formatted(to, from));
        }
        return new PortRange(from, to);
    }

    private static int number(String text, String word, int most, String what) {
        if (!NUMBER.matcher(word).matches() || Integer.parseInt(word) > most) {
            throw wrong(text, "%s is 0 to %d without leading zeros, found `%s`".formatted(what, most, visible(word)));
        }
        return Integer.parseInt(word);
    }

    private static Destination destination(String text, String word) {
        if (word.isEmpty()) {
            throw wrong(text, "it names no destination; expected a CIDR, an address, pl-… or sg-…");
        }
        if (word.startsWith("sg-") || word.startsWith("pl-")) {
            if (!ID.matcher(word).matches()) {
                throw wrong(text, "`" + visible(word) + "` is no id");
            }
            return word.startsWith("sg-")
                    ? new Destination.Group(word, Optional.empty())
                    : new Destination.PrefixList(word);
        }
        try {
            return Destination.of(word.indexOf('/') < 0 ? Cidr.host(IpAddress.parse(word)) : Cidr.parse(word));
        } catch (IllegalArgumentException noAddress) {
            throw wrong(text, visible(String.valueOf(noAddress.getMessage())));
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("`" + visible(text) + "` cannot be allowed: " + why);
    }

    private static String visible(String text) {
        String visible = text.replaceAll("[^ -~…]", "?");
        return visible.length() <= 200 ? visible : visible.substring(0, 200) + "…";
    }

    /** The rule that permits exactly this. */
    public SecurityGroupRule.Known rule() {
        return SecurityGroupRule.Known.of(service, destination);
    }

    /** {@code tcp 443 to 203.0.113.0/28}. */
    @Override
    public String toString() {
        return service + " to " + destination.text();
    }
}
