package dev.weir.report.commands;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules as the AWS CLI takes them in {@code --ip-permissions}: a JSON list with one entry per protocol and ports.
 *
 * <p>In ASCII, on one line. With descriptions it describes rules to be made; without them rules to be found, because EC2
 * finds a rule by protocol, ports and destination alone.
 */
public final class IpPermissions {

    private final JsonWriter json;
    private final boolean described;

    private IpPermissions(JsonWriter json, boolean described) {
        this.json = json;
        this.described = described;
    }

    /** The rules without their descriptions, to be revoked. */
    public static String toRevoke(List<Known> rules) {
        return JsonWriter.text(JsonStyle.ASCII, json -> new IpPermissions(json, false).write(rules));
    }

    /** The rules with their descriptions, to be authorized. */
    static String toAuthorize(List<Known> rules) {
        return JsonWriter.text(JsonStyle.ASCII, json -> new IpPermissions(json, true).write(rules));
    }

    /** Tags as {@code --tag-specifications} takes them, for the rules that a call makes. */
    static String tagSpecifications(Map<String, String> tags) {
        return JsonWriter.text(JsonStyle.ASCII, json -> {
            json.beginArray();
            if (!tags.isEmpty()) {
                json.beginObject()
                        .text("ResourceType", "security-group-rule")
                        .objects(
                                "Tags",
                                List.copyOf(tags.entrySet()),
                                tag -> json.text("Key", tag.getKey()).text("Value", tag.getValue()))
                        .endObject();
            }
            json.endArray();
        });
    }

    /** Where a permission lists destinations of one kind. */
    private enum Kind {
        IPV4("IpRanges", "CidrIp"),
        IPV6("Ipv6Ranges", "CidrIpv6"),
        PREFIX_LIST("PrefixListIds", "PrefixListId"),
        GROUP("UserIdGroupPairs", "GroupId");

        private final String list;
        private final String field;

        Kind(String list, String field) {
            this.list = list;
            this.field = field;
        }

        static Kind of(Known rule) {
            return rule.destination()
                    .match(
                            addresses -> addresses.cidr().family() == IpFamily.IPV4 ? IPV4 : IPV6,
                            prefixList -> PREFIX_LIST,
                            group -> GROUP);
        }
    }

    private void write(List<Known> rules) {
        Map<Service, List<Known>> permissions = new LinkedHashMap<>();
        for (Known rule : rules) {
            permissions
                    .computeIfAbsent(rule.service(), first -> new ArrayList<>())
                    .add(rule);
        }
        json.beginArray();
        permissions.forEach(this::permission);
        json.endArray();
    }

    private void permission(Service service, List<Known> rules) {
        json.beginObject().text("IpProtocol", service.protocol().toString());
        service.fromPort().ifPresent(port -> json.number("FromPort", port));
        service.toPort().ifPresent(port -> json.number("ToPort", port));
        for (Kind kind : Kind.values()) {
            List<Known> ofKind =
                    rules.stream().filter(rule -> Kind.of(rule) == kind).toList();
            if (!ofKind.isEmpty()) {
                json.objects(kind.list, ofKind, rule -> entry(kind, rule));
            }
        }
        json.endObject();
    }

    private void entry(Kind kind, Known rule) {
        if (rule.destination() instanceof Destination.Group group) {
            json.text(kind.field, group.id());
            group.account().ifPresent(account -> json.text("UserId", account));
        } else {
            json.text(kind.field, rule.destination().text());
        }
        if (described) {
            rule.description()
                    .filter(text -> !text.isEmpty())
                    .ifPresent(description -> json.text("Description", description));
        }
    }
}
