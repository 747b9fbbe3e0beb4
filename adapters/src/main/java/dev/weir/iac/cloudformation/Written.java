package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import java.util.stream.Collectors;

/** A value as a text that is the same for the same value, wherever it stands. */
final class Written {

    private Written() {}

    static String of(Value value) {
        if (value.scalar().isPresent()) {
            return value.scalar().get();
        }
        if (value instanceof Value.Fields fields) {
            return fields.members().entrySet().stream()
                    .map(member -> member.getKey() + ": " + of(member.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Value.Unknown unknown) {
            return unknown.why();
        }
        if (value instanceof Value.Reference reference) {
            return reference.address() + "." + reference.attribute();
        }
        String parts = value.parts().stream().map(Written::of).collect(Collectors.joining(", ", "[", "]"));
        return value instanceof Value.OneOf oneOf ? oneOf.condition() + " " + parts : parts;
    }
}
