package dev.weir.json;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** A tree as text, canonical or indented; numbers stand as they were written. */
final class TreeText {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonWriter json;

    private TreeText(JsonStyle style) {
        json = new JsonWriter(bytes, style);
    }

    static byte[] canonical(JsonObject tree) {
        TreeText text = new TreeText(JsonStyle.CANONICAL);
        text.canonical((JsonValue) tree);
        text.json.flush();
        return text.bytes.toByteArray();
    }

    static byte[] indented(JsonObject tree) {
        TreeText text = new TreeText(JsonStyle.ASCII);
        text.indented(tree, 0);
        text.json.finish();
        return text.bytes.toByteArray();
    }

    private void canonical(JsonValue value) {
        if (value instanceof JsonObject object) {
            json.beginObject();
            new TreeMap<>(object.members()).forEach((name, member) -> {
                json.name(name);
                canonical(member);
            });
            json.endObject();
        } else if (value instanceof JsonValue.Array array) {
            json.beginArray();
            array.elements().forEach(this::canonical);
            json.endArray();
        } else {
            leaf(value);
        }
    }

    private void indented(JsonValue value, int level) {
        if (value instanceof JsonObject object) {
            boolean flat = level > 1 && object.members().values().stream().allMatch(TreeText::isLeaf);
            json.beginObject();
            String separator = "";
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                space(separator, flat, level + 1);
                json.name(member.getKey()).plain(" ");
                indented(member.getValue(), level + 1);
                separator = ",";
            }
            space("", flat || object.members().isEmpty(), level);
            json.endObject();
        } else if (value instanceof JsonValue.Array array) {
            boolean flat = array.elements().stream().allMatch(TreeText::isLeaf);
            json.beginArray();
            String separator = "";
            for (JsonValue element : array.elements()) {
                space(separator, flat, level + 1);
                indented(element, level + 1);
                separator = ",";
            }
            space("", flat, level);
            json.endArray();
        } else {
            leaf(value);
        }
    }

    /** Between two tokens; its last character is a space or a line feed, after which the writer places no comma. */
    private void space(String separator, boolean flat, int level) {
        json.plain(separator).plain(flat ? " " : "\n" + "  ".repeat(level));
    }

    private static boolean isLeaf(JsonValue value) {
        return value instanceof JsonObject object
                ? object.members().isEmpty()
                : !(value instanceof JsonValue.Array array) || array.elements().isEmpty();
    }

    private void leaf(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            json.text(text.text());
        } else if (value instanceof JsonValue.Number number) {
            json.digits(number.text());
        } else if (value instanceof JsonValue.Truth truth) {
            json.truth(truth.value());
        } else {
            json.nothing();
        }
    }
}
