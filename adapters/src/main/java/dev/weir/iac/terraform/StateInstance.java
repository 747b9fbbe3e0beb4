package dev.weir.iac.terraform;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a resource as a state file (version 4) holds it, in the list of those that one block made.
 *
 * @param address with module and key; one that is to be destroyed yet is called deposed
 * @param instance its object
 */
record StateInstance(String address, JsonObject instance) {

    /**
     * Those of a block.
     *
     * @param type of the resource, for a data source after {@code data.}
     */
    static List<StateInstance> of(JsonObject block, String type) {
        String name = ResourceAddress.in(
                block.readText("module").value().orElse(""),
                type + "." + block.readText("name").value().orElse(""));
        List<StateInstance> all = new ArrayList<>();
        for (JsonValue element : block.readElements("instances").value().orElse(List.of())) {
            if (element instanceof JsonObject instance && instance.has("attributes")) {
                String deposed = instance.readText("deposed").value().orElse("");
                all.add(new StateInstance(
                        name
                                + key(instance.members().get("index_key"))
                                + (deposed.isEmpty() ? "" : " (deposed " + deposed + ")"),
                        instance));
            }
        }
        return all;
    }

    private static String key(@Nullable JsonValue key) {
        if (key instanceof JsonValue.Text text) {
            return ResourceAddress.quoted(text.text());
        }
        return key instanceof JsonValue.Number number ? "[" + number.text() + "]" : "";
    }

    @Nullable
    JsonValue attributes() {
        return instance.members().get("attributes");
    }

    boolean isTainted() {
        return instance.readText("status").value().orElse("").equals("tainted");
    }

    long line() {
        return instance.line();
    }

    /** The attributes on whose paths something is sensitive: in the shape of {@code sensitive_values}, as a whole each. */
    JsonObject sensitive() {
        Map<String, JsonValue> marked = new LinkedHashMap<>();
        if (instance.members().get("sensitive_attributes") instanceof JsonValue.Array paths) {
            for (JsonValue path : paths.elements()) {
                if (path instanceof JsonValue.Array steps
                        && !steps.elements().isEmpty()
                        && steps.elements().get(0) instanceof JsonObject first) {
                    first.readText("value").value().ifPresent(name -> marked.put(name, new JsonValue.Truth(true, 1)));
                }
            }
        }
        return JsonObject.of(marked, 1);
    }
}
