package dev.weir.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One element of a snapshot: strings, numbers as written, booleans, objects and arrays of these; nothing is optional by null. */
final class SnapshotNode {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    static SnapshotNode read(JsonParser parser) {
        SnapshotNode node = new SnapshotNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (node.fields.put(name, value(token, parser)) != null) {
                throw new MalformedSnapshot("the key `" + name + "` stands twice in one object");
            }
        }
        return node;
    }

    private static Object value(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> read(parser);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken();
                        next != null && next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    elements.add(value(next, parser));
                }
                yield elements;
            }
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getString();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw new MalformedSnapshot("found " + token + " where no snapshot has one");
        };
    }

    /** The keys, in the order of the text. */
    Set<String> names() {
        return fields.keySet();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new MalformedSnapshot("expected a text in `" + name + "`");
    }

    boolean is(String name) {
        if (fields.get(name) instanceof Boolean value) {
            return value;
        }
        throw new MalformedSnapshot("expected true or false in `" + name + "`");
    }

    SnapshotNode node(String name) {
        if (fields.get(name) instanceof SnapshotNode node) {
            return node;
        }
        throw new MalformedSnapshot("expected an object in `" + name + "`");
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof String text)) {
                throw new MalformedSnapshot("expected texts in `" + name + "`");
            }
            texts.add(text);
        }
        return texts;
    }

    List<SnapshotNode> nodes(String name) {
        List<SnapshotNode> nodes = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof SnapshotNode node)) {
                throw new MalformedSnapshot("expected objects in `" + name + "`");
            }
            nodes.add(node);
        }
        return nodes;
    }

    private List<?> elements(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw new MalformedSnapshot("expected an array in `" + name + "`");
    }

    Map<String, String> tags() {
        if (!has("tags")) {
            return Map.of();
        }
        SnapshotNode node = node("tags");
        Map<String, String> tags = new TreeMap<>();
        node.fields.keySet().forEach(key -> tags.put(key, node.text(key)));
        return tags;
    }

    /** What a snapshot cannot hold. */
    static final class MalformedSnapshot extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedSnapshot(String message) {
            super(message);
        }
    }
}
