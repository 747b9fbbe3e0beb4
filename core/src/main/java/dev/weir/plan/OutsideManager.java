package dev.weir.plan;

import dev.weir.inventory.SecurityGroup;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What manages a group's rules besides whoever calls EC2, as its tags, description or name tell, and would undo a change.
 *
 * @param name what it is and what tells it: {@code Terraform (its default description)}
 * @param export the words that make {@code weir export} write the change for it; empty where it cannot
 */
public record OutsideManager(String name, Optional<String> export) {

    /** What manages this group; empty where nothing tells of one, which is no proof that there is none. */
    public static Optional<OutsideManager> of(SecurityGroup group) {
        for (Map.Entry<String, String> tag : group.tags().entrySet()) {
            Optional<OutsideManager> manager = of(tag.getKey(), tag.getValue().toLowerCase(Locale.ROOT));
            if (manager.isPresent()) {
                return manager;
            }
        }
        if (group.description().equals("Managed by Terraform")) {
            return terraform("its default description");
        }
        boolean controller =
                group.name().startsWith("eks-cluster-sg-") || group.name().startsWith("k8s-");
        return controller ? other("a Kubernetes controller (its name)") : Optional.empty();
    }

    private static Optional<OutsideManager> of(String tag, String value) {
        String key = tag.toLowerCase(Locale.ROOT);
        if (key.startsWith("aws:cloudformation:")) {
            return Optional.of(new OutsideManager(
                    "CloudFormation (tag " + tag + ")", Optional.of("--to cloudformation --config TEMPLATE")));
        }
        if (key.startsWith("aws:")) {
            return other("an AWS service (tag " + tag + ")");
        }
        if (key.startsWith("elbv2.k8s.aws/") || key.startsWith("kubernetes.io/") || key.startsWith("eks:")) {
            return other("a Kubernetes controller (tag " + tag + ")");
        }
        boolean says = key.replaceAll("[^a-z]", "").matches("managedby|terraform|iac|provisioner|createdby|tool");
        if (says && (value.contains("terraform") || key.equals("terraform") && value.equals("true"))) {
            return terraform("tag " + tag);
        }
        return says && value.contains("pulumi") ? other("Pulumi (tag " + tag + ")") : Optional.empty();
    }

    private static Optional<OutsideManager> terraform(String sign) {
        return Optional.of(new OutsideManager("Terraform (" + sign + ")", Optional.of("--to terraform --config DIR")));
    }

    private static Optional<OutsideManager> other(String name) {
        return Optional.of(new OutsideManager(name, Optional.empty()));
    }

    /** Why a change of the group's rules would not last, and what to do. */
    public String sentence() {
        return name + " manages this group and would undo the change; help: change it there"
                + export.map(words ->
                                ": `weir export PLAN " + words + " --out OUT` writes two patches that cut no traffic")
                        .orElse("");
    }
}
