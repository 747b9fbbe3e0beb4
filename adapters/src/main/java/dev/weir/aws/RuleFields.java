package dev.weir.aws;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One rule's fields as an answer carries them, before anybody asks whether they make sense.
 *
 * <p>DescribeSecurityGroups and DescribeSecurityGroupRules spell the same rule differently (ports of all traffic are absent in
 * the one, -1 in the other); {@link #key} is the same for both.
 *
 * @param protocol IpProtocol
 * @param from FromPort, or ICMP type
 * @param to ToPort, or ICMP code
 * @param kind which field names the far end
 * @param destination that field's text
 * @param account the owner of the referenced group, where the answer tells
 * @param description the rule's description
 */
record RuleFields(
        String protocol,
        OptionalInt from,
        OptionalInt to,
        Kind kind,
        String destination,
        Optional<String> account,
        Optional<String> description) {

    /** Which field names the far end of a rule. */
    enum Kind {
        IPV4,
        IPV6,
        PREFIX_LIST,
        GROUP,
        /** None that this version knows. */
        NONE
    }

    /** What two readings of one rule have in common. */
    String key() {
        return service().map(Service::toString).orElse(protocol + " " + from + " " + to)
                + " to "
                + farEnd().map(Destination::text).orElse(kind + " " + destination);
    }

    /** The rule that the fields mean: whole, or bounded by those that can be read. */
    SecurityGroupRule rule(Optional<String> id, Map<String, String> tags) {
        Optional<Service> service = service();
        Optional<Destination> farEnd = farEnd();
        if (service.isPresent() && farEnd.isPresent()) {
            return new SecurityGroupRule.Known(id, service.get(), farEnd.get(), description, tags);
        }
        Service widest = service.orElseGet(this::widestService);
        SecurityGroupRule.Bound bound = farEnd.map(known -> SecurityGroupRule.Bound.of(widest, known))
                .orElseGet(() -> SecurityGroupRule.Bound.of(widest, widestAddresses()));
        return new SecurityGroupRule.Unresolved(id, bound, unreadable(id));
    }

    private String unreadable(Optional<String> id) {
        String rule = id.map(known -> "rule `" + known + "`").orElse("a rule");
        if (service().isEmpty()) {
            return rule + " has protocol `" + protocol + "` with ports " + text(from) + " to " + text(to)
                    + ", which is no rule that weir knows";
        }
        return kind == Kind.NONE
                ? rule + " names no CIDR, prefix list or security group"
                : rule + " has the destination `" + destination + "`, which is not a CIDR";
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "none";
    }

    private Optional<Service> service() {
        try {
            return Optional.of(Service.of(Protocol.parse(protocol), from, to));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private Service widestService() {
        try {
            return Service.all(Protocol.parse(protocol));
        } catch (IllegalArgumentException unreadable) {
            return Service.ALL;
        }
    }

    private Optional<Destination> farEnd() {
        return switch (kind) {
            case IPV4, IPV6 -> {
                try {
                    yield Optional.of(Destination.of(Cidr.canonical(destination)));
                } catch (IllegalArgumentException unreadable) {
                    yield Optional.empty();
                }
            }
            case PREFIX_LIST -> Optional.of(new Destination.PrefixList(destination));
            case GROUP -> Optional.of(new Destination.Group(destination, account));
            case NONE -> Optional.empty();
        };
    }

    private AddressSet widestAddresses() {
        return switch (kind) {
            case IPV4 -> AddressSet.ALL_IPV4;
            case IPV6 -> AddressSet.ALL_IPV6;
            case PREFIX_LIST, GROUP, NONE -> AddressSet.ALL;
        };
    }
}
