package dev.weir.iac.terraform;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rules as Terraform writes them: blocks, objects and resources, aligned as {@code terraform fmt} aligns them. */
final class RuleText {

    private final String indent;
    private final String inner;
    private final String newline;

    /** Text with this indentation, one more level of it, and these line ends. */
    RuleText(String indent, String inner, String newline) {
        this.indent = indent;
        this.inner = inner;
        this.newline = newline;
    }

    /** An {@code egress} block for rules of one service and description. */
    String block(List<Known> rules) {
        return indent + "egress {" + newline + lines(arguments(rules)) + indent + "}" + newline;
    }

    /** The same as an object, in which every attribute must stand. */
    String object(List<Known> rules) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("description", "\"\"");
        all.putAll(arguments(rules));
        for (Kind kind : Kind.values()) {
            all.putIfAbsent(kind.inBlock, "[]");
        }
        all.put("self", "false");
        return indent + "{" + newline + lines(all) + indent + "}";
    }

    /** An {@code aws_vpc_security_group_egress_rule}, which holds one rule. */
    String oneRule(String name, String group, Known rule) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("security_group_id", group);
        rule.description().ifPresent(text -> arguments.put("description", quoted(text)));
        arguments.put("ip_protocol", quoted(rule.service().protocol().toString()));
        if (rule.service().fromPort().isPresent()) {
            arguments.put("from_port", String.valueOf(rule.service().fromPort().getAsInt()));
            arguments.put("to_port", String.valueOf(rule.service().toPort().getAsInt()));
        }
        arguments.put(
                Kind.of(rule.destination()).inResource,
                quoted(rule.destination().text()));
        return resource("aws_vpc_security_group_egress_rule", name, arguments);
    }

    /** An {@code aws_security_group_rule} for rules of one service, description and kind of destination. */
    String ruleOfType(String name, String group, List<Known> rules) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("type", "\"egress\"");
        arguments.put("security_group_id", group);
        arguments.putAll(arguments(rules));
        if (arguments.containsKey(Kind.GROUP.inBlock)) {
            arguments.remove(Kind.GROUP.inBlock);
            arguments.put(
                    "source_security_group_id",
                    quoted(rules.get(0).destination().text()));
        }
        return resource("aws_security_group_rule", name, arguments);
    }

    private String resource(String type, String name, Map<String, String> arguments) {
        return newline + "resource \"" + type + "\" \"" + name + "\" {" + newline + lines(arguments) + "}" + newline;
    }

    private Map<String, String> arguments(List<Known> rules) {
        Known first = rules.get(0);
        Map<String, String> arguments = new LinkedHashMap<>();
        first.description()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> arguments.put("description", quoted(text)));
        boolean hasPorts = first.service().fromPort().isPresent();
        arguments.put(
                "from_port",
                hasPorts ? String.valueOf(first.service().fromPort().getAsInt()) : "0");
        arguments.put(
                "to_port", hasPorts ? String.valueOf(first.service().toPort().getAsInt()) : "0");
        arguments.put("protocol", quoted(first.service().protocol().toString()));
        for (Kind kind : Kind.values()) {
            List<String> names = rules.stream()
                    .map(Known::destination)
                    .filter(destination -> Kind.of(destination) == kind)
                    .map(destination -> quoted(destination.text()))
                    .toList();
            if (!names.isEmpty()) {
                arguments.put(kind.inBlock, "[" + String.join(", ", names) + "]");
            }
        }
        return arguments;
    }

    private String lines(Map<String, String> arguments) {
        int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
        return arguments.entrySet().stream()
                .map(argument -> inner + argument.getKey()
                        + " ".repeat(width - argument.getKey().length()) + " = " + argument.getValue() + newline)
                .collect(Collectors.joining());
    }

    /** A text that HCL reads back as the same, whatever is in it. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
            } else if (character < 32) {
                quoted.append("\\u%04x".formatted(character));
            } else {
                quoted.appendCodePoint(character);
            }
        });
        return quoted.append('"').toString().replace("${", "$${").replace("%{", "%%{");
    }

    /** Rules that may stand in one block: of one service and description. */
    static List<List<Known>> together(List<Known> rules) {
        Map<String, List<Known>> groups = new LinkedHashMap<>();
        rules.forEach(rule -> groups.computeIfAbsent(
                        rule.service() + " " + rule.description().orElse(""), unused -> new ArrayList<>())
                .add(rule));
        return List.copyOf(groups.values());
    }

    /** What destinations are called where. */
    enum Kind {
        IPV4("cidr_blocks", "cidr_ipv4"),
        IPV6("ipv6_cidr_blocks", "cidr_ipv6"),
        PREFIX_LIST("prefix_list_ids", "prefix_list_id"),
        GROUP("security_groups", "referenced_security_group_id");

        private final String inBlock;
        private final String inResource;

        Kind(String inBlock, String inResource) {
            this.inBlock = inBlock;
            this.inResource = inResource;
        }

        static Kind of(Destination destination) {
            return destination.match(
                    addresses -> addresses.cidr().family() == IpFamily.IPV4 ? IPV4 : IPV6,
                    list -> PREFIX_LIST,
                    group -> GROUP);
        }
    }
}
