package dev.weir.iac.cloudformation;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.JsonObject;
import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** A rule as it is written in a template. */
final class TemplateRule {

    private final Map<String, String> members = new LinkedHashMap<>();

    TemplateRule(SecurityGroupRule.Known rule) {
        Protocol protocol = rule.service().protocol();
        String name = protocol.toString();
        members.put("IpProtocol", protocol.isAll() ? "\"-1\"" : quoted(name));
        if (!protocol.isAll()) {
            rule.service().fromPort().ifPresent(port -> members.put("FromPort", String.valueOf(port)));
            rule.service().toPort().ifPresent(port -> members.put("ToPort", String.valueOf(port)));
        }
        String key = rule.destination()
                .match(
                        addresses -> addresses.cidr().family() == IpFamily.IPV4 ? "CidrIp" : "CidrIpv6",
                        list -> "DestinationPrefixListId",
                        group -> "DestinationSecurityGroupId");
        members.put(key, quoted(rule.destination().text()));
        rule.description().filter(text -> !text.isEmpty()).ifPresent(text -> members.put("Description", quoted(text)));
    }

    /** In quotes, which JSON and YAML read alike. */
    static String quoted(String text) {
        String object = new String(JsonObject.of(json -> json.text("t", text)).canonical(), StandardCharsets.UTF_8);
        return object.substring("{\"t\":".length(), object.length() - 1);
    }

    /** Its parts, as JSON and YAML write each, in the order in which people do. */
    Map<String, String> members() {
        return Collections.unmodifiableMap(members);
    }

    /** {@code {IpProtocol: "tcp", FromPort: 443, …}}. */
    String flow() {
        return "{" + joined(", ", (key, value) -> key + ": " + value) + "}";
    }

    /** Lines of YAML, the second and the following indented. */
    String block(String indent, String end) {
        return joined(end + indent, (key, value) -> key + ": " + value);
    }

    /** A JSON object on one line. */
    String json() {
        return "{" + joined(", ", (key, value) -> "\"" + key + "\": " + value) + "}";
    }

    /** A JSON object on lines of its own. */
    String json(String indent, String step, String end) {
        String lead = end + indent + step;
        return "{" + joined(",", (key, value) -> lead + "\"" + key + "\": " + value) + end + indent + "}";
    }

    private String joined(String between, BinaryOperator<String> member) {
        return members.entrySet().stream()
                .map(one -> member.apply(one.getKey(), one.getValue()))
                .collect(Collectors.joining(between));
    }
}
