package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of CloudFormation's functions, and of those that AWS::LanguageExtensions adds. */
record FunctionCalls(Stack stack, Intrinsics intrinsics) {

    /** {@code ${Name}}, {@code ${Name.Attribute}} and the literal {@code ${!Name}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    /** Whether an object with this one key is a function's call. */
    static boolean isOne(String key) {
        return key.equals("Ref") || key.startsWith("Fn::") && !Loops.isLoop(key);
    }

    Value call(String function, Node argument, Fields at) {
        Origin origin = at.origin();
        return switch (function) {
            case "Ref" ->
                argument.asText()
                        .map(name -> intrinsics.reference(name, origin))
                        .orElseGet(() -> malformed(function, origin));
            case "Fn::If" -> choice(argument, origin);
            case "Fn::Sub" -> substituted(argument, origin);
            case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" ->
                intrinsics.conditions().of(at);
            case "Fn::Transform" -> new Value.Unknown("a macro writes what stands here", origin);
            case "Fn::GetAZs" -> new Value.Unknown("the Availability Zones are known only once it is deployed", origin);
            default -> ofValues(function, argument, origin);
        };
    }

    private Value ofValues(String function, Node argument, Origin origin) {
        List<Value> arguments = new ArrayList<>();
        argument.each().forEach(node -> arguments.add(intrinsics.value(node)));
        Optional<PureFunctions.OfValues> pure = PureFunctions.called(function, argument);
        Function<List<Value>, Value> called = switch (function) {
            case "Fn::GetAtt" -> all -> attribute(all, origin);
            case "Fn::ImportValue" ->
                all -> PureFunctions.text(all, 0)
                        .map(name -> intrinsics.imported(name, origin))
                        .orElseGet(() -> unknown(all, function, origin));
            case "Fn::GetStackOutput" -> all -> outputOfStack(all, origin);
            case "Fn::FindInMap" -> all -> foundInMap(all, origin);
            default ->
                all -> pure.<Value>map(body -> body.of(all, origin).orElseGet(() -> unknown(all, function, origin)))
                        .orElseGet(() ->
                                new Value.Unknown("weir does not know the function " + Quoted.of(function), origin));
        };
        return Branches.over(arguments, called, origin);
    }

    /** {@code StackName} and {@code OutputName}; {@code Region} and {@code RoleArn} say where that stack is. */
    private Value outputOfStack(List<Value> arguments, Origin origin) {
        if (arguments.size() == 1 && arguments.get(0) instanceof Value.Fields asked) {
            Optional<String> stackName = asked.member("StackName").scalar();
            Optional<String> output = asked.member("OutputName").scalar();
            if (stackName.isPresent() && output.isPresent()) {
                return intrinsics.outputOfStack(
                        stackName.get(), output.get(), asked.member("Region").scalar(), origin);
            }
        }
        return unknown(arguments, "Fn::GetStackOutput", origin);
    }

    private Value malformed(String function, Origin origin) {
        return intrinsics.wrong(origin, "the argument of " + Quoted.of(function) + " is not one that it takes");
    }

    /** Not known because an argument is not; where all are, the call is malformed. */
    private Value unknown(List<Value> arguments, String function, Origin origin) {
        for (Value argument : arguments) {
            Optional<Value> open = argument.first(FunctionCalls::isOpen);
            if (open.isPresent()) {
                return open.get() instanceof Value.Unknown unknown
                        ? new Value.Unknown(unknown.why(), origin)
                        : new Value.Unknown(
                                "an argument of " + Quoted.of(function) + " is known only once it is deployed", origin);
            }
        }
        return malformed(function, origin);
    }

    /** Whether nothing is known of it yet. */
    static boolean isOpen(Value value) {
        return value instanceof Value.Unknown || value instanceof Value.Reference;
    }

    private Value attribute(List<Value> arguments, Origin origin) {
        Optional<String> first = PureFunctions.text(arguments, 0);
        if (arguments.size() == 1 && first.isPresent() && first.get().contains(".")) {
            int dot = first.get().indexOf('.');
            return intrinsics.attribute(
                    first.get().substring(0, dot), first.get().substring(dot + 1), origin);
        }
        Optional<String> attribute = PureFunctions.text(arguments, 1);
        return arguments.size() == 2 && first.isPresent() && attribute.isPresent()
                ? intrinsics.attribute(first.get(), attribute.get(), origin)
                : unknown(arguments, "Fn::GetAtt", origin);
    }

