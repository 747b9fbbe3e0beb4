package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CloudFormation's functions, and those that AWS::LanguageExtensions adds. */
final class Functions {

    /** {@code ${Name}}, {@code ${Name.Attribute}} and the literal {@code ${!Name}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final Stack stack;
    private final Intrinsics intrinsics;
    private final BiConsumer<Origin, String> problems;

    Functions(Stack stack, Intrinsics intrinsics, BiConsumer<Origin, String> problems) {
        this.stack = stack;
        this.intrinsics = intrinsics;
        this.problems = problems;
    }

    /** Whether an object with this one key is a function's call. */
    static boolean isOne(String key) {
        return key.equals("Ref") || key.startsWith("Fn::") && !Loops.isLoop(key);
    }

    /** One of true and false. */
    static Value either(String condition, Origin origin) {
        return new Value.OneOf(
                condition, List.of(new Value.Truth(true, origin), new Value.Truth(false, origin)), origin);
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
            case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> condition(at);
            case "Fn::Transform" -> new Value.Unknown("a macro writes what stands here", origin);
            case "Fn::GetAZs" -> new Value.Unknown("the Availability Zones are known only once it is deployed", origin);
            default -> ofValues(function, argument, origin);
        };
    }

    private Value ofValues(String function, Node argument, Origin origin) {
        List<Value> arguments = new ArrayList<>();
        argument.asItems()
                .map(Items::nodes)
                .orElse(List.of(argument))
                .forEach(node -> arguments.add(intrinsics.value(node)));
        Function<List<Value>, Value> called = switch (function) {
            case "Fn::GetAtt" -> all -> attribute(all, origin);
            case "Fn::ImportValue" ->
                all -> text(all, 0)
                        .map(name -> intrinsics.imported(name, origin))
                        .orElseGet(() -> unknown(all, function, origin));
            case "Fn::Join" -> all -> joined(all, origin);
            case "Fn::Split" -> all -> split(all, origin);
            case "Fn::Select" -> all -> selected(all, origin);
            case "Fn::FindInMap" -> all -> foundInMap(all, origin);
            case "Fn::Cidr" -> all -> Subnets.of(all, origin).orElseGet(() -> unknown(all, function, origin));
            case "Fn::Base64" ->
                all -> text(all, 0)
                        .<Value>map(text -> new Value.Text(
                                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), origin))
                        .orElseGet(() -> unknown(all, function, origin));
            case "Fn::Length" ->
                all -> list(argument, all)
                        .<Value>map(items -> new Value.Text(String.valueOf(items.size()), origin))
                        .orElseGet(() -> unknown(all, function, origin));
            default -> all -> new Value.Unknown("weir does not know the function " + Quoted.of(function), origin);
        };
        return Branches.over(arguments, called, origin);
    }

    private Value malformed(String function, Origin origin) {
        String text = "the argument of " + Quoted.of(function) + " is not one that it takes";
        problems.accept(origin, text);
        return new Value.Unknown(text, origin);
    }

    /** Not known because an argument is not; where all are, the call is malformed. */
    private Value unknown(List<Value> arguments, String function, Origin origin) {
        for (Value argument : arguments) {
            Optional<Value> open = argument.first(Functions::isOpen);
            if (open.isPresent()) {
                return open.get() instanceof Value.Unknown unknown
                        ? new Value.Unknown(unknown.why(), origin)
                        : new Value.Unknown(
                                "an argument of " + Quoted.of(function) + " is known only once it is deployed", origin);
            }
        }
        return malformed(function, origin);
    }

    private static boolean isOpen(Value value) {
        return value instanceof Value.Unknown || value instanceof Value.Reference;
    }

    private static Optional<String> text(List<Value> arguments, int place) {
        return place < arguments.size() ? arguments.get(place).scalar() : Optional.empty();
    }

    /** The one argument that is a list, which may be written without the brackets around it. */
    private static Optional<List<Value>> list(Node argument, List<Value> arguments) {
        if (arguments.size() == 1 && arguments.get(0) instanceof Value.Items items) {
            return Optional.of(items.elements()).filter(Functions::areCountable);
        }
        return argument instanceof Items ? Optional.of(arguments).filter(Functions::areCountable) : Optional.empty();
    }

    private static boolean areCountable(List<Value> elements) {
        return elements.stream().noneMatch(Value.Unknown.class::isInstance);
    }

    private static Value like(List<Value> arguments, String text, Origin origin) {
        Value.Text plain = new Value.Text(text, origin);
        boolean isHidden = arguments.stream()
                .anyMatch(argument ->
                        argument.first(Value.Sensitive.class::isInstance).isPresent());
        return isHidden ? new Value.Sensitive(plain, origin) : plain;
    }

    private Value attribute(List<Value> arguments, Origin origin) {
        Optional<String> first = text(arguments, 0);
        if (arguments.size() == 1 && first.isPresent() && first.get().contains(".")) {
            int dot = first.get().indexOf('.');
            return intrinsics.attribute(
                    first.get().substring(0, dot), first.get().substring(dot + 1), origin);
        }
        Optional<String> attribute = text(arguments, 1);
        return arguments.size() == 2 && first.isPresent() && attribute.isPresent()
                ? intrinsics.attribute(first.get(), attribute.get(), origin)
                : unknown(arguments, "Fn::GetAtt", origin);
    }

    private Value joined(List<Value> arguments, Origin origin) {
        Optional<String> between = text(arguments, 0);
        if (arguments.size() != 2 || between.isEmpty() || !(arguments.get(1) instanceof Value.Items items)) {
            return unknown(arguments, "Fn::Join", origin);
        }
        List<String> texts = new ArrayList<>();
        for (Value element : items.elements()) {
            Optional<String> text = element.scalar();
            if (text.isEmpty()) {
                return unknown(arguments, "Fn::Join", origin);
            }
            texts.add(text.get());
        }
        return like(arguments, String.join(between.get(), texts), origin);
    }

    private Value split(List<Value> arguments, Origin origin) {
        Optional<String> between = text(arguments, 0).filter(text -> !text.isEmpty());
        Optional<String> whole = text(arguments, 1);
        if (between.isEmpty() || whole.isEmpty()) {
            return unknown(arguments, "Fn::Split", origin);
        }
        List<Value> parts = new ArrayList<>();
        for (String part : whole.get().split(Pattern.quote(between.get()), -1)) {
            parts.add(like(arguments, part, origin));
        }
        return new Value.Items(parts, origin);
    }

    private Value selected(List<Value> arguments, Origin origin) {
        Optional<String> index = text(arguments, 0).filter(text -> text.matches("[0-9]{1,4}"));
        if (index.isEmpty() || arguments.size() != 2 || !(arguments.get(1) instanceof Value.Items items)) {
            return unknown(arguments, "Fn::Select", origin);
        }
        int place = Integer.parseInt(index.get());
        List<Value> elements = items.elements();
        boolean isThere = place < elements.size() && areCountable(elements.subList(0, place));
        return isThere ? elements.get(place) : unknown(arguments, "Fn::Select", origin);
    }

    private Value foundInMap(List<Value> arguments, Origin origin) {
        Optional<Value> otherwise = arguments.size() > 3 && arguments.get(3) instanceof Value.Fields fields
                ? Optional.of(fields.member("DefaultValue")).filter(value -> !(value instanceof Value.Nothing))
                : Optional.empty();
        Optional<String> map = text(arguments, 0);
        Optional<String> top = text(arguments, 1);
        Optional<String> second = text(arguments, 2);
        if (map.isEmpty() || top.isEmpty() || second.isEmpty()) {
            return unknown(arguments, "Fn::FindInMap", origin);
        }
        return stack.template()
                .section("Mappings")
                .fields(map.get())
                .flatMap(rows -> rows.fields(top.get()))
                .flatMap(row -> row.value(second.get()))
                .map(intrinsics::value)
                .or(() -> otherwise)
                .orElseGet(() -> {
                    String text = "the mapping " + Quoted.of(map.get()) + " has no " + Quoted.of(top.get()) + " with "
                            + Quoted.of(second.get());
                    problems.accept(origin, text);
                    return new Value.Unknown(text, origin);
                });
    }

    private Value choice(Node argument, Origin origin) {
        List<Node> parts = argument.asItems().map(Items::nodes).orElse(List.of());
        Optional<String> name = parts.size() == 3 ? parts.get(0).asText() : Optional.empty();
        if (name.isEmpty()) {
            return malformed("Fn::If", origin);
        }
        return Branches.over(
                List.of(intrinsics.condition(name.get(), parts.get(0).origin())),
                holds -> intrinsics.value(parts.get(isTrue(holds.get(0)) ? 1 : 2)),
                origin);
    }

    private static boolean isTrue(Value value) {
        return value.scalar().orElse("").equals("true");
    }

    private Value substituted(Node argument, Origin origin) {
        List<Node> parts = argument.asItems().map(Items::nodes).orElse(List.of(argument));
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
                    StringBuilder whole = new StringBuilder();
                    for (Value piece : all) {
                        Optional<String> known = piece.scalar();
                        if (known.isEmpty()) {
                            return unknown(all, "Fn::Sub", origin);
                        }
                        whole.append(known.get());
                    }
                    Value text1 = Intrinsics.text(whole.toString(), origin);
                    return text1 instanceof Value.Text plain ? like(all, plain.text(), origin) : text1;
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
        return dot < 0 || intrinsics.isParameter(name)
                ? intrinsics.reference(name, origin)
                : intrinsics.attribute(name.substring(0, dot), name.substring(dot + 1), origin);
    }

    /** Whether what stands in a condition holds: true, false, or one of both. */
    Value condition(Node node) {
        Origin origin = node.origin();
        Optional<Fields> fields = node.asFields();
        String function =
                fields.flatMap(Fields::only).map(only -> only.getKey()).orElse("");
        Node argument = fields.flatMap(Fields::only)
                .map(only -> only.getValue().value())
                .orElse(node);
        List<Node> arguments = argument.asItems().map(Items::nodes).orElse(List.of(argument));
        return switch (function) {
            case "Condition" ->
                argument.asText()
                        .map(name -> intrinsics.condition(name, origin))
                        .orElseGet(() -> malformed(function, origin));
            case "Fn::Equals" ->
                Branches.over(arguments.stream().map(intrinsics::value).toList(), both -> equal(both, node), origin);
            case "Fn::And" -> all(arguments, Value.Truth::truth, true, origin);
            case "Fn::Or" -> all(arguments, Value.Truth::truth, false, origin);
            case "Fn::Not" -> all(arguments, truth -> !truth.truth(), true, origin);
            default -> {
                Value value = intrinsics.value(node);
                yield value.scalar()
                                .filter(text -> text.equals("true") || text.equals("false"))
                                .isPresent()
                        ? new Value.Truth(isTrue(value), origin)
                        : either(stack.path() + "the condition at " + origin, origin);
            }
        };
    }

    /** Whether all are so (with {@code whenAll} true), or any is. */
    private Value all(List<Node> nodes, Predicate<Value.Truth> isSo, boolean whenAll, Origin origin) {
        List<Value> truths = nodes.stream().map(this::condition).toList();
        return Branches.over(
                truths,
                known -> {
                    boolean result = whenAll;
                    for (Value value : known) {
                        boolean one = value instanceof Value.Truth truth && isSo.test(truth);
                        result = whenAll ? result && one : result || one;
                    }
                    return new Value.Truth(result, origin);
                },
                origin);
    }

    private Value equal(List<Value> both, Node node) {
        Origin origin = node.origin();
        if (both.size() != 2) {
            return malformed("Fn::Equals", origin);
        }
        String one = Written.of(both.get(0));
        String other = Written.of(both.get(1));
        boolean isKnown =
                both.stream().allMatch(value -> value.first(Functions::isOpen).isEmpty());
        if (isKnown || one.equals(other)) {
            return new Value.Truth(one.equals(other), origin);
        }
        if (isOther(both.get(0), both.get(1)) || isOther(both.get(1), both.get(0))) {
            return new Value.Truth(false, origin);
        }
        return either(one + " = " + other, origin);
    }

    private boolean isOther(Value open, Value with) {
        return open instanceof Value.Unknown unknown
                && with.scalar().isPresent()
                && intrinsics.isOtherThan(unknown.why(), with.scalar().get());
    }
}
