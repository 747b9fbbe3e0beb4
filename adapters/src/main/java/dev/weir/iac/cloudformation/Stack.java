package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A template with what its parameters are given: what one deployment of it makes.
 *
 * <p>A nested stack is one of its own, whose parameters its parent gives and whose outputs its parent reads.
 */
final class Stack {

    /**
     * How a template becomes a stack.
     *
     * @param scope its account and Region, where known
     * @param stackName where known
     * @param given what a parameter is given
     */
    record Deployment(Scope scope, Optional<String> stackName, Function<String, Optional<Value>> given) {}

    private final Template template;
    private final String path;
    private final Deployment deployment;
    private final BiFunction<Stack, String, Optional<Stack>> nested;
    private final Intrinsics intrinsics;
    private final Map<String, Optional<Stack>> children = new HashMap<>();
    private Map<String, Member> resources;
    private boolean areWrittenOut;

    /**
     * @param path of the stacks that it is nested in, each with a slash; empty of one that is not
     * @param others the stacks beside it
     * @param nested the nested stack that a resource of a stack makes, where its template is at hand
     * @param problems takes what is malformed
     */
    Stack(
            Template template,
            String path,
            Deployment deployment,
            StackOutputs others,
            BiFunction<Stack, String, Optional<Stack>> nested,
            BiConsumer<Origin, String> problems) {
        this.template = template;
        this.path = path;
        this.deployment = deployment;
        this.nested = nested;
        this.intrinsics = new Intrinsics(this, others, problems);
        this.resources = template.section("Resources").members();
    }

    Template template() {
        return template;
    }

    String path() {
        return path;
    }

    Scope scope() {
        return deployment.scope();
    }

    /** The name of the stack, where known. */
    Optional<String> name() {
        return deployment.stackName();
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    Optional<Value> given(String parameter) {
        return deployment.given().apply(parameter);
    }

    /** The resources, loops written out; those whose condition does not hold, too. */
    Map<String, Member> resources() {
        if (!areWrittenOut) {
            // What a loop goes through may ask for a resource: it finds those that stand there.
            areWrittenOut = true;
            resources = intrinsics.members(template.section("Resources"));
        }
        return resources;
    }

    Optional<Fields> resource(String name) {
        return Optional.ofNullable(resources.get(name)).map(Member::value).flatMap(Node::asFields);
    }

    /** A property of a resource; nothing where it is left out. */
    Optional<Node> property(String resource, String property) {
        return resource(resource)
                .flatMap(fields -> fields.fields("Properties"))
                .flatMap(properties -> properties.value(property));
    }

    Optional<Stack> child(String name) {
        Optional<Stack> known = children.get(name);
        if (known == null) {
            known = nested.apply(this, name);
            children.put(name, known);
        }
        return known;
    }

    /** The type of a resource of this stack or of one nested in it; empty where there is none. */
    String typeOf(String address) {
        String below = address.substring(path.length());
        int slash = below.indexOf('/');
        return slash < 0
                ? resource(below).flatMap(fields -> fields.text("Type")).orElse("")
                : child(below.substring(0, slash))
                        .map(child -> child.typeOf(address))
                        .orElse("");
    }

    /** What the stack answers under this name. */
    Optional<Value> output(String name) {
        return Optional.ofNullable(
                        intrinsics.members(template.section("Outputs")).get(name))
                .flatMap(output -> output.value().asFields())
                .flatMap(this::value);
    }

    /** What the stack exports under this name. */
    Optional<Value> exported(String name) {
        return intrinsics.members(template.section("Outputs")).values().stream()
                .flatMap(output -> output.value().asFields().stream())
                .filter(fields -> fields.fields("Export")
                        .flatMap(export -> export.value("Name"))
                        .map(intrinsics::value)
                        .flatMap(Value::scalar)
                        .equals(Optional.of(name)))
                .findFirst()
                .flatMap(this::value);
    }

    private Optional<Value> value(Fields output) {
        return output.value("Value").map(intrinsics::value);
    }
}
