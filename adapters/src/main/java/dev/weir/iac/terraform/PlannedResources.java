package dev.weir.iac.terraform;

import dev.weir.iac.Resource;
import dev.weir.iac.Value;
import dev.weir.inventory.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The resources of a plan, completed by its configuration: what is not known because it was left out, and what is not known but
 * refers to a resource of the plan.
 */
record PlannedResources(PlanModule configuration, PlanProviders providers, Set<String> created) {

    /** Lists that the provider fills in where the configuration says nothing: at creation with nothing. */
    private static final Set<String> FILLED_IN = Set.of("egress", "ingress", "entry");

    /** Completes these, each in its place. */
    void complete(Map<String, Resource> planned) {
        PlanLinks groups = links(planned, ProviderResources::isGroup);
        PlanLinks lists = links(planned, "aws_ec2_managed_prefix_list"::equals);
        planned.replaceAll((address, resource) -> completed(resource, groups, lists));
    }

    private PlanLinks links(Map<String, Resource> planned, Predicate<String> isType) {
        return new PlanLinks(
                configuration,
                planned.values().stream()
                        .filter(resource -> isType.test(resource.type()))
                        .map(Resource::address)
                        .toList());
    }

    private Resource completed(Resource resource, PlanLinks groups, PlanLinks lists) {
        ResourceAddress address = ResourceAddress.parse(resource.address());
        Optional<PlanModule.ResourceBlock> block = configuration
                .at(ResourceAddress.block(address.module()))
                .flatMap(module -> module.block(address.name()));
        Map<String, Value> members = new LinkedHashMap<>(resource.values().members());
        for (Map.Entry<String, Value> member : members.entrySet()) {
            String argument = member.getKey();
            Value value = member.getValue();
            if (value instanceof Value.Unknown && FILLED_IN.contains(argument)) {
                boolean leftOut = created.contains(resource.address())
                        && block.isPresent()
                        && isLeftOut(block.get().expression(argument), address.module(), 0);
                member.setValue(leftOut ? new Value.Nothing(value.origin()) : value);
            } else if (argument.equals("security_group_id") && value instanceof Value.Unknown) {
                member.setValue(linked(groups.targets(address, argument), value));
            } else if (argument.equals("prefix_list_id") && value instanceof Value.Unknown) {
                member.setValue(linked(lists.targets(address, argument), value));
            } else if (argument.equals("prefix_list_ids") || argument.equals("egress") || argument.equals("ingress")) {
                member.setValue(withLists(value, argument, new ArrayList<>(lists.targets(address, argument))));
            }
        }
        Scope ofProvider = block.map(found -> providers.scope(found.provider())).orElse(Scope.UNKNOWN);
        return resource.with(members).orIn(ofProvider);
    }

    /** Whether an argument is not given, is null, or is a variable that is neither. */
    private boolean isLeftOut(Optional<PlanExpression> expression, String module, int depth) {
        if (expression.isEmpty() || expression.get().isNull()) {
            return true;
        }
        List<String> references = expression.get().longest();
        if (module.isEmpty()
                || depth > 64
                || references.size() != 1
                || !references.get(0).startsWith("var.")
                || references.get(0).indexOf('.', 4) >= 0) {
            return false;
        }
        String variable = references.get(0).substring(4);
        String parent = ResourceAddress.parent(module);
        Optional<PlanModule.ModuleCall> call = configuration.callOf(ResourceAddress.block(module));
        return call.isPresent()
                && (call.get().expressions().containsKey(variable)
                        ? isLeftOut(Optional.ofNullable(call.get().expressions().get(variable)), parent, depth + 1)
                        : !call.get().module().hasDefault(variable));
    }

    private static Value linked(Set<String> targets, Value unknown) {
        List<Value> references = references(targets, unknown);
        if (references.isEmpty()) {
            return unknown;
        }
        return references.size() == 1
                ? references.get(0)
                : new Value.OneOf("which of " + String.join(", ", targets) + " it means", references, unknown.origin());
    }

    private static List<Value> references(Iterable<String> targets, Value unknown) {
        List<Value> references = new ArrayList<>();
        targets.forEach(target -> references.add(new Value.Reference(target, "id", unknown.origin())));
        return references;
    }

    /** The value, in which ids of prefix lists that are not known yet are those that the blocks refer to. */
    private static Value withLists(Value value, String name, List<String> lists) {
        if (lists.isEmpty()) {
            return value;
        }
        if (name.equals("prefix_list_ids") && value instanceof Value.Unknown unknown) {
            Value references = new Value.Items(references(lists, unknown), unknown.origin());
            return lists.size() == 1
                    ? references
                    : new Value.Maybe(references, "which of the prefix lists it means is not known", unknown.origin());
        }
        if (value instanceof Value.Items items) {
            return items.withParts(element -> withLists(element, name, lists));
        }
        if (value instanceof Value.Fields fields && fields.members().containsKey("prefix_list_ids")) {
            String member = "prefix_list_ids";
            return fields.with(member, withLists(fields.member(member), member, lists));
        }
        return value;
    }
}
