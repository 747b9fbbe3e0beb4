package dev.weir.iac.terraform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which resources an expression can mean whose value is not known yet, followed through the plan's {@code configuration}: from
 * arguments to resources, into modules through outputs, and out of them through variables.
 *
 * <p>A plan does not hold locals. What leads into one can mean whatever its module can reach. An output or variable that is an
 * object is one expression, so that it can mean all that it refers to.
 *
 * <pre>
 *   security_group_id = module.outer.group.id        module.outer's output "group"
 *                       { id = module.inner.sg_id }  module.inner's output "sg_id"
 *                       aws_security_group.bare.id   module.outer.module.inner.aws_security_group.bare
 * </pre>
 */
final class PlanLinks {

    private final PlanModule root;
    private final Map<String, List<ResourceAddress>> instances = new HashMap<>();
    private final Set<String> modules = new LinkedHashSet<>();
    private final Map<String, List<String>> calls = new HashMap<>();
    private final Map<String, Optional<PlanModule>> blocks = new HashMap<>();

    /** @param addresses of the resources that an expression may mean */
    PlanLinks(PlanModule root, Collection<String> addresses) {
        this.root = root;
        for (String address : addresses) {
            ResourceAddress parsed = ResourceAddress.parse(address);
            instances
                    .computeIfAbsent(ResourceAddress.in(parsed.module(), parsed.name()), unused -> new ArrayList<>())
                    .add(parsed);
            for (String module = parsed.module(); !module.isEmpty(); module = ResourceAddress.parent(module)) {
                if (!modules.add(module)) {
                    break;
                }
                String call = module.substring(
                        0, module.length() - ResourceAddress.keyOf(module).length());
                calls.computeIfAbsent(call, unused -> new ArrayList<>()).add(module);
            }
        }
    }

    private Optional<PlanModule> module(String instance) {
        return blocks.computeIfAbsent(instance, same -> root.at(ResourceAddress.block(same)));
    }

    private Optional<PlanModule.ModuleCall> call(String instance) {
        return root.callOf(ResourceAddress.block(instance));
    }

    /** The resources that an argument of a resource can mean, by their addresses. */
    Set<String> targets(ResourceAddress from, String argument) {
        Optional<PlanModule.ResourceBlock> block = module(from.module()).flatMap(module -> module.block(from.name()));
        Walk walk = new Walk();
        block.flatMap(found -> found.expression(argument))
                .ifPresent(expression -> walk.follow(
                        expression, from.module(), from.key(), block.flatMap(PlanModule.ResourceBlock::repeated)));
        return walk.found;
    }

    /** One expression, followed to its ends. */
    private final class Walk {
        private final Set<String> found = new LinkedHashSet<>();
        private final Set<String> seen = new LinkedHashSet<>();

        private void follow(PlanExpression expression, String module, String key, Optional<PlanExpression> repeated) {
            List<String> references = expression.longest();
            boolean byKey = references.contains("each.key") || references.contains("count.index");
            for (String reference : references) {
                if (seen.size() < 10_000 && seen.add(module + "|" + key + "|" + reference)) {
                    follow(reference, module, key, byKey, repeated);
                }
            }
        }

        private void follow(
                String reference, String module, String key, boolean byKey, Optional<PlanExpression> repeated) {
            List<String> steps = ResourceAddress.steps(reference);
            switch (ResourceAddress.bare(steps.get(0))) {
                case "each" -> {
                    if (reference.startsWith("each.value")) {
                        repeated.ifPresent(over -> follow(over, module, "", Optional.empty()));
                    }
                }
                case "count", "path", "terraform", "self", "data" -> {}
                case "var" -> variable(steps, module);
                case "local" -> everythingIn(module);
                case "module" -> output(steps, module, byKey ? key : "");
                default -> resource(steps, module, byKey ? key : "");
            }
        }

        private void resource(List<String> steps, String module, String key) {
            if (steps.size() < 2) {
                return;
            }
            String last = steps.get(1);
            String name = steps.get(0) + "." + ResourceAddress.bare(last);
            List<ResourceAddress> all = instances.getOrDefault(ResourceAddress.in(module, name), List.of());
            choose(all, last.substring(ResourceAddress.bare(last).length()), key)
                    .forEach(one -> found.add(one.toString()));
        }

        /** Those with the key that is written, else with that of whoever refers to them, else all. */
        private List<ResourceAddress> choose(List<ResourceAddress> all, String written, String key) {
            for (String wanted : List.of(written, key)) {
                List<ResourceAddress> exact = all.stream()
                        .filter(one -> !wanted.isEmpty() && one.key().equals(wanted))
                        .toList();
                if (!exact.isEmpty()) {
                    return exact;
                }
            }
            return all;
        }

        private void variable(List<String> steps, String module) {
            if (module.isEmpty() || steps.size() < 2) {
                return;
            }
            call(module)
                    .map(PlanModule.ModuleCall::expressions)
                    .map(given -> given.get(ResourceAddress.bare(steps.get(1))))
                    .ifPresent(expression -> given(expression, module));
        }

        /** Follows what a module is given, to where it is called. */
        private void given(PlanExpression expression, String module) {
            follow(
                    expression,
                    ResourceAddress.parent(module),
                    ResourceAddress.keyOf(module),
                    call(module).flatMap(PlanModule.ModuleCall::repeated));
        }

        private void output(List<String> steps, String module, String key) {
            if (steps.size() < 2) {
                return;
            }
            String name = ResourceAddress.bare(steps.get(1));
            String written = steps.get(1).substring(name.length());
            for (String child : children(module, name, written, key)) {
                Map<String, PlanExpression> outputs =
                        module(child).map(PlanModule::outputs).orElse(Map.of());
                PlanExpression one = steps.size() > 2 ? outputs.get(ResourceAddress.bare(steps.get(2))) : null;
                if (one != null) {
                    follow(one, child, "", Optional.empty());
                } else {
                    outputs.values().forEach(each -> follow(each, child, "", Optional.empty()));
                }
            }
        }

        private List<String> children(String module, String name, String written, String key) {
            String block = ResourceAddress.in(module, "module." + name);
            for (String wanted : List.of(written, key)) {
                if (!wanted.isEmpty() && modules.contains(block + wanted)) {
                    return List.of(block + wanted);
                }
            }
            return calls.getOrDefault(block, List.of());
        }

        /** All that a local of this module can mean: what is in the module and below, and what it is given. */
        private void everythingIn(String module) {
            if (!seen.add(module + "|local")) {
                return;
            }
            instances.values().stream()
                    .flatMap(List::stream)
                    .filter(one -> isWithin(one.module(), module))
                    .forEach(one -> found.add(one.toString()));
            if (!module.isEmpty()) {
                call(module)
                        .ifPresent(
                                call -> call.expressions().values().forEach(expression -> given(expression, module)));
            }
        }

        private boolean isWithin(String module, String other) {
            return module.equals(other) || other.isEmpty() || module.startsWith(other + ".");
        }
    }
}
