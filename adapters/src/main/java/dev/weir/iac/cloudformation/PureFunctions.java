package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The functions that know nothing of the stack: what they come to, their arguments tell. */
final class PureFunctions {

    private static final Map<String, OfValues> ALL = Map.of(
            "Fn::Base64", PureFunctions::base64,
            "Fn::Cidr", Subnets::of,
            "Fn::Join", PureFunctions::joined,
            "Fn::Length", PureFunctions::length,
            "Fn::Select", PureFunctions::selected,
            "Fn::Split", PureFunctions::split,
            "Fn::ToJsonString", PureFunctions::json);

    private static final Pattern NUMBER_OR_TEXT =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false");

    private PureFunctions() {}

    /** A function's body. */
    interface OfValues {

        /** The result; empty where the arguments, known or not, are not those that it takes. */
        Optional<Value> of(List<Value> arguments, Origin origin);
    }

    /**
     * The body of a function; empty where it is none of these.
     *
     * @param argument as it stands there: a list of arguments, or the only one
     */
    static Optional<OfValues> called(String function, Node argument) {
        boolean takesOneList = function.equals("Fn::Length") || function.equals("Fn::ToJsonString");
        return Optional.ofNullable(ALL.get(function))
                .map(body -> takesOneList && argument instanceof Node.Items
                        ? (arguments, origin) -> body.of(List.of(new Value.Items(arguments, origin)), origin)
                        : body);
    }

    /** The text of an argument; empty where there is none, or it is not known. */
    static Optional<String> text(List<Value> arguments, int place) {
        return place < arguments.size() ? arguments.get(place).scalar() : Optional.empty();
    }

    /** A text made of these: as hidden as they are. */
    static Value like(List<Value> arguments, String text, Origin origin) {
        Value.Text plain = new Value.Text(text, origin);
        boolean isHidden = arguments.stream()
                .anyMatch(argument ->
                        argument.first(Value.Sensitive.class::isInstance).isPresent());
        return isHidden ? new Value.Sensitive(plain, origin) : plain;
    }

    private static Optional<List<Value>> list(List<Value> arguments, int place) {
        return place < arguments.size() && arguments.get(place) instanceof Value.Items items
                ? Optional.of(items.elements())
                : Optional.empty();
    }

    private static boolean areCountable(List<Value> elements) {
        return elements.stream().noneMatch(Value.Unknown.class::isInstance);
    }

    private static Optional<Value> base64(List<Value> arguments, Origin origin) {
        return text(arguments, 0)
                .map(text -> like(
                        arguments, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), origin));
    }

    private static Optional<Value> length(List<Value> arguments, Origin origin) {
        return list(arguments, 0)
                .filter(PureFunctions::areCountable)
                .map(elements -> new Value.Text(String.valueOf(elements.size()), origin));
    }

    private static Optional<Value> joined(List<Value> arguments, Origin origin) {
        Optional<String> between = text(arguments, 0);
        Optional<List<Value>> elements = list(arguments, 1);
        if (arguments.size() != 2 || between.isEmpty() || elements.isEmpty()) {
            return Optional.empty();
        }
        if (elements.get().size() == 1) {
            return elements.map(one -> one.get(0));
        }
        return texts(elements.get()).map(texts -> like(arguments, String.join(between.get(), texts), origin));
    }

    /** The texts of these elements; empty where one of them has none that is known. */
    static Optional<List<String>> texts(List<Value> elements) {
        List<String> texts =
                elements.stream().flatMap(element -> element.scalar().stream()).toList();
        return texts.size() == elements.size() ? Optional.of(texts) : Optional.empty();
    }

    private static Optional<Value> split(List<Value> arguments, Origin origin) {
        Optional<String> between = text(arguments, 0).filter(text -> !text.isEmpty());
        Optional<String> whole = text(arguments, 1);
        if (between.isEmpty() || whole.isEmpty()) {
            return Optional.empty();
        }
        List<Value> parts = new ArrayList<>();
        for (String part : whole.get().split(Pattern.quote(between.get()), -1)) {
            parts.add(like(arguments, part, origin));
        }
        return Optional.of(new Value.Items(parts, origin));
    }

    private static Optional<Value> selected(List<Value> arguments, Origin origin) {
        Optional<String> index = text(arguments, 0).filter(text -> text.matches("[0-9]{1,4}"));
        Optional<List<Value>> elements = list(arguments, 1);
        if (index.isEmpty() || arguments.size() != 2 || elements.isEmpty()) {
            return Optional.empty();
        }
        int place = Integer.parseInt(index.get());
        return elements.filter(all -> place < all.size() && areCountable(all.subList(0, place)))
                .map(all -> all.get(place));
    }

    private static Optional<Value> json(List<Value> arguments, Origin origin) {
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        boolean isEither = arguments.get(0).first(PureFunctions::mayBeANumber).isPresent();
        return isEither
                ? Optional.of(new Value.Unknown("whether this writes numbers or texts is not told here", origin))
                : json(arguments.get(0)).map(text -> like(arguments, text, origin));
    }

    private static boolean mayBeANumber(Value value) {
        return value.scalar()
                .filter(text -> NUMBER_OR_TEXT.matcher(text).matches())
                .isPresent();
    }

    private static Optional<String> json(Value value) {
        if (value.scalar().isPresent()) {
            return value.scalar().map(TemplateRule::quoted);
        }
        if (value instanceof Value.Items items) {
            return whole(items.elements().stream().map(PureFunctions::json).toList(), "[", "]");
        }
        if (value instanceof Value.Fields fields) {
            return whole(
                    fields.members().entrySet().stream()
                            .map(member -> json(member.getValue())
                                    .map(text -> TemplateRule.quoted(member.getKey()) + ":" + text))
                            .toList(),
                    "{",
                    "}");
        }
        return Optional.empty();
    }

    private static Optional<String> whole(List<Optional<String>> parts, String open, String close) {
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().flatMap(Optional::stream).collect(Collectors.joining(",", open, close)))
                : Optional.empty();
    }
}
