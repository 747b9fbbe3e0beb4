package dev.weir.json;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A JSON object, immutable, its members in the order of the text.
 *
 * <p>It is asked in two ways. Of what others wrote, {@code read...} has three answers, see {@link JsonMember}. Of what weir wrote,
 * {@link #text}, {@link #number} and the like give what must be there, or an {@link IllegalArgumentException} that names it.
 */
public final class JsonObject implements JsonValue {

    private final Map<String, JsonValue> members;
    private final Set<String> repeated;
    private final long line;

    /** Of a map that nobody else holds. */
    JsonObject(Map<String, JsonValue> members, Set<String> repeated, long line) {
        this.members = members instanceof MemberMap ? members : Collections.unmodifiableMap(members);
        this.repeated = repeated.isEmpty() ? Set.of() : Collections.unmodifiableSet(repeated);
        this.line = line;
    }

    /** An object with these members, which starts in this line. */
    public static JsonObject of(Map<String, JsonValue> members, long line) {
        return new JsonObject(new LinkedHashMap<>(members), Set.of(), line);
    }

    /** An object with the members that {@code write} writes. */
    public static JsonObject of(Consumer<JsonWriter> write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(bytes, JsonStyle.CANONICAL);
        write.accept(json.beginObject());
        json.endObject().flush();
        return JsonReader.object(bytes.toByteArray());
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public String kind() {
        return "an object";
    }

    /** All members, those that are null too; of a key that stands twice the first. */
    public Map<String, JsonValue> members() {
        return members;
    }

    /** Keys that stand twice in the object, whose meaning is therefore unclear. */
    public Set<String> repeated() {
        return repeated;
    }

    /** Whether the member is there and not null. */
    public boolean has(String name) {
        JsonValue value = members.get(name);
        return value != null && !(value instanceof Null);
    }

    /** Whether the member is there and null. */
    public boolean isNull(String name) {
        return members.get(name) instanceof Null;
    }

    /** This object less one member. */
    public JsonObject without(String name) {
        Map<String, JsonValue> rest = new LinkedHashMap<>(members);
        rest.remove(name);
        return new JsonObject(rest, repeated, line);
    }

    /** This object with a text right after the member {@code before}. */
    public JsonObject withAfter(String before, String name, String text) {
        Map<String, JsonValue> more = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            more.put(key, value);
            if (key.equals(before)) {
                more.put(name, new Text(text, value.line()));
            }
        });
        return new JsonObject(more, repeated, line);
    }

    /** A text, or a number as it is written: account numbers lose their quotes on the way through other tools. */
    public JsonMember<String> readText(String name) {
        return read(name, "a text", JsonObject::textOrNumber);
    }

    private static Optional<String> textOrNumber(JsonValue value) {
        if (value instanceof Text text) {
            return Optional.of(text.text());
        }
        return value instanceof Number number ? Optional.of(number.text()) : Optional.empty();
    }

    /** True or false, also in a text. */
    public JsonMember<Boolean> readTruth(String name) {
        return read(name, "true or false", value -> {
            if (value instanceof Truth truth) {
                return Optional.of(truth.value());
            }
            String text = textOrNumber(value).orElse("");
            boolean yes = text.equalsIgnoreCase("true");
            return yes || text.equalsIgnoreCase("false") ? Optional.of(yes) : Optional.empty();
        });
    }

    /** An object inside this one. */
    public JsonMember<JsonObject> readObject(String name) {
        return read(name, "an object", JsonObject::asObject);
    }

    private static Optional<JsonObject> asObject(JsonValue value) {
        return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** The elements of an array, of any kind. */
    public JsonMember<List<JsonValue>> readElements(String name) {
        return read(
                name,
                "an array",
                value -> value instanceof Array array ? Optional.of(array.elements()) : Optional.empty());
    }

    private <T> JsonMember<T> read(String name, String expected, Function<JsonValue, Optional<T>> reading) {
        JsonValue value = members.get(name);
        if (repeated.contains(name)) {
            return new JsonMember.Unreadable<>(
                    "the key " + Quoted.of(name) + " stands twice, expected once", value == null ? line : value.line());
        }
        if (value == null
                || value instanceof Null
                || value instanceof Text text && text.text().isEmpty()) {
            return new JsonMember.Absent<>();
        }
        Optional<T> read = reading.apply(value);
        return read.isPresent()
                ? new JsonMember.Present<>(read.get(), value.line())
                : new JsonMember.Unreadable<>(
                        Quoted.of(name) + " is " + value.kind() + ", expected " + expected, value.line());
    }

    /** The text that must be there. */
    public String text(String name) {
        return must(name, "a text", value -> value instanceof Text text ? Optional.of(text.text()) : Optional.empty());
    }

    /** The text that may be left out or null. */
    public Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** The value that a text names by its id; {@code what} says what else it is that nobody knows. */
    public <T> T oneOf(String name, T[] values, Function<T, String> id, String what) {
        String text = text(name);
        for (T value : values) {
            if (id.apply(value).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("unknown " + what + " `" + text + "`");
    }

    /** True or false, which must be there. */
    public boolean is(String name) {
        return must(
                name,
                "true or false",
                value -> value instanceof Truth truth ? Optional.of(truth.value()) : Optional.empty());
    }

    /** A whole number of any length. */
    public BigInteger whole(String name) {
        String digits = must(name, "a whole number", JsonObject::number);
        try {
            return new BigInteger(digits);
        } catch (NumberFormatException fraction) {
            throw expected("a whole number", name);
        }
    }

    private static Optional<String> number(JsonValue value) {
        return value instanceof Number number ? Optional.of(number.text()) : Optional.empty();
    }

    public long number(String name) {
        try {
            return whole(name).longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw expected("a number of at most 64 bits", name);
        }
    }

    public int small(String name) {
        try {
            return Math.toIntExact(number(name));
        } catch (ArithmeticException tooLarge) {
            throw expected("a number of at most 32 bits", name);
        }
    }

    /** The number that may be left out or null. */
    public OptionalLong optionalNumber(String name) {
        return has(name) ? OptionalLong.of(number(name)) : OptionalLong.empty();
    }

    public OptionalInt optionalSmall(String name) {
        return has(name) ? OptionalInt.of(small(name)) : OptionalInt.empty();
    }

    /** A number with or without a fraction, as near as a double comes. */
    public double fraction(String name) {
        return Double.parseDouble(must(name, "a number", JsonObject::number));
    }

    public JsonObject object(String name) {
        return must(name, "an object", JsonObject::asObject);
    }

    public List<JsonObject> objects(String name) {
        return each(name, "objects", JsonObject::asObject);
    }

    /** Each of the objects, as it is read. */
    public <T> List<T> objects(String name, Function<JsonObject, T> reading) {
        return objects(name).stream().map(reading).toList();
    }

    /** The object that may be left out or null, as it is read. */
    public <T> Optional<T> optionalObject(String name, Function<JsonObject, T> reading) {
        return has(name) ? Optional.of(reading.apply(object(name))) : Optional.empty();
    }

    /** Each of the texts, as it is read. */
    public <T> List<T> texts(String name, Function<String, T> reading) {
        return texts(name).stream().map(reading).toList();
    }

    public List<String> texts(String name) {
        return each(name, "texts", value -> value instanceof Text text ? Optional.of(text.text()) : Optional.empty());
    }

    /** The texts of an object by their names, in the order of these; none where it is left out. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new TreeMap<>();
        if (has(name)) {
            JsonObject holder = object(name);
            holder.members.keySet().forEach(key -> texts.put(key, holder.text(key)));
        }
        return texts;
    }

    private <T> List<T> each(String name, String expected, Function<JsonValue, Optional<T>> reading) {
        if (!(members.get(name) instanceof Array array)) {
            throw expected("a list", name);
        }
        List<T> all = new ArrayList<>(array.elements().size());
        for (JsonValue element : array.elements()) {
            all.add(reading.apply(element).orElseThrow(() -> expected(expected, name)));
        }
        return all;
    }

    private <T> T must(String name, String expected, Function<JsonValue, Optional<T>> reading) {
        JsonValue value = members.get(name);
        return (value == null ? Optional.<T>empty() : reading.apply(value)).orElseThrow(() -> expected(expected, name));
    }

    private static IllegalArgumentException expected(String what, String name) {
        return new IllegalArgumentException("expected " + what + " in `" + name + "`");
    }

    /** The bytes that a digest is taken of (RFC 8785): keys in the order of their UTF-16 units, no white space. */
    public byte[] canonical() {
        return TreeText.canonical(this);
    }

    /** The bytes of a file for people: ASCII, two spaces per level, an object without objects inside on one line. */
    public byte[] indented() {
        return TreeText.indented(this);
    }
}
