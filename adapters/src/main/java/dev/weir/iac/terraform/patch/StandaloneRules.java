package dev.weir.iac.terraform.patch;

import dev.weir.iac.terraform.patch.RuleText.Syntax;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.List;
import java.util.stream.Collectors;

/** Rules of a group whose configuration is not at hand: as resources of their own, or as the blocks that it may have instead. */
public record StandaloneRules(String groupId, List<Known> rules) {

    private static final RuleText TEXT = new RuleText(Syntax.NATIVE, "", "  ", "\n");

    public StandaloneRules {
        rules = List.copyOf(rules);
    }

    private String name(int place) {
        return "weir_" + groupId.replaceAll("[^A-Za-z0-9_]", "_") + "_" + (place + 1);
    }

    /** A resource for each. */
    public String text() {
        StringBuilder text = new StringBuilder("# Outbound rules of " + RuleText.quoted(groupId) + ", by weir.\n");
        for (int place = 0; place < rules.size(); place++) {
            text.append(
                    TEXT.resource(RuleText.ONE_RULE, name(place), RuleText.quoted(groupId), List.of(rules.get(place))));
        }
        return text.toString();
    }

    /** What makes Terraform take over those that are live already; a rule without id is left to be made. */
    public String imports() {
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < rules.size(); place++) {
            String address = RuleText.ONE_RULE + "." + name(place);
            rules.get(place)
                    .id()
                    .ifPresentOrElse(
                            id -> text.append('\n').append(Imports.block(address, id)),
                            () -> text.append("\n# ")
                                    .append(address)
                                    .append(" is live: write an import block with the id that `aws ec2"
                                            + " describe-security-group-rules` tells before anything is applied.\n"));
        }
        return text.toString();
    }

    /** {@code egress} blocks for them. */
    public String blocks() {
        return RuleText.together(rules).stream().map(TEXT::block).collect(Collectors.joining());
    }
}
