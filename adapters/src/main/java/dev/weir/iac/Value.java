package dev.weir.iac;

import dev.weir.inventory.Origin;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What code gives an argument, as far as the source tells: a tree in which any part may not be known.
 *
 * <p>What is not known is never left out. An {@link Unknown} among the elements of a list stands for any number of them.
 */
public sealed interface Value {

    /** Where it stands. */
    Origin origin();

    record Text(String text, Origin origin) implements Value {}

    /** A number as it is written. */
    record Number(String text, Origin origin) implements Value {}

    record Truth(boolean truth, Origin origin) implements Value {}

    /** Terraform's {@code null} and CloudFormation's {@code AWS::NoValue}: as if the argument were left out. */
    record Nothing(Origin origin) implements Value {}

    /** A list, set or tuple, or the blocks of one type. */
    record Items(List<Value> elements, Origin origin) implements Value {
        public Items {
            elements = List.copyOf(elements);
        }
    }

    /** A set whose elements nobody counts on in order, each there once; as an argument it is {@link Items}. */
    record Distinct(List<Value> elements, Origin origin) implements Value {
        public Distinct {
            elements = List.copyOf(elements);
        }
    }

    /** An object, a map or one block. */
    record Fields(Map<String, Value> members, Origin origin) implements Value {
        public Fields {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The same, all of it standing there. */
        public Fields at(Origin place) {
            return (Fields) Value.at(this, place);
        }

        @Override
        public Fields withParts(UnaryOperator<Value> change) {
            Map<String, Value> changed = new LinkedHashMap<>(members);
            changed.replaceAll((name, member) -> change.apply(member));
            return new Fields(changed, origin);
        }

        /** The same, with this member too, or in the place of one that is called so. */
        public Fields with(String name, Value value) {
            return with(Map.of(name, value));
        }

        /** The same, with these members too, or in the place of those that are called so. */
        public Fields with(Map<String, ? extends Value> others) {
            Map<String, Value> all = new LinkedHashMap<>(members);
            all.putAll(others);
            return new Fields(all, origin);
        }

        /** A member; what is left out is nothing. */
        public Value member(String name) {
            return members.getOrDefault(name, new Nothing(origin));
        }
    }

    /**
     * An attribute that a resource has only once it exists.
     *
     * @param address of the resource, in the same root
     * @param attribute such as {@code id}
     */
    record Reference(String address, String attribute, Origin origin) implements Value {}

    /**
     * Anything.
     *
     * @param why it is not known, a sentence without full stop
     */
    record Unknown(String why, Origin origin) implements Value {}

    /**
     * This, any number of times, or not at all: a block repeated over what is not known.
     *
     * @param why it is not known
     */
    record Maybe(Value value, String why, Origin origin) implements Value {}

    /**
     * One of these, by a condition that is not known. Values of one root under the same condition go together: all of them are
     * their first branch, or all their second.
     *
     * @param condition as it is written, the same text for the same condition
     */
    record OneOf(String condition, List<Value> branches, Origin origin) implements Value {
        public OneOf {
            branches = List.copyOf(branches);
        }
    }

    /** What the source marks as sensitive: judged, and never shown. */
    record Sensitive(Value value, Origin origin) implements Value {}

    private static Value at(Value value, Origin place) {
        if (value instanceof Fields fields) {
            return new Fields(fields.withParts(member -> at(member, place)).members, place);
        }
        if (value instanceof Items items) {
            return new Items(items.withParts(element -> at(element, place)).parts(), place);
        }
        if (value instanceof Sensitive sensitive) {
            return new Sensitive(at(sensitive.value, place), place);
        }
        if (value instanceof Text text) {
            return new Text(text.text, place);
        }
        if (value instanceof Number number) {
            return new Number(number.text, place);
        }
        return value instanceof Truth truth ? new Truth(truth.truth, place) : value;
    }

    /** Why the value itself, whatever its parts are, is not known; empty where it is. */
    default Optional<String> whyUnknown() {
        if (this instanceof Unknown unknown) {
            return Optional.of(unknown.why);
        }
        if (this instanceof Maybe maybe) {
            return Optional.of(maybe.why);
        }
        if (this instanceof OneOf oneOf) {
            return Optional.of("the condition " + Quoted.of(oneOf.condition) + " is not known");
        }
        if (this instanceof Reference reference) {
            String attribute = reference.attribute.isEmpty() ? "" : "." + reference.attribute;
            return Optional.of(Quoted.of(reference.address + attribute) + " is known only once it exists");
        }
        return this instanceof Sensitive sensitive ? sensitive.value.whyUnknown() : Optional.empty();
    }

    /** The text of a text or number that is known. */
    default Optional<String> scalar() {
        if (this instanceof Text text) {
            return Optional.of(text.text());
        }
        if (this instanceof Truth truth) {
            return Optional.of(Boolean.toString(truth.truth()));
        }
        if (this instanceof Sensitive sensitive) {
            return sensitive.value().scalar();
        }
        return this instanceof Number number ? Optional.of(number.text()) : Optional.empty();
    }

    /** Why it, or else the first part of it that is not known, is not known; empty where all of it is. */
    default Optional<String> whyUnknownInPart() {
        return first(part -> part.whyUnknown().isPresent()).flatMap(Value::whyUnknown);
    }

    /** Whether it is a list or a set, of which at least some elements are known. */
    default boolean isList() {
        return this instanceof Items || this instanceof Distinct;
    }

    /** Whether nothing was given: left out, null, or an empty text. */
    default boolean isNothing() {
        return this instanceof Nothing
                || this instanceof Text text && text.text().isEmpty();
    }

    /** The first part that this is true of, in the order of the tree. */
    default Optional<Value> first(Predicate<Value> asked) {
        return asked.test(this)
                ? Optional.of(this)
                : parts().stream().flatMap(part -> part.first(asked).stream()).findFirst();
    }

    /** The values that this one is made of. */
    default List<Value> parts() {
        if (this instanceof Items items) {
            return items.elements();
        }
        if (this instanceof Distinct distinct) {
            return distinct.elements();
        }
        if (this instanceof Fields fields) {
            return new ArrayList<>(fields.members().values());
        }
        if (this instanceof Maybe maybe) {
            return List.of(maybe.value());
        }
        if (this instanceof Sensitive sensitive) {
            return List.of(sensitive.value());
        }
        return this instanceof OneOf oneOf ? oneOf.branches() : List.of();
    }

    /** This value, made of these parts after the change; one that has no parts is itself. */
    default Value withParts(UnaryOperator<Value> change) {
        List<Value> changed = parts().stream().map(change).toList();
        if (this instanceof Items items) {
            return new Items(changed, items.origin);
        }
        if (this instanceof Distinct distinct) {
            return new Distinct(changed, distinct.origin);
        }
        if (this instanceof OneOf oneOf) {
            return new OneOf(oneOf.condition, changed, oneOf.origin);
        }
        if (this instanceof Maybe maybe) {
            return new Maybe(changed.get(0), maybe.why, maybe.origin);
        }
        return this instanceof Sensitive sensitive ? new Sensitive(changed.get(0), sensitive.origin) : this;
    }
}
