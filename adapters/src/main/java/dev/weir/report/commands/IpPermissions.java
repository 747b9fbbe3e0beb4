package dev.weir.report.commands;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules as the AWS CLI takes them in {@code --ip-permissions}: a JSON list with one entry per protocol and ports.
 *
 * <p>In ASCII, on one line. With descriptions it describes rules to be made; without them rules to be found, because EC2
 * finds a rule by protocol, ports and destination alone.
 */
public final class IpPermissions {

    private IpPermissions() {}

    /** The rules without their descriptions, to be revoked. */
    public static String toRevoke(List<SecurityGroupRule.Known> rules) {
        return json(rules, Descriptions.LEFT_OUT);
    }

    /** The rules with their descriptions, to be authorized. */
    static String toAuthorize(List<SecurityGroupRule.Known> rules) {
        return json(rules, Descriptions.KEPT);
    }

    private enum Descriptions {
        KEPT,
        LEFT_OUT
    }

    private static String json(List<SecurityGroupRule.Known> rules, Descriptions descriptions) {
        List<IpPermission> permissions = new ArrayList<>();
        for (SecurityGroupRule.Known rule : rules) {
            permissionFor(rule.service(), permissions).add(rule, descriptions == Descriptions.KEPT);
        }
        StringBuilder json = new StringBuilder("[");
        for (IpPermission permission : permissions) {
            separate(json);
            permission.appendTo(json);
        }
        return json.append(']').toString();
    }

    private static IpPermission permissionFor(Service service, List<IpPermission> permissions) {
        for (IpPermission permission : permissions) {
            if (permission.service.compareTo(service) == 0) {
                return permission;
            }
        }
        IpPermission added = new IpPermission(service);
        permissions.add(added);
        return added;
    }

    /** One protocol with its ports, and the destinations of the rules that name it. */
    private static final class IpPermission {

        private final Service service;
        private final List<String> ipRanges = new ArrayList<>();
        private final List<String> ipv6Ranges = new ArrayList<>();
        private final List<String> prefixLists = new ArrayList<>();
        private final List<String> groups = new ArrayList<>();

        IpPermission(Service service) {
            this.service = service;
        }

        void add(SecurityGroupRule.Known rule, boolean described) {
            String description = described ? rule.description().orElse("") : "";
            rule.destination()
                    .match(
                            addresses -> addCidr(addresses.cidr(), description),
                            list -> prefixLists.add(item("PrefixListId", list.id(), description)),
                            group -> groups.add(item("GroupId", group, description)));
        }

        private boolean addCidr(Cidr cidr, String description) {
            return cidr.family() == IpFamily.IPV4
                    ? ipRanges.add(item("CidrIp", cidr.toString(), description))
                    : ipv6Ranges.add(item("CidrIpv6", cidr.toString(), description));
        }

        private static String item(String key, String value, String description) {
            StringBuilder item = new StringBuilder("{");
            member(item, key, value);
            return close(item, description);
        }

        private static String item(String key, Destination.Group group, String description) {
            StringBuilder item = new StringBuilder("{");
            member(item, key, group.id());
            group.account().ifPresent(account -> member(item, "UserId", account));
            return close(item, description);
        }

        private static String close(StringBuilder item, String description) {
            if (!description.isEmpty()) {
                member(item, "Description", description);
            }
            return item.append('}').toString();
        }

        void appendTo(StringBuilder json) {
            json.append("{\"IpProtocol\":\"").append(service.protocol()).append('"');
            service.fromPort().ifPresent(port -> json.append(",\"FromPort\":").append(port));
            service.toPort().ifPresent(port -> json.append(",\"ToPort\":").append(port));
            appendList(json, "IpRanges", ipRanges);
            appendList(json, "Ipv6Ranges", ipv6Ranges);
            appendList(json, "PrefixListIds", prefixLists);
            appendList(json, "UserIdGroupPairs", groups);
            json.append('}');
        }

        private static void appendList(StringBuilder json, String name, List<String> items) {
            if (items.isEmpty()) {
                return;
            }
            json.append(",\"").append(name).append("\":[");
            for (String item : items) {
                separate(json);
                json.append(item);
            }
            json.append(']');
        }
    }

    static void member(StringBuilder json, String name, String value) {
        separate(json);
        json.append('"').append(name).append("\":");
        appendQuoted(json, value);
    }

    /** The text as a JSON string, in ASCII. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder();
        appendQuoted(json, text);
        return json.toString();
    }

    private static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        int plainFrom = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                json.append(text, plainFrom, at);
                appendEscaped(json, character);
                plainFrom = at + 1;
            }
        }
        json.append(text, plainFrom, text.length()).append('"');
    }

    private static void appendEscaped(StringBuilder json, char character) {
        if (character == '"' || character == '\\') {
            json.append('\\').append(character);
            return;
        }
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(Character.forDigit(character >> shift & 15, 16));
        }
    }

    static void separate(StringBuilder json) {
        char last = json.charAt(json.length() - 1);
        if (last != '[' && last != '{') {
            json.append(',');
        }
    }
}
