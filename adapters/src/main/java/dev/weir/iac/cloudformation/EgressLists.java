package dev.weir.iac.cloudformation;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The outbound rules of a group that lists them, in two deployments: CloudFormation removes a changed rule before it adds it
 * again, so rules are only added first, and only removed second.
 *
 * @param wide of the first deployment: what will be needed, beside what is there
 * @param narrow of the second: what is needed; never empty, which AWS would fill with a rule that permits everything
 */
public record EgressLists(List<SecurityGroupRule.Known> wide, List<SecurityGroupRule.Known> narrow) {

    public EgressLists {
        wide = List.copyOf(wide);
        narrow = List.copyOf(narrow);
    }

    /** Those that a change comes to. */
    public static EgressLists of(Plan.Change change) {
        List<SecurityGroupRule.Known> wide = new ArrayList<>(change.result());
        wide.addAll(change.revoke());
        return new EgressLists(wide, change.result().isEmpty() ? List.of(TemplatePatch.NOTHING) : change.result());
    }

    /** The property as a template in YAML has it, by the words that say when. */
    public Map<String, String> asTemplate() {
        Map<String, String> property = new LinkedHashMap<>();
        property.put("First deployment, which only adds:", property(wide));
        property.put("Second deployment, once the first is in place, which only removes:", property(narrow));
        return property;
    }

    private static String property(List<SecurityGroupRule.Known> rules) {
        return rules.stream()
                .map(rule -> "  - " + new TemplateRule(rule).block("    ", "\n") + "\n")
                .distinct()
                .collect(Collectors.joining("", "SecurityGroupEgress:\n", ""));
    }
}
