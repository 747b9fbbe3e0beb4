package dev.weir.iac.hcl;

import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Functions on collections, some of whose elements may not be known: these stay, as what stands for any number of elements.
 *
 * <p>A function that is not here is none of these. What counts elements, or looks for one, needs all of them.
 */
record CollectionFunctions(List<Value> arguments, Origin origin) {

    private static final Comparator<Value> BY_TEXT =
            Comparator.comparing(text -> text.scalar().orElse(""));

    Optional<Value> apply(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "concat" -> list(spliced());
                    case "flatten" -> flat();
                    case "merge" -> merged();
                    case "toset", "setunion" -> set(spliced());
                    case "setsubtract" -> isOpen() ? null : filtered(false);
                    case "setintersection" -> isOpen() || arguments.size() != 2 ? null : filtered(true);
                    case "tolist" -> toList();
                    case "tomap" -> toMap();
                    case "distinct" -> list(distinct(elements(0)));
                    case "compact" ->
                        list(elements(0).stream()
                                .filter(element -> !element.isNothing())
                                .toList());
                    case "reverse" -> reversed();
                    case "sort" -> sorted();
                    case "keys" -> keys();
                    case "values" -> values();
                    case "lookup" -> lookedUp();
                    case "element" -> element();
                    case "length" -> length();
                    case "one" -> onlyOne();
                    case "slice" -> slice();
                    case "contains" -> contains();
                    case "zipmap" -> zipped();
                    case "coalesce" -> coalesced();
                    case "coalescelist" -> coalescedList();
                    default -> null;
                });
    }

    private Value argument(int place) {
        return FunctionTable.argument(arguments, place);
    }

    private Value unknown(Value because) {
        return Lifting.unknown(because, origin);
    }

    private Value list(List<Value> elements) {
        return new Value.Items(elements, origin);
    }

    /** The elements of a list or set; what is not known stands for them. */
    private List<Value> elements(int place) {
        return elements(argument(place));
    }

    private static List<Value> elements(Value value) {
        if (value.isList()) {
            return value.parts();
        }
        if (Lifting.isOpen(value)) {
            return List.of(value instanceof Value.Reference ? Lifting.unknown(value, value.origin()) : value);
        }
        throw new WrongExpression("expected a list");
    }

    private List<Value> spliced() {
        List<Value> all = new ArrayList<>();
        arguments.forEach(argument -> all.addAll(elements(argument)));
        return all;
    }

    private Value flat() {
        return Lifting.all(elements(0), parts -> {
            List<Value> all = new ArrayList<>();
            parts.forEach(part -> flatten(part, all));
            return list(all);
        });
    }

    private static void flatten(Value part, List<Value> into) {
        if (part.isList()) {
            part.parts().forEach(inner -> flatten(inner, into));
        } else if (part instanceof Value.Maybe maybe) {
            List<Value> inner = new ArrayList<>();
            flatten(maybe.value(), inner);
            inner.forEach(one ->
                    into.add(one instanceof Value.Unknown ? one : new Value.Maybe(one, maybe.why(), maybe.origin())));
        } else if (part instanceof Value.Reference reference
                && !reference.attribute().isEmpty()) {
            into.add(Lifting.unknown(reference, reference.origin()));
        } else {
            into.add(part);
        }
    }

    private Value merged() {
        Map<String, Value> all = new LinkedHashMap<>();
        for (Value argument : arguments) {
            if (argument instanceof Value.Fields fields) {
                all.putAll(fields.members());
            } else if (Lifting.isOpen(argument)) {
                return unknown(argument);
            } else if (!(argument instanceof Value.Nothing)) {
                throw new WrongExpression("expected a map or an object");
            }
        }
        return new Value.Fields(all, origin);
    }

    /** Each once, sorted as Terraform goes over a set of texts or of numbers. */
    Value set(List<Value> elements) {
        List<Value> all = distinct(unified(elements));
        if (areAll(Value.Text.class, all)) {
            all.sort(BY_TEXT);
        } else if (areAll(Value.Number.class, all)) {
            all.sort(Comparator.comparing(Operators::mustBeNumber));
        }
        return new Value.Distinct(all, origin);
    }

    private static boolean areAll(Class<? extends Value> kind, List<Value> elements) {
        return elements.stream().allMatch(kind::isInstance);
    }

    /** All of one kind: a number among texts becomes a text. */
    private static List<Value> unified(List<Value> elements) {
        if (elements.stream().noneMatch(Value.Text.class::isInstance)) {
            return elements;
        }
        return elements.stream()
                .<Value>map(element -> element instanceof Value.Number || element instanceof Value.Truth
                        ? new Value.Text(Operators.text(element).orElse(""), element.origin())
                        : element)
                .toList();
    }

    private static List<Value> distinct(List<Value> elements) {
        List<Value> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value element : elements) {
            Optional<String> text = Lifting.isOpen(element) ? Optional.empty() : Operators.text(element);
            if (text.isEmpty() || seen.add(element.getClass().getSimpleName() + text.get())) {
                all.add(element);
            }
        }
        return all;
    }

    private boolean isOpen() {
        return arguments.stream().anyMatch(argument -> Lifting.isOpen(argument) || Lifting.hasOpenParts(argument));
    }

    private Value filtered(boolean keepsShared) {
        List<Value> other = elements(1);
        List<Value> kept = new ArrayList<>();
        for (Value element : elements(0)) {
            boolean isShared = other.stream()
                    .anyMatch(one -> Operators.text(one).isPresent()
                            && Operators.text(one).equals(Operators.text(element)));
            if (isShared == keepsShared) {
                kept.add(element);
            }
        }
        return set(kept);
    }

    private Value toList() {
        Value value = argument(0);
        if (value instanceof Value.Distinct set && set.elements().size() > 1) {
            return areAll(Value.Text.class, set.elements()) || areAll(Value.Number.class, set.elements())
                    ? list(set.elements())
                    : list(List.of(new Value.Maybe(
                            new Value.OneOf("the order of a set", set.elements(), origin),
                            "the order of a set is not known",
                            origin)));
        }
        return Lifting.isOpen(value) ? unknown(value) : list(unified(elements(0)));
    }

    private Value toMap() {
        Value value = argument(0);
        if (value instanceof Value.Fields || Lifting.isOpen(value)) {
            return value;
        }
        throw new WrongExpression("expected a map or an object");
    }

    private Value reversed() {
        List<Value> all = new ArrayList<>(elements(0));
        Collections.reverse(all);
        return list(all);
    }

    private @Nullable Value sorted() {
        if (isOpen()) {
            return null;
        }
        return list(elements(0).stream()
                .<Value>map(element -> new Value.Text(
                        Operators.text(element).orElseThrow(() -> new WrongExpression("expected texts")),
                        element.origin()))
                .sorted(BY_TEXT)
                .toList());
    }

    private Value keys() {
        Value value = argument(0);
        if (!(value instanceof Value.Fields fields)) {
            return orWrong(value);
        }
        List<Value> keys = new ArrayList<>();
        Evaluator.sorted(fields).forEach((key, member) -> keys.add(new Value.Text(key, member.origin())));
        return list(keys);
    }

    private Value values() {
        Value value = argument(0);
        return value instanceof Value.Fields fields
                ? list(new ArrayList<>(Evaluator.sorted(fields).values()))
                : orWrong(value);
    }

    private Value orWrong(Value value) {
        if (Lifting.isOpen(value)) {
            return unknown(value);
        }
        throw new WrongExpression("expected a map or an object");
    }

    private Value lookedUp() {
        Value key = argument(1);
        if (!(argument(0) instanceof Value.Fields fields)) {
            return orWrong(argument(0));
        }
        if (key.scalar().isEmpty()) {
            return unknown(key);
        }
        Value member = fields.members().get(key.scalar().get());
        if (member == null && arguments.size() < 3) {
            throw new WrongExpression("there is no " + Quoted.of(key.scalar().get()) + " in this map");
        }
        return member == null ? argument(2) : member;
    }

    private Value element() {
        Value index = argument(1);
        List<Value> elements = elements(0);
        if (Lifting.isOpen(index) || elements.stream().anyMatch(Lifting::standsForSeveral)) {
            return unknown(Lifting.isOpen(index) ? index : argument(0));
        }
        if (elements.isEmpty()) {
            throw new WrongExpression("there is no element in an empty list");
        }
        int place = Operators.mustBeNumber(index).intValue();
        return place < 0
                ? new Value.Unknown("versions of Terraform differ about a place before the first element", origin)
                : elements.get(place % elements.size());
    }

    private Value length() {
        Value value = argument(0);
        if (value instanceof Value.Fields fields) {
            return count(fields.members().size());
        }
        if (value instanceof Value.Text text) {
            boolean isPlain = text.text().chars().allMatch(character -> character >= 32 && character < 127);
            return isPlain
                    ? count(text.text().length())
                    : new Value.Unknown("how many characters this text has is not evaluated", origin);
        }
        List<Value> elements = elements(0);
        boolean isCounted = elements.stream().noneMatch(Lifting::standsForSeveral)
                && !(value instanceof Value.Distinct && Lifting.hasOpenParts(value));
        return isCounted ? count(elements.size()) : unknown(value);
    }

    private Value count(int number) {
        return new Value.Number(String.valueOf(number), origin);
    }

    private Value onlyOne() {
        List<Value> elements = elements(0);
        if (elements.stream().anyMatch(Lifting::standsForSeveral)) {
            return elements.size() == 1 && elements.get(0) instanceof Value.Maybe maybe
                    ? maybe.value()
                    : unknown(argument(0));
        }
        if (elements.size() > 1) {
            throw new WrongExpression("expected a list of one element at most, found " + elements.size());
        }
        return elements.isEmpty() ? new Value.Nothing(origin) : elements.get(0);
    }

    private @Nullable Value slice() {
        if (isOpen()) {
            return null;
        }
        List<Value> all = elements(0);
        int from = Operators.mustBeNumber(argument(1)).intValue();
        int to = Operators.mustBeNumber(argument(2)).intValue();
        if (from < 0 || from > to || to > all.size()) {
            throw new WrongExpression("a list of " + all.size() + " elements has no slice from " + from + " to " + to);
        }
        return list(all.subList(from, to));
    }

    private Value contains() {
        Value sought = argument(1);
        Optional<Value> open = Lifting.isOpen(sought) ? Optional.of(sought) : Optional.empty();
        for (Value element : elements(0)) {
            boolean isSameKind = element.getClass() == sought.getClass();
            Optional<Boolean> equal = Lifting.isOpen(element) || Lifting.isOpen(sought) || !isSameKind
                    ? Optional.empty()
                    : Operators.equal(element, sought);
            if (equal.orElse(false)) {
                return new Value.Truth(true, origin);
            }
            open = equal.isEmpty() && open.isEmpty() ? Optional.of(element) : open;
        }
        return open.isPresent() ? unknown(open.get()) : new Value.Truth(false, origin);
    }

    private Value zipped() {
        List<Value> keys = elements(0);
        List<Value> values = elements(1);
        Map<String, Value> map = new TreeMap<>();
        for (int place = 0; place < keys.size(); place++) {
            Optional<String> key = Lifting.isOpen(keys.get(place)) ? Optional.empty() : Operators.text(keys.get(place));
            if (key.isEmpty() || values.stream().anyMatch(Lifting::standsForSeveral)) {
                return unknown(key.isEmpty() ? keys.get(place) : argument(1));
            }
            if (keys.size() != values.size()) {
                throw new WrongExpression("expected as many values as keys");
            }
            map.put(key.get(), values.get(place));
        }
        return new Value.Fields(map, origin);
    }

    private Value coalesced() {
        for (Value argument : arguments) {
            if (Lifting.isOpen(argument)) {
                return unknown(argument);
            }
            if (!argument.isNothing()) {
                return argument;
            }
        }
        throw new WrongExpression("nothing in `coalesce` is given");
    }

    private Value coalescedList() {
        for (Value argument : arguments) {
            List<Value> elements = argument instanceof Value.Nothing ? List.of() : elements(argument);
            if (elements.stream().anyMatch(Lifting::standsForSeveral)) {
                return unknown(argument);
            }
            if (!elements.isEmpty()) {
                return argument;
            }
        }
        throw new WrongExpression("no list in `coalescelist` has elements");
    }
}
