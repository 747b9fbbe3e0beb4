package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules written into a template: at the end of the group's list, or as resources beside those that are its rules. */
record AddedRules(List<SecurityGroupRule.Known> rules) {

    /** The template with the rules. */
    String in(GroupInTemplate group) throws CannotPatch {
        Optional<Node> property = group.property();
        Optional<Items> list = group.list().filter(items -> !items.nodes().isEmpty());
        if (list.isPresent()) {
            return toList(group, list.get());
        }
        boolean isEmptyList = group.list().isPresent();
        if (property.isPresent() && !isEmptyList) {
            throw new CannotPatch(property.get().origin(), "the group's rules are not written as a list here");
        }
        Map<String, Member> resources = group.ruleResources();
        if (resources.isEmpty()) {
            throw CannotPatch.liveFirst(
                    property.map(Node::origin).orElse(group.origin()),
                    "the group lists no outbound rules, so that it has those of AWS, and CloudFormation may take them away"
                            + " with the first rule that is added");
        }
        return asResources(group, resources);
    }

    private String toList(GroupInTemplate group, Items list) throws CannotPatch {
        TemplateEdit edit = new TemplateEdit(group.text());
        String text = group.text().text();
        Node last = list.nodes().get(list.nodes().size() - 1);
        if (!list.span().holds(last.span())) {
            throw new CannotPatch(
                    list.origin(), "the last rule of the list is written elsewhere, and named by an alias");
        }
        StringBuilder piece = new StringBuilder();
        if (isJson(text)) {
            boolean isLines =
                    text.substring(list.span().start(), last.span().start()).contains("\n");
            String indent = group.text().indentation(last.span().start());
            boolean isTall =
                    text.substring(last.span().start(), last.span().end()).contains("\n");
            for (SecurityGroupRule.Known rule : rules) {
                piece.append(isLines ? "," + edit.end() + indent : ", ")
                        .append(
                                isTall
                                        ? new TemplateRule(rule).json(indent, step(last, indent), edit.end())
                                        : new TemplateRule(rule).json());
            }
            return edit.with(last.span().end(), piece.toString());
        }
        if (edit.isFlow(list)) {
            rules.forEach(rule -> piece.append(", ").append(new TemplateRule(rule).flow()));
            return edit.with(last.span().end(), piece.toString());
        }
        String indent = " ".repeat(group.text().column(edit.dash(last)) - 1);
        List<String> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(indent + "- " + new TemplateRule(rule).block(indent + "  ", edit.end())));
        return edit.withLinesAfter(last, String.join(edit.end(), lines));
    }

    private static boolean isJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    /** How much further the members of an object stand than the object. */
    private static String step(Node node, String indent) {
        Optional<Member> first = node.asFields()
                .flatMap(fields -> fields.members().values().stream().findFirst());
        String inner = first.map(member -> node.span().source().indentation(member.start()))
                .orElse(indent + "  ");
        return inner.startsWith(indent) && inner.length() > indent.length() ? inner.substring(indent.length()) : "  ";
    }

    private String asResources(GroupInTemplate group, Map<String, Member> resources) throws CannotPatch {
        TemplateEdit edit = new TemplateEdit(group.text());
        Fields section = group.stack().template().section("Resources");
        if (group.mayPermitAllTraffic()) {
            throw CannotPatch.liveFirst(
                    group.origin(),
                    "the group's rules are resources, and before CloudFormation adds another one it takes away what permits"
                            + " all traffic, so that packets are lost in between");
        }
        Member last = resources.values().stream()
                .max(Comparator.comparingInt(Member::start))
                .orElseThrow();
        if (edit.isFlow(section) && !isJson(group.text().text())) {
            throw new CannotPatch(section.origin(), "the resources are not written as a block here");
        }
        Map<String, SecurityGroupRule.Known> named = new LinkedHashMap<>();
        for (SecurityGroupRule.Known rule : rules) {
            String name = group.address() + "Egress"
                    + "%08X".formatted(GroupInTemplate.key(rule).hashCode());
            if (section.members().containsKey(name)) {
                throw new CannotPatch(section.origin(), "there is a resource " + Quoted.of(name) + " already");
            }
            named.put(name, rule);
        }
        if (isJson(group.text().text())) {
            StringBuilder piece = new StringBuilder();
            Lines lines = Lines.of(edit, section, last);
            named.forEach((name, rule) -> piece.append(lines.json(group.address(), name, rule)));
            return edit.with(last.value().span().end(), piece.toString());
        }
        String indent = group.text().indentation(last.start());
        List<String> lines = new ArrayList<>();
        named.forEach((name, rule) -> {
            lines.add(indent + name + ":");
            lines.add(indent + "  Type: AWS::EC2::SecurityGroupEgress");
            lines.add(indent + "  Properties:");
            lines.add(indent + "    GroupId: !GetAtt " + group.address() + ".GroupId");
            lines.add(indent + "    " + new TemplateRule(rule).block(indent + "    ", edit.end()));
        });
        return edit.withLinesAfter(last.value(), String.join(edit.end(), lines));
    }

    /**
     * How the resources of a template in JSON are broken into lines: by what begins each, and how much deeper what it holds
     * begins; by nothing where it is one line.
     */
    private record Lines(String begin, String step, boolean isOne) {

        static Lines of(TemplateEdit edit, Fields section, Member last) {
            String indent = section.span().source().indentation(last.start());
            boolean isOne = !section.span()
                    .source()
                    .text()
                    .substring(section.span().start(), last.start())
                    .contains("\n");
            return isOne
                    ? new Lines(" ", "", true)
                    : new Lines(edit.end() + indent, AddedRules.step(last.value(), indent), false);
        }

        private String deeper(int levels) {
            return begin + step.repeat(levels);
        }

        private String close(int levels) {
            return isOne ? "}" : deeper(levels) + "}";
        }

        String json(String group, String name, SecurityGroupRule.Known rule) {
            StringBuilder text = new StringBuilder();
            text.append(',').append(begin).append('"').append(name).append("\": {");
            text.append(isOne ? "" : deeper(1)).append("\"Type\": \"AWS::EC2::SecurityGroupEgress\",");
            text.append(deeper(1)).append("\"Properties\": {");
            text.append(isOne ? "" : deeper(2)).append("\"GroupId\": {\"Fn::GetAtt\": [\"");
            text.append(group).append("\", \"GroupId\"]}");
            new TemplateRule(rule)
                    .members()
                    .forEach((key, value) -> text.append(',')
                            .append(deeper(2))
                            .append('"')
                            .append(key)
                            .append("\": ")
                            .append(value));
            return text.append(close(1)).append(close(0)).toString();
        }
    }
}
