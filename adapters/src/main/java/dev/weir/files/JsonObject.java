package dev.weir.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One element of an AWS answer as a tree: for everything but security groups, which are too many for trees.
 *
 * <p>Values are {@code String} (numbers too, as written), {@code Boolean}, {@code List}, {@code JsonObject}; a null in the file is
 * as absent. A key that comes twice keeps its first value and is remembered.
 */
final class JsonObject {

    private final long line;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Set<String> nulls = new LinkedHashSet<>();
    private final Set<String> repeated = new LinkedHashSet<>();

    /** An object without fields yet. */
    JsonObject(long line) {
        this.line = line;
    }

    /** Reads the object that the parser stands at the start of. */
    static JsonObject read(JsonParser parser) {
        JsonObject object = new JsonObject(Json.line(parser));
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                break;
            }
            object.put(name, token, parser);
        }
        return object;
    }

    /** Adds the value that the parser stands at. */
    void put(String name, JsonToken token, JsonParser parser) {
        boolean twice = fields.containsKey(name) || nulls.contains(name);
        Optional<Object> value = value(token, parser);
        if (twice) {
            repeated.add(name);
        } else if (value.isPresent()) {
            fields.put(name, value.get());
        } else {
            nulls.add(name);
        }
    }

    private static Optional<Object> value(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> Optional.of(read(parser));
            case START_ARRAY -> Optional.of(array(parser));
            case VALUE_TRUE -> Optional.of(Boolean.TRUE);
            case VALUE_FALSE -> Optional.of(Boolean.FALSE);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Optional.of(parser.getString());
            default -> Optional.empty();
        };
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            elements.add(value(token, parser).orElse(""));
        }
        return elements;
    }

    /** The line that the object starts in. */
    long line() {
        return line;
    }

    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(fields.keySet());
        keys.addAll(nulls);
        return keys;
    }

    /** Whether the field is there and not null. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Keys that stand twice in the object, whose meaning is therefore unclear. */
    Set<String> repeated() {
        return repeated;
    }

    /** The text or number of a field, if it is not empty. */
    Optional<String> text(String name) {
        return fields.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    boolean isTrue(String name) {
        return fields.get(name) instanceof Boolean value
                ? value
                : text(name).orElse("").equalsIgnoreCase("true");
    }

    boolean isFalse(String name) {
        return fields.get(name) instanceof Boolean value
                ? !value
                : text(name).orElse("").equalsIgnoreCase("false");
    }

    /** A nested object, if the field is one. */
    Optional<JsonObject> object(String name) {
        return fields.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** Whether the field is an array. */
    boolean isArray(String name) {
        return fields.get(name) instanceof List<?>;
    }

    /** Whether the field is there and is neither null nor an array. */
    boolean isOtherThanArray(String name) {
        return fields.containsKey(name) && !isArray(name);
    }

    /** The elements of an array; none where the field is something else. */
    List<?> elements(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The objects among the elements of an array. */
    List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : elements(name)) {
            if (element instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** Tags as AWS writes them: an array of objects with {@code Key} and {@code Value}. */
    Map<String, String> tags(String name) {
        Map<String, String> tags = new TreeMap<>();
        for (JsonObject tag : objects(name)) {
            tag.text("Key")
                    .ifPresent(key -> tags.putIfAbsent(key, tag.text("Value").orElse("")));
        }
        return tags;
    }
}
