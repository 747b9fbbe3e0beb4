package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.iac.cloudformation.Node.Scalar;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the nodes of a stack come to: its parameters put in, its functions called.
 *
 * <p>A function of what is not known is not known; a function of a {@link Value.OneOf} is called for each branch, so that what
 * depends on one condition in many places goes together.
 */
final class Intrinsics {

    /** Functions in functions, far more than anybody writes. */
    private static final int DEEPEST = 120;

    private final Stack stack;
    private final StackOutputs others;
    private final BiConsumer<Origin, String> problems;
    private final Loops loops = new Loops(this::collection);
    private final Parameters parameters;
    private final FunctionCalls functions;
    private final StackConditions conditions;
    private final Map<Node, Value> known = new IdentityHashMap<>();
    private final Map<Fields, Map<String, Member>> writtenOut = new IdentityHashMap<>();
    private int depth;

    Intrinsics(Stack stack, StackOutputs others, BiConsumer<Origin, String> problems) {
        this.stack = stack;
        this.others = others;
        this.problems = problems;
        this.parameters = new Parameters(stack);
        this.functions = new FunctionCalls(stack, this);
        this.conditions = new StackConditions(stack, this, problems);
    }

    StackOutputs others() {
        return others;
    }

    StackConditions conditions() {
        return conditions;
    }

    /** The members of an object, its loops written out. */
    Map<String, Member> members(Fields fields) {
        Map<String, Member> before = writtenOut.get(fields);
        if (before != null) {
            return before;
        }
        Map<String, Member> members = loops.members(fields);
        writtenOut.put(fields, members);
        return members;
    }

    private Optional<List<String>> collection(Node node) {
        return value(node) instanceof Value.Items items ? PureFunctions.texts(items.elements()) : Optional.empty();
    }

    /** What a node comes to. */
    Value value(Node node) {
        Value before = known.get(node);
        if (before != null) {
            return before;
        }
        if (depth > DEEPEST) {
            problems.accept(
                    node.origin(),
                    "more than " + DEEPEST + " functions stand in each other here; what they say is not known");
            return new Value.Unknown("the functions around it nest too deep", node.origin());
        }
        depth++;
        Value value = fresh(node);
        depth--;
        known.put(node, value);
        return value;
    }

    private Value fresh(Node node) {
        if (node instanceof Scalar scalar) {
            return text(scalar.text(), scalar.origin());
        }
        if (node instanceof Items items) {
            List<Value> elements = items.nodes().stream()
                    .map(this::value)
                    .filter(element -> !(element instanceof Value.Nothing))
                    .toList();
            return new Value.Items(elements, items.origin());
        }
        if (node instanceof Fields fields) {
            Optional<Map.Entry<String, Member>> function =
                    fields.only().filter(only -> FunctionCalls.isOne(only.getKey()));
            return function.isPresent()
                    ? functions.call(
                            function.get().getKey(), function.get().getValue().value(), fields)
                    : object(fields);
        }
        return new Value.Nothing(node.origin());
    }

    /** A text as it is written; what is looked up at deployment is not known. */
    static Value text(String text, Origin origin) {
        return text.contains("{{resolve:")
                ? new Value.Unknown("the dynamic reference " + Quoted.of(text) + " is looked up at deployment", origin)
                : new Value.Text(text, origin);
    }

    private Value object(Fields fields) {
        Map<String, Value> members = new LinkedHashMap<>();
        members(fields).forEach((key, member) -> {
            Origin origin = member.value().origin();
            members.put(
                    key,
                    fields.repeated().contains(key)
                            ? wrong(origin, "the key " + Quoted.of(key) + " stands twice, so what it says is not known")
                            : value(member.value()));
        });
        return members.containsKey("Fn::Transform")
                ? new Value.Unknown("a macro writes part of what stands here", fields.origin())
                : new Value.Fields(members, fields.origin());
    }

    /** What a name stands for: a pseudo parameter, a parameter, or a resource. */
    Value reference(String name, Origin origin) {
        Optional<Value> parameter = parameters.value(name, origin);
        if (parameter.isPresent()) {
            return parameter.get();
        }
        if (stack.resources().containsKey(name)) {
            return new Value.Reference(stack.path() + name, "Ref", origin);
        }
        return wrong(origin, Quoted.of(name) + " is neither a parameter nor a resource of this template");
    }

    /** An attribute of a resource: of a nested stack what it puts out, of a network its block. */
    Value attribute(String name, String attribute, Origin origin) {
        Optional<Fields> resource = stack.resource(name);
        String type = resource.flatMap(fields -> fields.text("Type")).orElse("");
        if (resource.isEmpty()) {
            return wrong(origin, Quoted.of(name) + " is no resource of this template");
        }
        if (attribute.startsWith("Outputs.")) {
            Optional<Value> output =
                    stack.child(name).flatMap(child -> child.output(attribute.substring("Outputs.".length())));
            if (output.isPresent()) {
                return output.get();
            }
        }
        boolean isNetwork = type.equals("AWS::EC2::VPC") || type.equals("AWS::EC2::Subnet");
        Optional<Node> block =
                isNetwork && attribute.equals("CidrBlock") ? stack.property(name, attribute) : Optional.empty();
        return block.map(this::value)
                .filter(value -> !(value instanceof Value.Nothing))
                .orElseGet(() -> new Value.Reference(stack.path() + name, attribute, origin));
    }

    /** What another stack exports under this name. */
    Value imported(String name, Origin origin) {
        return others.exported(name, stack)
                .orElseGet(() -> new Value.Unknown("the export " + Quoted.of(name) + " is of another stack", origin));
    }

    /** An output of another stack, which may be in another Region. */
    Value outputOfStack(String stackName, String output, Optional<String> region, Origin origin) {
        return others.output(stackName, output, region, stack)
                .orElseGet(() -> new Value.Unknown(
                        "the output " + Quoted.of(output) + " of the stack " + Quoted.of(stackName)
                                + " is of another stack",
                        origin));
    }

    Parameters parameters() {
        return parameters;
    }

    /** What is not known because it is wrong, which is told. */
    Value wrong(Origin origin, String text) {
        problems.accept(origin, text);
        return new Value.Unknown(text, origin);
    }
}
