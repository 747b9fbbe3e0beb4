package dev.weir.iac.terraform.patch;

import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ids by which Terraform takes over rules that are live already.
 *
 * <p>Source: documentation of hashicorp/aws, "Import" of {@code aws_vpc_security_group_egress_rule} (the rule's id) and of
 * {@code aws_security_group_rule} (group, type, protocol, ports and sources, joined by underscores).
 *
 * @param before the configuration before
 * @param after the configuration that says what is live
 * @param group the group's address
 * @param live its rules, with their ids
 */
record Imports(EditedConfiguration before, EditedConfiguration after, String group, List<Known> live) {

    /** By the addresses of the rule resources that are new. */
    private Map<String, String> ids() {
        Set<String> old = byResource(before).keySet();
        Map<String, String> ids = new TreeMap<>();
        byResource(after).forEach((resource, rules) -> {
            if (!old.contains(resource) && !resource.equals(group)) {
                ids.put(resource, id(resource, rules));
            }
        });
        return ids;
    }

    private Map<String, List<Known>> byResource(EditedConfiguration code) {
        return code.rulesOf(group).stream()
                .collect(Collectors.groupingBy(RulePlaces::resourceOf, TreeMap::new, Collectors.toList()));
    }

    private String id(String resource, List<Known> rules) {
        String type = ResourceAddress.parse(resource).name();
        return type.startsWith(RuleText.RULE_OF_TYPE + ".") ? idOfType(rules) : idOfRule(rules.get(0));
    }

    private String idOfRule(Known rule) {
        return live.stream()
                .filter(rule::sameRuleAs)
                .flatMap(one -> one.id().stream())
                .findFirst()
                .orElseThrow(
                        () -> new GroupPatches.Refused(
                                rule.origin().orElseThrow(),
                                "the id of the rule " + EditedConfiguration.key(rule)
                                        + " is not in the journal, so that Terraform could not take it over; help: `aws ec2"
                                        + " describe-security-group-rules` tells it: write the rule and an `import` block by hand"));
    }

    private String idOfType(List<Known> rules) {
        Known first = rules.get(0);
        List<String> parts = new ArrayList<>(List.of(
                owner().id(),
                "egress",
                first.service().protocol().toString(),
                String.valueOf(first.service().fromPort().orElse(0)),
                String.valueOf(first.service().toPort().orElse(0))));
        rules.forEach(rule -> parts.add(rule.destination().text()));
        return String.join("_", parts);
    }

    /**
     * A new file with the blocks that make Terraform take them over, of the root module, or of the group's, where that may be;
     * empty where no resource is new.
     */
    Optional<GroupPatches.Changed> file(InventoryDocument root, TerraformState state) {
        Map<String, String> ids = ids();
        String module = ResourceAddress.parse(group).module();
        Optional<InventoryDocument> inside = state.allowsImportsInModules()
                        && !module.isEmpty()
                        && ids.keySet().stream()
                                .allMatch(one ->
                                        ResourceAddress.parse(one).module().equals(module))
                ? after.onlyPlaceOf(module)
                : Optional.empty();
        String text = ids.entrySet().stream()
                .map(one -> block(
                        inside.isPresent() ? one.getKey().substring(module.length() + 1) : one.getKey(),
                        one.getValue()))
                .collect(Collectors.joining("\n"));
        InventoryDocument place = inside.orElse(root);
        String like = "weir-import-" + owner().id().replaceAll("[^A-Za-z0-9-]", "_");
        String name = like + ".tf";
        for (int next = 2; place.beside(name).isPresent(); next++) {
            name = like + "-" + next + ".tf";
        }
        String path = place.pathInRepository();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new GroupPatches.Changed(
                        name, path.substring(0, path.lastIndexOf('/') + 1) + name, "", text, text));
    }

    private SecurityGroup owner() {
        return Optional.ofNullable(after.groups().get(group)).orElseThrow();
    }

    static String block(String address, String id) {
        String to = address.replace("${", "$${").replace("%{", "%%{");
        return "import {\n  to = " + to + "\n  id = " + RuleText.quoted(id) + "\n}\n";
    }
}
