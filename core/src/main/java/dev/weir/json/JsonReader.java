package dev.weir.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks through JSON of any size, one document after another, and hands out one value at a time as a tree.
 *
 * <pre>
 *   while (json.next())                          each document
 *       json.enter();
 *       while (json.next())                      each of its members
 *           if (json.name().equals("Groups") &amp;&amp; json.isArray())
 *               json.enter();
 *               while (json.next())              each element
 *                   take(json.value());
 * </pre>
 *
 * <p>A value that is neither entered nor taken is skipped. Depth, texts, names and numbers are bounded, whole documents are
 * not. What is no JSON ends in {@link BrokenJson}, what the stream says in {@link UncheckedIOException}.
 */
public final class JsonReader implements AutoCloseable {

    /** Deeper than any AWS answer by far, shallow enough for any stack. */
    private static final int DEEPEST = 200;

    /** Longer than any field of AWS; a string beyond it is not inventory. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** What is written by hand or by a program nests its expressions; readers of such text bound them by themselves. */
    private static final int DEEPEST_IN_CODE = 1000;

    private static final JsonFactory FACTORY = factory(DEEPEST);

    private static JsonFactory factory(int deepest) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(deepest)
                        .maxStringLength(LONGEST_TEXT)
                        .maxNameLength(1 << 16)
                        .maxNumberLength(1000)
                        .maxDocumentLength(-1)
                        .maxTokenCount(-1)
                        .build())
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .build();
    }

    private static final JsonToken TAKEN = JsonToken.NOT_AVAILABLE;

    private final JsonParser parser;
    private final boolean refusesRepeated;
    private final boolean isCode;
    private JsonToken current = TAKEN;
    private String name = "";
    private long nameOffset;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
        this.refusesRepeated = false;
        this.isCode = true;
    }

    private JsonReader(InputStream utf8, boolean refusesRepeated) {
        try {
            this.parser = FACTORY.createParser(ObjectReadContext.empty(), utf8);
        } catch (JacksonIOException failed) {
            throw new UncheckedIOException(failed.getCause());
        }
        this.refusesRepeated = refusesRepeated;
        this.isCode = false;
    }

    /** A reader of what others wrote: an object remembers which of its keys stand twice, and keeps the first. */
    public static JsonReader ofOthers(InputStream utf8) {
        return new JsonReader(utf8, false);
    }

    /** A reader of code: a text whose places are asked for, and which may nest deeper than any answer. */
    public static JsonReader ofCode(String text) {
        return new JsonReader(OfCode.FACTORY.createParser(ObjectReadContext.empty(), text));
    }

    /** Apart, so that who reads no code makes no second factory. */
    private static final class OfCode {
        private static final JsonFactory FACTORY = factory(DEEPEST_IN_CODE);
    }

    /** A reader of what weir wrote, where a key that stands twice in a tree is an {@link IllegalArgumentException}. */
    public static JsonReader ofOurs(InputStream utf8) {
        return new JsonReader(utf8, true);
    }

    /**
     * The one object that a file of ours holds.
     *
     * @throws IllegalArgumentException if it is no JSON object, or not only one
     */
    public static JsonObject object(byte[] utf8) {
        try (JsonReader reader = ofOurs(new ByteArrayInputStream(utf8))) {
            if (!reader.next() || !reader.isObject() || !(reader.value() instanceof JsonObject object)) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            if (reader.next()) {
                throw new IllegalArgumentException("expected nothing after the object");
            }
            return object;
        } catch (BrokenJson broken) {
            throw new IllegalArgumentException("it is not JSON, at line " + broken.line(), broken);
        }
    }

    /** Goes on to the next document, member or element; false at the end of what was entered, which is then left. */
    public boolean next() {
        try {
            skip();
            JsonToken token = parser.nextToken();
            name = "";
            if (token == JsonToken.PROPERTY_NAME) {
                name = parser.currentName();
                nameOffset = isCode ? parser.currentTokenLocation().getCharOffset() : 0;
                token = parser.nextToken();
            }
            boolean isValue = token != null && token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY;
            current = isValue ? token : TAKEN;
            return isValue;
        } catch (JacksonException wrong) {
            throw broken(wrong);
        }
    }

    /** Passes over what was neither entered nor taken. */
    private void skip() {
        if (isObject() || isArray()) {
            parser.skipChildren();
        }
    }

    /** Goes into the object or array, whose first member or element is then next. */
    public void enter() {
        if (!isObject() && !isArray()) {
            throw new IllegalStateException("there is nothing to enter in " + kind());
        }
        current = TAKEN;
    }

    /** The name of the member, empty for an element and a document. */
    public String name() {
        return name;
    }

    public boolean isObject() {
        return current == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return current == JsonToken.START_ARRAY;
    }

    public boolean isString() {
        return current == JsonToken.VALUE_STRING;
    }

    /** The text of a string or number, as written; empty for anything else. */
    public Optional<String> text() {
        try {
            boolean isText = isString() || current.isNumeric();
            return isText ? Optional.of(parser.getString()) : Optional.empty();
        } catch (JacksonException wrong) {
            throw broken(wrong);
        }
    }

    /** The line that the value starts in, from 1, before it is entered or taken. */
    public long line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    /** The line that was come to, from 1. */
    public long lineReached() {
        return Math.max(1, parser.currentLocation().getLineNr());
    }

    /** Where the value starts in the text of {@link #ofCode}, before it is entered or taken. */
    public int offset() {
        return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    /** Where the member's name starts in the text of {@link #ofCode}. */
    public int nameOffset() {
        return Math.toIntExact(nameOffset);
    }

    /** How far the text of {@link #ofCode} was read: where a value ends that was taken, or entered and left. */
    public int offsetReached() {
        return Math.toIntExact(parser.currentLocation().getCharOffset());
    }

    /** How many bytes were read, at least 0. */
    public long octet() {
        return Math.max(0, parser.currentLocation().getByteOffset());
    }

    /** What the value is, for messages. */
    public String kind() {
        return switch (current) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }

    /** Takes the whole value. */
    public JsonValue value() {
        try {
            JsonValue value = value(current);
            current = TAKEN;
            return value;
        } catch (JacksonException wrong) {
            throw broken(wrong);
        }
    }

    private JsonValue value(JsonToken token) {
        long line = line();
        return switch (token) {
            case START_OBJECT -> object(line);
            case START_ARRAY -> {
                List<JsonValue> elements = new ArrayList<>(4);
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.add(value(next));
                }
                yield new JsonValue.Array(Collections.unmodifiableList(elements), line);
            }
            case VALUE_STRING -> new JsonValue.Text(parser.getString(), line);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Number(parser.getString(), line);
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Truth(token == JsonToken.VALUE_TRUE, line);
            case VALUE_NULL -> new JsonValue.Null(line);
            default -> throw new IllegalStateException("there is nothing to take");
        };
    }

    private JsonObject object(long line) {
        MemberMap members = new MemberMap();
        Set<String> repeated = Set.of();
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            if (!members.add(key, value(parser.nextToken()))) {
                if (refusesRepeated) {
                    throw new IllegalArgumentException(
                            "the key " + Quoted.of(key) + " stands twice in one object, at line " + lineReached());
                }
                repeated = repeated.isEmpty() ? new LinkedHashSet<>() : repeated;
                repeated.add(key);
            }
        }
        return new JsonObject(members, repeated, line);
    }

    private RuntimeException broken(JacksonException wrong) {
        if (wrong instanceof JacksonIOException failed) {
            return new UncheckedIOException(failed.getCause());
        }
        String message = wrong instanceof StreamReadException read
                ? read.getOriginalMessage()
                : String.valueOf(wrong.getMessage());
        int hint = message.indexOf('\n');
        String first = hint < 0 ? message : message.substring(0, hint);
        int source = first.indexOf(" (for ");
        String bare = source < 0 || message.contains("expected") ? first : first.substring(0, source);
        boolean cut = wrong instanceof UnexpectedEndOfInputException || first.contains("end-of-input");
        String sentence = (cut ? "the JSON ends too early" : "this is not JSON") + place() + ": "
                + (cut ? "the file was cut off" : Quoted.of(bare));
        return new BrokenJson(sentence, bare, lineReached(), wrong);
    }

    private String place() {
        TokenStreamLocation at = parser.currentLocation();
        String column = " at column " + Math.max(1, at.getColumnNr());
        return at.getByteOffset() < 0 ? column : column + " (byte " + at.getByteOffset() + ")";
    }

    @Override
    public void close() {
        parser.close();
    }
}
