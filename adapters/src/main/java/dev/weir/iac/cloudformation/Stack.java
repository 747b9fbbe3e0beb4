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
import java.util.function.Function;

/**
 * A template with what its parameters are given: what one deployment of it makes.
 *
 * <p>A nested stack is one of its own, whose parameters its parent gives and whose outputs its parent reads.
 */
final class Stack {

    private final Template template;
    private final String path;
    private final Scope scope;
    private final Function<String, Optional<Value>> given;
    private final Function<String, Optional<Stack>> nested;
    private final Intrinsics intrinsics;
    private final Map<String, Member> resources;
    private final Map<String, Optional<Stack>> children = new HashMap<>();

    /**
     * A stack.
     *
     * @param path of the stacks that it is nested in, each with a slash; empty of one that is not
     * @param scope its account and Region, where known
     * @param given what a parameter is given
     * @param imports what an export of another stack is
     * @param nested the nested stack that a resource makes, where its template is at hand
     * @param problems takes what is malformed
     */
    Stack(
            Template template,
            String path,
            Scope scope,
            Function<String, Optional<Value>> given,
            Function<String, Optional<Value>> imports,
            Function<NestedStack, Optional<Stack>> nested,
            BiConsumer<Origin, String> problems) {
        this.template = template;
        this.path = path;
        this.scope = scope;
        this.given = given;
        this.nested = name -> nested.apply(new NestedStack(this, name));
        this.intrinsics = new Intrinsics(this, imports, problems);
        this.resources = intrinsics.members(template.section("Resources"));
    }

    /** A resource that makes a stack. */
    record NestedStack(Stack parent, String name) {}

    Template template() {
        return template;
    }

    String path() {
        return path;
    }

    Scope scope() {
        return scope;
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    Optional<Value> given(String parameter) {
        return given.apply(parameter);
    }

    /** The resources, loops written out; those whose condition does not hold, too. */
    Map<String, Member> resources() {
        return resources;
    }

    Optional<Fields> resource(String name) {
        Member member = resources.get(name);
        return member == null ? Optional.empty() : member.value().asFields();
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
            known = nested.apply(name);
            children.put(name, known);
        }
        return known;
    }

    /** What the stack answers under this name. */
    Optional<Value> output(String name) {
        Member output = intrinsics.members(template.section("Outputs")).get(name);
        return (output == null ? Optional.<Fields>empty() : output.value().asFields())
                .flatMap(fields -> fields.value("Value"))
                .map(intrinsics::value);
    }
}
