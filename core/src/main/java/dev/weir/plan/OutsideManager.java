package dev.weir.plan;

import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What manages a group's rules besides whoever calls EC2, as its tags, description or name tell, and would undo a change.
 *
 * @param name what it is and what tells it: {@code Terraform (its default description)}
 * @param kind whether people write it as code, or a program makes it by itself
 * @param export the words that make {@code weir export} write the change for it; empty where it cannot
 */
public record OutsideManager(String name, Kind kind, Optional<String> export) {

    /** Who decides what the rules are. */
    public enum Kind {
        /** People do, in code: the change belongs there. */
        CODE,
        /** A controller or an AWS service does: the change belongs into its settings. */
        CONTROLLER
    }

    /**
     * What manages this group; empty where nothing tells of one, which is no proof that there is none.
     *
     * <p>Code outranks a Kubernetes controller where both have left a sign: code tags its groups for controllers to find.
     */
    public static Optional<OutsideManager> of(SecurityGroup group) {
        Optional<OutsideManager> controller = Optional.empty();
        for (Map.Entry<String, String> tag : group.tags().entrySet()) {
            Optional<OutsideManager> manager = of(tag.getKey(), tag.getValue().toLowerCase(Locale.ROOT));
            if (manager.isPresent() && manager.get().kind == Kind.CODE) {
                return manager;
            }
            controller = controller.or(() -> manager);
        }
        if (group.description().equals("Managed by Terraform")) {
            return terraform("its default description");
        }
        boolean named =
                group.name().startsWith("eks-cluster-sg-") || group.name().startsWith("k8s-");
        return controller.or(() -> named ? other("a Kubernetes controller (its name)") : Optional.empty());
    }

    /** What a group is made by that was read in code. */
    public static OutsideManager declared(Origin.Address address) {
        return new OutsideManager(
                "code: " + address.name() + (address.root().isEmpty() ? "" : " in " + address.root()),
                Kind.CODE,
                Optional.empty());
    }

    private static Optional<OutsideManager> of(String tag, String value) {
        String key = tag.toLowerCase(Locale.ROOT);
        if (key.startsWith("aws:cloudformation:")) {
            return Optional.of(new OutsideManager(
                    "CloudFormation (tag " + tag + ")",
                    Kind.CODE,
                    Optional.of("--to cloudformation --config TEMPLATE")));
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
        return says && value.contains("pulumi")
                ? Optional.of(new OutsideManager("Pulumi (tag " + tag + ")", Kind.CODE, Optional.empty()))
                : Optional.empty();
    }

    private static Optional<OutsideManager> terraform(String sign) {
        return Optional.of(
                new OutsideManager("Terraform (" + sign + ")", Kind.CODE, Optional.of("--to terraform --config DIR")));
    }

    private static Optional<OutsideManager> other(String name) {
        return Optional.of(new OutsideManager(name, Kind.CONTROLLER, Optional.empty()));
    }

    /** Why a change of the group's rules would not last, and what to do. */
    public String sentence() {
        return name + " manages this group and would undo the change; help: change it there"
                + export.map(words ->
                                ": `weir export PLAN " + words + " --out OUT` writes two patches that cut no traffic")
                        .orElse("");
    }
}
