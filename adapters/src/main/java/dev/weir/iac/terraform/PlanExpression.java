package dev.weir.iac.terraform;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan says of an argument's expression (Terraform, JSON output format, "Expression Representation"): a constant, or what
 * it refers to. Blocks are a list of objects of expressions; those that {@code dynamic} makes are left out of it.
 *
 * @param constant its value, where it refers to nothing
 * @param references what it refers to, longest first for each; of blocks those of all their arguments
 */
record PlanExpression(Optional<JsonValue> constant, List<String> references) {

    static PlanExpression of(JsonValue json) {
        List<String> references = new ArrayList<>();
        collect(json, references);
        Optional<JsonValue> constant = json instanceof JsonObject object
                ? Optional.ofNullable(object.members().get("constant_value"))
                : Optional.empty();
        return new PlanExpression(constant, List.copyOf(references));
    }

    private static void collect(JsonValue json, List<String> references) {
        if (json instanceof JsonValue.Array array) {
            array.elements().forEach(element -> collect(element, references));
        } else if (json instanceof JsonObject object && !object.has("constant_value")) {
            if (object.members().get("references") instanceof JsonValue.Array array) {
                for (JsonValue element : array.elements()) {
                    if (element instanceof JsonValue.Text text) {
                        references.add(text.text());
                    }
                }
            } else {
                object.members().values().forEach(member -> collect(member, references));
            }
        }
    }

    boolean isNull() {
        return constant.isPresent() && constant.get() instanceof JsonValue.Null;
    }

    /** The references that are not merely the beginning of another one. */
    List<String> longest() {
        return references.stream()
                .filter(one -> references.stream()
                        .noneMatch(other -> other.length() > one.length()
                                && other.startsWith(one)
                                && ".[".indexOf(other.charAt(one.length())) >= 0))
                .distinct()
                .toList();
    }
}
