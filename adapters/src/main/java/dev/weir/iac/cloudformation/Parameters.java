package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a stack, pseudo parameters too.
 *
 * <p>One that is given nothing and has no default is not known. Where the template says what it can be, or asks whether it is this
 * or that, it is one of these, so that all that hangs on it goes together.
 */
final class Parameters {

    private final Stack stack;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Set<String>> otherThan = new HashMap<>();
    private final ParameterCases cases;

    Parameters(Stack stack) {
        this.stack = stack;
        this.cases = new ParameterCases(stack.template());
    }

    boolean isOne(String name) {
        return declared(name).isPresent();
    }

    /** Whether what is not known for this reason is at least not this text. */
    boolean isOtherThan(String why, String text) {
        return otherThan.getOrDefault(why, Set.of()).contains(text);
    }

    private Optional<Fields> declared(String name) {
        return stack.template().section("Parameters").fields(name);
    }

    /** The value; empty where the name is no parameter. */
    Optional<Value> value(String name, Origin origin) {
        if (!values.containsKey(name)) {
            Optional<Value> fresh = name.startsWith("AWS::")
                    ? Optional.of(pseudo(name, origin))
                    : declared(name).map(declaration -> declared(name, declaration));
            fresh.ifPresent(value -> values.put(name, value));
        }
        return Optional.ofNullable(values.get(name));
    }

    private Value pseudo(String name, Origin origin) {
        Scope scope = stack.scope();
        Optional<String> text = switch (name) {
            case "AWS::AccountId" -> scope.account();
            case "AWS::Region" -> scope.region();
            case "AWS::Partition" -> scope.region().map(region -> scope.partition());
            case "AWS::URLSuffix" ->
                scope.region().map(region -> region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");
            case "AWS::StackName" -> stack.name();
            default -> Optional.empty();
        };
        if (name.equals("AWS::NoValue")) {
            return new Value.Nothing(origin);
        }
        return text.<Value>map(known -> new Value.Text(known, origin))
                .orElseGet(() -> unknown(name, List.of(), "is known only once it is deployed", origin));
    }

    private Value declared(String name, Fields declaration) {
        String type = declaration.text("Type").orElse("String");
        Origin origin = declaration.origin();
        if (type.startsWith("AWS::SSM::Parameter::Value")) {
            return unknown(name, List.of(), "is looked up in Systems Manager at deployment", origin);
        }
        Optional<Value> given = stack.given(name).filter(value -> !(value instanceof Value.Nothing));
        Optional<Value> value = given.or(() -> declaration
                .value("Default")
                .flatMap(Node::asText)
                .map(text ->
                        Intrinsics.text(text, declaration.value("Default").get().origin())));
        boolean isList = type.equals("CommaDelimitedList") || type.startsWith("List<");
        if (value.isEmpty()) {
            return isList
                    ? new Value.Unknown(why(name, "has no value and no default"), origin)
                    : unknown(name, allowed(declaration), "has no value and no default", origin);
        }
        Value read = isList ? list(value.get()) : value.get();
        boolean isHidden = declaration.says("NoEcho", "true");
        return isHidden && !(read instanceof Value.Unknown) ? new Value.Sensitive(read, origin) : read;
    }

    private static List<String> allowed(Fields declaration) {
        return declaration.value("AllowedValues").stream()
                .flatMap(allowed -> allowed.elements().stream())
                .flatMap(node -> node.asText().stream())
                .toList();
    }

    private static Value list(Value value) {
        if (value instanceof Value.OneOf) {
            return value.withParts(Parameters::list);
        }
        Optional<String> text = value.scalar();
        if (text.isEmpty()) {
            return value;
        }
        List<Value> elements = new ArrayList<>();
        for (String element : text.get().isEmpty() ? new String[0] : text.get().split(",", -1)) {
            elements.add(new Value.Text(element.strip(), value.origin()));
        }
        return new Value.Items(elements, value.origin());
    }

    private String why(String name, String what) {
        boolean isPseudo = name.startsWith("AWS::");
        String whose = stack.path().isEmpty() ? "" : " of " + Quoted.of(stack.path());
        return (isPseudo ? Quoted.of(name) : "the parameter " + Quoted.of(name) + whose) + " " + what;
    }

    private Value unknown(String name, List<String> allowed, String what, Origin origin) {
        String why = why(name, what);
        Value other = new Value.Unknown(why, origin);
        ParameterCases.Of asked = cases.of(name, allowed);
        if (asked.texts().isEmpty()) {
            return other;
        }
        List<Value> branches = new ArrayList<>();
        asked.texts().forEach(text -> branches.add(new Value.Text(text, origin)));
        if (!asked.isWhole()) {
            branches.add(other);
            otherThan.put(why, new HashSet<>(asked.texts()));
        }
        return new Value.OneOf(stack.path() + why, branches, origin);
    }
}
