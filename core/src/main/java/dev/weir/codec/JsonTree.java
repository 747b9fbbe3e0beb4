package dev.weir.codec;

import dev.weir.json.ShortestDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object of a file of ours, in two forms: indented for people, and canonical for its digest.
 *
 * <p>Canonical is RFC 8785: keys in order of their UTF-16 units, no white space, as little escaping as JSON allows, UTF-8.
 * Numbers stand as they were written; whole numbers may be longer than a double can hold. The indented form keeps the order of
 * the keys and is ASCII, so that no text by others acts on a terminal that shows it.
 */
final class JsonTree {

    /** What a file says where there is nothing. */
    private enum Nothing {
        NULL
    }

    private record Number(String text) {}

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(400)
                    .build())
            .build();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * Reads one object.
     *
     * @throws IllegalArgumentException if it is no JSON object, or not only one
     */
    static JsonTree parse(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            JsonTree tree = object(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("expected nothing after the object");
            }
            return tree;
        } catch (StreamReadException broken) {
            throw new IllegalArgumentException(
                    "it is not JSON, at line " + broken.getLocation().getLineNr(), broken);
        } catch (tools.jackson.core.JacksonException broken) {
            throw new IllegalArgumentException("it is not JSON that weir reads", broken);
        }
    }

    private static JsonTree object(JsonParser parser) {
        JsonTree tree = new JsonTree();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            tree.fields.put(name, value(parser.nextToken(), parser));
        }
        return tree;
    }

    private static Object value(JsonToken token, JsonParser parser) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken();
                        next != null && next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    elements.add(value(next, parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> Nothing.NULL;
            default -> throw new IllegalArgumentException("found " + token + " where a value is expected");
        };
    }

    JsonTree put(String name, String text) {
        fields.put(name, wellFormed(text));
        return this;
    }

    JsonTree put(String name, long number) {
        fields.put(name, new Number(Long.toString(number)));
        return this;
    }

    JsonTree put(String name, BigInteger number) {
        fields.put(name, new Number(number.toString()));
        return this;
    }

    /** A number as ECMAScript writes it. */
    JsonTree put(String name, double number) {
        fields.put(name, new Number(ecmaScript(number)));
        return this;
    }

    JsonTree put(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    JsonTree put(String name, JsonTree tree) {
        fields.put(name, tree);
        return this;
    }

    JsonTree put(String name, List<JsonTree> trees) {
        fields.put(name, List.<Object>copyOf(trees));
        return this;
    }

    JsonTree putTexts(String name, List<String> texts) {
        fields.put(name, texts.stream().<Object>map(JsonTree::wellFormed).toList());
        return this;
    }

    JsonTree putNull(String name) {
        fields.put(name, Nothing.NULL);
        return this;
    }

    JsonTree put(String name, Optional<String> text) {
        return text.isPresent() ? put(name, text.get()) : putNull(name);
    }

    JsonTree without(String name) {
        JsonTree rest = new JsonTree();
        rest.fields.putAll(fields);
        rest.fields.remove(name);
        return rest;
    }

    /** This with all fields of the other after its own. */
    JsonTree andAll(JsonTree other) {
        fields.putAll(other.fields);
        return this;
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    /** The shortest digits that read back as the same double, in the layout of ECMAScript's Number::toString. */
    private static String ecmaScript(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(ShortestDecimal.of(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        String sign = shortest.signum() < 0 ? "-" : "";
        int point = digits.length() - shortest.scale();
        if (digits.length() <= point && point <= 21) {
            return sign + digits + "0".repeat(point - digits.length());
        }
        if (0 < point && point <= 21) {
            return sign + digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "+" : "-") + Math.abs(point - 1);
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return sign + mantissa + "e" + exponent;
    }

    boolean has(String name) {
        return fields.containsKey(name) && fields.get(name) != Nothing.NULL;
    }

    String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw expected("a text", name);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    boolean is(String name) {
        if (fields.get(name) instanceof Boolean value) {
            return value;
        }
        throw expected("true or false", name);
    }

    BigInteger whole(String name) {
        if (fields.get(name) instanceof Number number) {
            try {
                return new BigInteger(number.text);
            } catch (NumberFormatException fraction) {
                throw expected("a whole number", name);
            }
        }
        throw expected("a whole number", name);
    }

    long number(String name) {
        try {
            return whole(name).longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw expected("a number of at most 64 bits", name);
        }
    }

    int small(String name) {
        try {
            return Math.toIntExact(number(name));
        } catch (ArithmeticException tooLarge) {
            throw expected("a number of at most 32 bits", name);
        }
    }

    double fraction(String name) {
        if (fields.get(name) instanceof Number number) {
            return Double.parseDouble(number.text);
        }
        throw expected("a number", name);
    }

    JsonTree tree(String name) {
        if (fields.get(name) instanceof JsonTree tree) {
            return tree;
        }
        throw expected("an object", name);
    }

    List<JsonTree> trees(String name) {
        List<JsonTree> trees = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof JsonTree tree)) {
                throw expected("objects", name);
            }
            trees.add(tree);
        }
        return trees;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof String text)) {
                throw expected("texts", name);
            }
            texts.add(text);
        }
        return texts;
    }

    private List<?> elements(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw expected("a list", name);
    }

    /** All members, each a text. */
    Map<String, String> allTexts() {
        Map<String, String> texts = new TreeMap<>();
        fields.keySet().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    private static IllegalArgumentException expected(String what, String name) {
        return new IllegalArgumentException("expected " + what + " in `" + name + "`");
    }

    /** The bytes that a digest is taken of. */
    byte[] canonical() {
        StringBuilder json = new StringBuilder();
        appendCanonical(json, this);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendCanonical(StringBuilder json, Object value) {
        if (value instanceof JsonTree tree) {
            String separator = "{";
            for (Map.Entry<String, Object> field : new TreeMap<>(tree.fields).entrySet()) {
                json.append(separator);
                appendText(json, field.getKey(), false);
                json.append(':');
                appendCanonical(json, field.getValue());
                separator = ",";
            }
            json.append(tree.fields.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                json.append(separator);
                appendCanonical(json, element);
                separator = ",";
            }
            json.append(list.isEmpty() ? "[]" : "]");
        } else {
            appendLeaf(json, value, false);
        }
    }

    /** The bytes of the file: two spaces per level, an object without objects inside on one line. */
    byte[] indented() {
        StringBuilder json = new StringBuilder();
        appendIndented(json, this, 0);
        return json.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void appendIndented(StringBuilder json, Object value, int level) {
        if (value instanceof JsonTree tree) {
            boolean flat = level > 1 && tree.fields.values().stream().allMatch(JsonTree::isLeaf);
            json.append('{');
            String separator = "";
            for (Map.Entry<String, Object> field : tree.fields.entrySet()) {
                json.append(separator);
                separate(json, flat, level + 1);
                appendText(json, field.getKey(), true);
                json.append(": ");
                appendIndented(json, field.getValue(), level + 1);
                separator = ",";
            }
            separate(json, flat || tree.fields.isEmpty(), level);
            json.append('}');
        } else if (value instanceof List<?> list) {
            boolean flat = list.stream().allMatch(JsonTree::isLeaf);
            json.append('[');
            String separator = "";
            for (Object element : list) {
                json.append(separator);
                separate(json, flat, level + 1);
                appendIndented(json, element, level + 1);
                separator = ",";
            }
            separate(json, flat, level);
            json.append(']');
        } else {
            appendLeaf(json, value, true);
        }
    }

    private static void separate(StringBuilder json, boolean flat, int level) {
        json.append(flat ? " " : "\n" + "  ".repeat(level));
    }

    private static boolean isLeaf(Object value) {
        return !(value instanceof JsonTree tree && !tree.fields.isEmpty())
                && !(value instanceof List<?> list && !list.isEmpty());
    }

    private static void appendLeaf(StringBuilder json, Object value, boolean ascii) {
        if (value instanceof String text) {
            appendText(json, text, ascii);
        } else if (value instanceof Number number) {
            json.append(number.text);
        } else if (value == Nothing.NULL) {
            json.append("null");
        } else {
            json.append(value);
        }
    }

    private static void appendText(StringBuilder json, String text, boolean ascii) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"', '\\' -> json.append('\\').append(character);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (character < ' ' || ascii && character > '~') {
                        json.append("\\u").append(Integer.toHexString(0x10000 | character), 1, 5);
                    } else {
                        json.append(character);
                    }
                }
            }
        }
        json.append('"');
    }
}
