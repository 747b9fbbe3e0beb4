package dev.weir.iac.cloudformation;

import dev.weir.iac.Declarations;
import dev.weir.iac.RuleDeclaration;
import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the stacks of one run tell each other: {@code Export} to {@code Fn::ImportValue}, and outputs to
 * {@code Fn::GetStackOutput}, where the name of the stack is known, as it is in the CDK's assemblies.
 *
 * <p>A name that two stacks of one place have is nobody's. A rule for a group of another stack is judged by itself where it
 * stands; there is no telling whether its stack is deployed, so it may be a rule of that group, or not.
 */
final class StackOutputs {

    private final List<Root> roots = new ArrayList<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /**
     * A stack that no other holds.
     *
     * @param name of its template, as fingerprints know it
     */
    record Root(String name, Stack stack, Declarations declarations) {}

    /** A group under its own root's name for it. */
    private record Group(Declarations declarations, Value.Reference own) {}

    void add(Root root) {
        roots.add(root);
    }

    /** What another stack exports under this name. */
    Optional<Value> exported(String name, Stack asking) {
        return only(
                "export " + name, asking, Optional.empty(), root -> root.stack().exported(name));
    }

    /**
     * An output of another stack.
     *
     * @param region where that stack is, if it is said
     */
    Optional<Value> output(String stackName, String output, Optional<String> region, Stack asking) {
        return only(
                "output " + stackName + " " + output,
                asking,
                region,
                root -> root.stack().name().equals(Optional.of(stackName))
                        ? root.stack().output(output)
                        : Optional.empty());
    }

    /** The one answer; empty where there are several, or where the question is asked in order to answer it. */
    private Optional<Value> only(
            String question, Stack asking, Optional<String> region, Function<Root, Optional<Value>> answer) {
        if (!asked.add(question)) {
            return Optional.empty();
        }
        List<Value> answers = roots.stream()
                .filter(root -> mayBeIn(root.stack().scope(), asking.scope(), region))
                .flatMap(root -> answer.apply(root).map(value -> outside(value, root)).stream())
                .toList();
        asked.remove(question);
        return answers.size() == 1 ? Optional.of(answers.get(0)) : Optional.empty();
    }

    /** Whether a stack may be where it is looked for: exports are those of one account and Region. */
    private static boolean mayBeIn(Scope scope, Scope asking, Optional<String> region) {
        boolean isHere = region.isPresent() || mayBeEqual(scope.account(), asking.account());
        return isHere && mayBeEqual(scope.region(), region.isPresent() ? region : asking.region());
    }

    private static boolean mayBeEqual(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /** A value as it is called outside of its root, where the same words mean something else. */
    private Value outside(Value value, Root root) {
        if (value instanceof Value.Reference reference) {
            return outside(reference, root);
        }
        if (value instanceof Value.Unknown unknown) {
            return new Value.Unknown(root.name() + ": " + unknown.why(), unknown.origin());
        }
        Value outside = value.withParts(part -> outside(part, root));
        return outside instanceof Value.OneOf oneOf
                ? new Value.OneOf(root.name() + ": " + oneOf.condition(), oneOf.branches(), oneOf.origin())
                : outside;
    }

    private Value outside(Value.Reference reference, Root root) {
        String type = root.stack().typeOf(reference.address());
        if (type.equals("AWS::EC2::PrefixList")) {
            return new Value.Text(root.declarations().prefixListName(reference.address()), reference.origin());
        }
        String address = root.name() + "/" + reference.address();
        if (type.equals(StackDeclarations.GROUP)) {
            groups.put(address, new Group(root.declarations(), reference));
        }
        return new Value.Reference(address, reference.attribute(), reference.origin());
    }

    /** Whether the group of a rule is one of another stack, which then has the rule too. */
    boolean take(RuleDeclaration rule) {
        Group group = rule.group() instanceof Value.Reference reference ? groups.get(reference.address()) : null;
        if (group == null) {
            return false;
        }
        Origin origin = rule.resource().origin();
        Value perhaps = new Value.OneOf(
                "the stack with `" + rule.resource().address() + "` is deployed",
                List.of(rule.rule(), new Value.Nothing(origin)),
                origin);
        group.declarations().rule(rule.with(group.own(), perhaps));
        return true;
    }
}
