package dev.weir.iac.cloudformation;

import dev.weir.iac.Span;
import dev.weir.inventory.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands at one place of a template, whether it is written in JSON or in YAML. A function's short form is its long one here:
 * {@code !Ref Vpc} is an object with {@code Ref}.
 */
sealed interface Node {

    /** From where to where it is written; a block in YAML ends where the next thing starts. */
    Span span();

    default Origin origin() {
        return span().origin();
    }

    /** A text, number or boolean, as it is written: CloudFormation takes one for the other. */
    record Scalar(String text, Span span) implements Node {}

    /** Null: AWS::NoValue is a reference, and no node of its own. */
    record Null(Span span) implements Node {}

    record Items(List<Node> nodes, Span span) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * An object.
     *
     * @param members in the order of the text, of a key that stands twice the first
     * @param repeated keys that stand twice
     */
    record Fields(Map<String, Member> members, Set<String> repeated, Span span) implements Node {
        public Fields {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            repeated = Set.copyOf(repeated);
        }

        Optional<Node> value(String key) {
            return Optional.ofNullable(members.get(key)).map(Member::value);
        }

        /** The object that this key holds; empty where it holds anything else. */
        Optional<Fields> fields(String key) {
            return value(key).flatMap(Node::asFields);
        }

        /** The text that this key holds; empty where it holds anything else. */
        Optional<String> text(String key) {
            return value(key).flatMap(Node::asText);
        }

        /** Whether this key holds this text. */
        boolean says(String key, String text) {
            return text(key).filter(text::equals).isPresent();
        }

        /** The one member of an object that has one, as a function has. */
        Optional<Map.Entry<String, Member>> only() {
            return members.entrySet().stream()
                    .filter(unused -> members.size() == 1)
                    .findFirst();
        }
    }

    /**
     * A member of an object.
     *
     * @param start where its key starts
     */
    record Member(int start, Node value) {}

    /** The elements of a list; none of anything else. */
    default List<Node> elements() {
        return this instanceof Items items ? items.nodes() : List.of();
    }

    /** The elements of a list; of anything else itself, which may stand for a list of one. */
    default List<Node> each() {
        return this instanceof Items items ? items.nodes() : List.of(this);
    }

    default Optional<Fields> asFields() {
        return this instanceof Fields fields ? Optional.of(fields) : Optional.empty();
    }

    default Optional<Items> asItems() {
        return this instanceof Items items ? Optional.of(items) : Optional.empty();
    }

    default Optional<String> asText() {
        return this instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }
}
