package dev.weir.iac.terraform;

import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account and Region of each provider configuration of a plan, as far as constants and the root's variables tell. One
 * without expressions of its own is the one that its module inherits.
 */
final class PlanProviders {

    private final Map<String, JsonObject> expressions = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    /** Reads {@code provider_config}, which the reader stands at. */
    void readProviders(JsonReader json) {
        PlanModule.each(json, () -> {
            String key = json.name();
            if (json.value() instanceof JsonObject provider) {
                provider.readObject("expressions").value().ifPresent(found -> expressions.put(key, found));
            }
        });
    }

    /** Reads the values of the root's variables, which the reader stands at. */
    void readVariables(JsonReader json) {
        PlanModule.each(json, () -> {
            String name = json.name();
            if (json.value() instanceof JsonObject variable) {
                variable.readText("value").value().ifPresent(text -> variables.put(name, text));
            }
        });
    }

    /** What a resource with this {@code provider_config_key} lies in. */
    Scope scope(String key) {
        JsonObject found = expressions.get(key);
        if (found == null) {
            found = expressions.get(key.substring(key.lastIndexOf(':') + 1));
        }
        if (found == null) {
            return Scope.UNKNOWN;
        }
        Optional<String> account = first(found, "assume_role")
                .flatMap(role -> text(role.members().get("role_arn")))
                .map(ScopeNames::ofArn)
                .flatMap(Scope::account)
                .or(() -> onlyAllowed(expressions.getOrDefault(key, JsonObject.of(Map.of(), 1))));
        return new Scope(account, text(found.members().get("region")).filter(ScopeNames::isRegion));
    }

    private static Optional<JsonObject> first(JsonObject expressions, String block) {
        List<JsonValue> blocks = expressions.readElements(block).value().orElse(List.of());
        return !blocks.isEmpty() && blocks.get(0) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The one account that the provider may act in. */
    private Optional<String> onlyAllowed(JsonObject found) {
        Optional<JsonValue> constant = found.readObject("allowed_account_ids")
                .value()
                .flatMap(json -> PlanExpression.of(json).constant());
        return constant.isPresent()
                        && constant.get() instanceof JsonValue.Array array
                        && array.elements().size() == 1
                        && array.elements().get(0) instanceof JsonValue.Text text
                ? ScopeNames.account(text.text())
                : Optional.empty();
    }

    private Optional<String> text(@org.jspecify.annotations.Nullable JsonValue json) {
        if (json == null) {
            return Optional.empty();
        }
        PlanExpression expression = PlanExpression.of(json);
        if (expression.constant().isPresent()) {
            return expression.constant().get() instanceof JsonValue.Text text
                    ? Optional.of(text.text())
                    : Optional.empty();
        }
        List<String> references = expression.longest();
        return references.size() == 1 && references.get(0).startsWith("var.")
                ? Optional.ofNullable(variables.get(references.get(0).substring(4)))
                : Optional.empty();
    }
}
