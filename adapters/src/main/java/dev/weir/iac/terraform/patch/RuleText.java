package dev.weir.iac.terraform.patch;

import dev.weir.iac.terraform.ProviderResources;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules as Terraform writes them: blocks, objects and resources, in native syntax as {@code terraform fmt} aligns them, or in
 * JSON; with no indentation and no line ends, JSON in one line.
 *
 * @param inner the indentation of one more level
 */
record RuleText(Syntax syntax, String indent, String inner, String newline) {

    static final String ONE_RULE = "aws_vpc_security_group_egress_rule";
    static final String RULE_OF_TYPE = "aws_security_group_rule";

    /** What says where a rule leads, in a block or in a resource of either type. */
    static final Set<String> FAR_ENDS = ProviderResources.farEnds();

    /** What text is written in. */
    enum Syntax {
        NATIVE,
        JSON
    }

    /** An {@code egress} block for rules of one service and description, which only native syntax has. */
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
        return indent + braces(all);
    }

    /**
     * A rule resource of this type, which holds these rules.
     *
     * @param group the group's id as it is written there
     * @param rules as {@link #perResource} puts them together
     */
    String resource(String type, String name, String group, List<Known> rules) {
        Map<String, String> arguments =
                type.equals(RULE_OF_TYPE) ? ofType(group, rules) : ofOne(group, rules.get(0), syntax);
        return syntax == Syntax.JSON
                ? indent + quoted(name) + ": " + braces(arguments)
                : newline + "resource \"" + type + "\" \"" + name + "\" " + braces(arguments) + newline;
    }

    private static Map<String, String> ofOne(String group, Known rule, Syntax syntax) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("security_group_id", group);
        arguments.putAll(oneRule(rule, syntax));
        return arguments;
    }

    /** What a resource of one rule, or an object that stands for one, says of it. */
    static Map<String, String> oneRule(Known rule, Syntax syntax) {
        Map<String, String> arguments = new LinkedHashMap<>();
        rule.description()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> arguments.put("description", quoted(text)));
        arguments.put("ip_protocol", quoted(rule.service().protocol().toString()));
        if (rule.service().fromPort().isPresent()) {
            arguments.put("from_port", String.valueOf(rule.service().fromPort().getAsInt()));
            arguments.put("to_port", String.valueOf(rule.service().toPort().getAsInt()));
        }
        arguments.put(
                Kind.of(rule.destination()).inResource,
                quoted(rule.destination().text()));
        if (!rule.tags().isEmpty()) {
            String is = syntax == Syntax.JSON ? ": " : " = ";
            arguments.put(
                    "tags",
                    rule.tags().entrySet().stream()
                            .map(tag -> quoted(tag.getKey()) + is + quoted(tag.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }")));
        }
        return arguments;
    }

    private static Map<String, String> ofType(String group, List<Known> rules) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("type", "\"egress\"");
        arguments.put("security_group_id", group);
        arguments.putAll(arguments(rules));
        if (arguments.remove(Kind.GROUP.inBlock) != null) {
            arguments.put(
                    "source_security_group_id",
                    quoted(rules.get(0).destination().text()));
        }
        return arguments;
    }

    private static Map<String, String> arguments(List<Known> rules) {
        Known first = rules.get(0);
        Map<String, String> arguments = new LinkedHashMap<>();
        first.description()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> arguments.put("description", quoted(text)));
        arguments.put("from_port", String.valueOf(first.service().fromPort().orElse(0)));
        arguments.put("to_port", String.valueOf(first.service().toPort().orElse(0)));
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

    private String braces(Map<String, String> arguments) {
        return syntax == Syntax.JSON && newline.isEmpty()
                ? members(arguments, ", ", "", "{", "}")
                : syntax == Syntax.JSON
                        ? members(arguments, "," + newline, inner, "{" + newline, newline + indent + "}")
                        : "{" + newline + lines(arguments) + indent + "}";
    }

    private static String members(
            Map<String, String> arguments, String between, String before, String open, String close) {
        return arguments.entrySet().stream()
                .map(argument -> before + quoted(argument.getKey()) + ": " + argument.getValue())
                .collect(Collectors.joining(between, open, close));
    }

    private String lines(Map<String, String> arguments) {
        int width = arguments.keySet().stream().mapToInt(String::length).max().orElse(0);
        return arguments.entrySet().stream()
                .map(argument -> inner + argument.getKey()
                        + " ".repeat(width - argument.getKey().length()) + " = " + argument.getValue() + newline)
                .collect(Collectors.joining());
    }

    /** A text that HCL reads back as the same, in either syntax, whatever is in it. */
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

    /** Rules of one service and description, as resources of this type hold them: several of one kind, or one each. */
    static List<List<Known>> perResource(String type, List<Known> rules) {
        if (!type.equals(RULE_OF_TYPE)) {
            return rules.stream().map(List::of).toList();
        }
        List<List<Known>> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Known> of = rules.stream()
                    .filter(rule -> Kind.of(rule.destination()) == kind)
                    .toList();
            if (kind == Kind.GROUP) {
                of.forEach(rule -> all.add(List.of(rule)));
            } else if (!of.isEmpty()) {
                all.add(of);
            }
        }
        return all;
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

        /** Whether it is named by an id, which code knows only by reference. */
        boolean isId() {
            return this == PREFIX_LIST || this == GROUP;
        }

        static Kind of(Destination destination) {
            return destination.match(
                    addresses -> addresses.cidr().family() == IpFamily.IPV4 ? IPV4 : IPV6,
                    list -> PREFIX_LIST,
                    group -> GROUP);
        }
    }
}