    private Value foundInMap(List<Value> arguments, Origin origin) {
        Optional<Value> otherwise = arguments.size() > 3 && arguments.get(3) instanceof Value.Fields fields
                ? Optional.of(fields.member("DefaultValue")).filter(value -> !(value instanceof Value.Nothing))
                : Optional.empty();
        Optional<String> map = PureFunctions.text(arguments, 0);
        Optional<String> top = PureFunctions.text(arguments, 1);
        Optional<String> second = PureFunctions.text(arguments, 2);
        Optional<Fields> rowsOfMap =
                map.flatMap(name -> stack.template().section("Mappings").fields(name));
        if (otherwise.isPresent() && rowsOfMap.isPresent() && isOtherThanAll(arguments.get(1), rowsOfMap.get())) {
            return otherwise.get();
        }
        if (map.isEmpty() || top.isEmpty() || second.isEmpty()) {
            return unknown(arguments, "Fn::FindInMap", origin);
        }
        return rowsOfMap
                .flatMap(rows -> rows.fields(top.get()))
                .flatMap(row -> row.value(second.get()))
                .map(intrinsics::value)
                .or(() -> otherwise)
                .orElseGet(() -> intrinsics.wrong(
                        origin,
                        "the mapping " + Quoted.of(map.get()) + " has no " + Quoted.of(top.get()) + " with "
                                + Quoted.of(second.get())));
    }

    /** Whether what is not known is at least no key of a mapping. */
    private boolean isOtherThanAll(Value open, Fields rows) {
        return open instanceof Value.Unknown unknown
                && rows.members().keySet().stream()
                        .allMatch(key -> intrinsics.parameters().isOtherThan(unknown.why(), key));
    }

    private Value choice(Node argument, Origin origin) {
        List<Node> parts = argument.elements();
        Optional<String> name = parts.size() == 3 ? parts.get(0).asText() : Optional.empty();
        if (name.isEmpty()) {
            return malformed("Fn::If", origin);
        }
        return Branches.over(
                List.of(intrinsics.conditions().named(name.get(), parts.get(0).origin())),
                holds -> intrinsics.value(parts.get(StackConditions.holds(holds.get(0)) ? 1 : 2)),
                origin);
    }

    private Value substituted(Node argument, Origin origin) {
        List<Node> parts = argument.each();
        Optional<String> text =
                parts.isEmpty() ? Optional.empty() : parts.get(0).asText();
        Optional<Fields> names = parts.size() == 2 ? parts.get(1).asFields() : Optional.empty();
        if (text.isEmpty() || parts.size() > 2 || parts.size() == 2 && names.isEmpty()) {
            return malformed("Fn::Sub", origin);
        }
        List<Value> pieces = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text.get());
        int end = 0;
        while (found.find()) {
            pieces.add(new Value.Text(text.get().substring(end, found.start()), origin));
            pieces.add(placeholder(found.group(1).strip(), names, origin));
            end = found.end();
        }
        pieces.add(Intrinsics.text(text.get().substring(end), origin));
        return Branches.over(
                pieces,
                all -> {
                    List<Value> written =
                            all.stream().filter(piece -> !piece.isNothing()).toList();
                    if (written.size() == 1 && !(written.get(0) instanceof Value.Text)) {
                        return written.get(0);
                    }
                    Optional<List<String>> texts = PureFunctions.texts(all);
                    if (texts.isEmpty()) {
                        return unknown(all, "Fn::Sub", origin);
                    }
                    Value together = Intrinsics.text(String.join("", texts.get()), origin);
                    return together instanceof Value.Text plain
                            ? PureFunctions.like(all, plain.text(), origin)
                            : together;
                },
                origin);
    }

    private Value placeholder(String name, Optional<Fields> names, Origin origin) {
        if (name.startsWith("!")) {
            return new Value.Text("${" + name.substring(1) + "}", origin);
        }
        Optional<Node> given = names.flatMap(fields -> fields.value(name));
        if (given.isPresent()) {
            return intrinsics.value(given.get());
        }
        int dot = name.indexOf('.');
        return dot < 0 || intrinsics.parameters().isOne(name)
                ? intrinsics.reference(name, origin)
                : intrinsics.attribute(name.substring(0, dot), name.substring(dot + 1), origin);
    }
}
