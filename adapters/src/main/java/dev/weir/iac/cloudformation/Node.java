package dev.weir.iac.cloudformation;

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

    /** From where to where it is written. */
    Stretch span();

    default Origin origin() {
        return span().text().origin(span().start());
    }

    /**
     * A piece of a text.
     *
     * @param text the whole text
     * @param start its first character
     * @param end the character after its last; of a block in YAML, where the next thing starts
     */
    record Stretch(TemplateText text, int start, int end) {

        /** Whether the other one lies in it. */
        boolean holds(Stretch other) {
            return start <= other.start && other.end <= end;
        }
    }

    /** A text, number or boolean, as it is written: CloudFormation takes one for the other. */
    record Scalar(String text, Stretch span) implements Node {}

    /** Null: AWS::NoValue is a reference, and no node of its own. */
    record Null(Stretch span) implements Node {}

    record Items(List<Node> nodes, Stretch span) implements Node {
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
    record Fields(Map<String, Member> members, Set<String> repeated, Stretch span) implements Node {
        public Fields {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            repeated = Set.copyOf(repeated);
        }

        Optional<Node> value(String key) {
            Member member = members.get(key);
            return member == null ? Optional.empty() : Optional.of(member.value());
        }

        /** The object that this key holds; empty where it holds anything else. */
        Optional<Fields> fields(String key) {
            return value(key).flatMap(Node::asFields);
        }

        /** The text that this key holds; empty where it holds anything else. */
        Optional<String> text(String key) {
            return value(key).flatMap(Node::asText);
        }

        /** The one member of an object that has one, as a function has. */
        Optional<Map.Entry<String, Member>> only() {
            return members.size() == 1
                    ? Optional.of(members.entrySet().iterator().next())
                    : Optional.empty();
        }
    }

    /**
     * A member of an object.
     *
     * @param start where its key starts
     */
    record Member(int start, Node value) {}

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
