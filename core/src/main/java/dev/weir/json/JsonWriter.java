package dev.weir.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * JSON as it is written to a stream, from beginning to end and of any size.
 *
 * <p>Commas are placed by looking at the byte before, so a caller says only what there is. Numbers with a fraction are the
 * shortest that read back as the same double. What a method is given as an {@link Optional} is null or left out, by the style.
 */
public final class JsonWriter {

    private static final int ENOUGH = 1 << 16;
    private static final int NAMES = 1 << 8;

    private final OutputStream out;
    private final JsonStyle style;
    private byte[] buffer = new byte[1 << 10];
    private int length;
    private final String[] names = new String[NAMES];
    private final byte[][] writtenNames = new byte[NAMES][];
    private boolean holds;
    private List<Integer> blanks = List.of();

    /** A writer on a stream, which it flushes at the end and does not close. */
    public JsonWriter(OutputStream out, JsonStyle style) {
        this.out = out;
        this.style = style;
        buffer[length++] = '[';
    }

    /** What {@code write} writes, on one line. */
    public static String text(JsonStyle style, Consumer<JsonWriter> write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter(bytes, style);
        write.accept(json);
        json.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public JsonWriter beginObject() {
        return separate().octet('{');
    }

    public JsonWriter endObject() {
        return octet('}');
    }

    public JsonWriter beginArray() {
        return separate().octet('[');
    }

    public JsonWriter endArray() {
        return octet(']');
    }

    /** The name of a member, whose value comes next. The names in code are few and one object each: they are spelled once. */
    @SuppressWarnings("ReferenceEquality")
    public JsonWriter name(String name) {
        separate();
        int slot = name.hashCode() & NAMES - 1;
        if (names[slot] != name) {
            byte[] spelled = new byte[6 * name.length() + 3];
            spelled[0] = '"';
            int end = style.put(name, spelled, 1);
            spelled[end] = '"';
            spelled[end + 1] = ':';
            names[slot] = name;
            writtenNames[slot] = Arrays.copyOf(spelled, end + 2);
        }
        return copy(writtenNames[slot]);
    }

    public JsonWriter text(String text) {
        separate();
        room(6 * text.length() + 3);
        buffer[length++] = '"';
        length = style.put(text, buffer, length);
        buffer[length++] = '"';
        return this;
    }

    /** A text with a blank between each two of its parts, inside of a {@link #piece}, whose placing fills them. */
    public JsonWriter text(List<String> parts) {
        if (!holds) {
            throw new IllegalStateException("only a piece has blanks");
        }
        separate().octet('"');
        for (int part = 0; part < parts.size(); part++) {
            if (part > 0) {
                blanks.add(length);
            }
            put(parts.get(part));
        }
        return octet('"');
    }

    private void put(String text) {
        room(6 * text.length());
        length = style.put(text, buffer, length);
    }

    public JsonWriter number(long number) {
        return digits(Long.toString(number));
    }

    /** A number in ECMAScript's layout where that is the style, else in Java's, such as {@code 1.0} and {@code 2.1E-9}. */
    public JsonWriter number(double number) {
        return digits(style == JsonStyle.CANONICAL ? ShortestDecimal.ecmaScript(number) : ShortestDecimal.of(number));
    }

    /** A number that is written already. */
    public JsonWriter digits(String number) {
        return separate().plain(number);
    }

    public JsonWriter truth(boolean value) {
        return separate().plain(value ? "true" : "false");
    }

    public JsonWriter nothing() {
        return separate().plain("null");
    }

    /** A line feed before what comes next: white space to JSON, a mercy to tools that work on lines. */
    public JsonWriter newLine() {
        return separate().octet('\n').octet(' ');
    }

    public JsonWriter text(String name, String text) {
        return name(name).text(text);
    }

    public JsonWriter number(String name, long number) {
        return name(name).number(number);
    }

    public JsonWriter number(String name, double number) {
        return name(name).number(number);
    }

    public JsonWriter number(String name, BigInteger number) {
        return name(name).digits(number.toString());
    }

    public JsonWriter truth(String name, boolean value) {
        return name(name).truth(value);
    }

    public JsonWriter text(String name, Optional<String> text) {
        return text.isPresent() ? text(name, text.get()) : absent(name);
    }

    public JsonWriter number(String name, OptionalLong number) {
        return number.isPresent() ? number(name, number.getAsLong()) : absent(name);
    }

    public JsonWriter number(String name, OptionalInt number) {
        return number.isPresent() ? number(name, number.getAsInt()) : absent(name);
    }

    public JsonWriter truth(String name, Optional<Boolean> value) {
        return value.isPresent() ? truth(name, value.get()) : absent(name);
    }

    private JsonWriter absent(String name) {
        return leavesOut() ? this : name(name).nothing();
    }

    /** Whether a member that there is not is left out; else it is null. */
    public boolean leavesOut() {
        return style.leavesOut();
    }

    /** An array of texts. */
    public JsonWriter texts(String name, Iterable<?> texts) {
        name(name).beginArray();
        for (Object text : texts) {
            text(text.toString());
        }
        return endArray();
    }

    /** An object of texts. */
    public JsonWriter texts(String name, Map<String, String> texts) {
        name(name).beginObject();
        texts.forEach(this::text);
        return endObject();
    }

    /** An object whose members {@code write} writes. */
    public <T> JsonWriter object(String name, T thing, Consumer<T> write) {
        name(name).beginObject();
        write.accept(thing);
        return endObject();
    }

    /** An object as {@link #object} writes it, to be placed by {@link #piece(String, JsonPiece)} as often as it stands somewhere. */
    public <T> JsonPiece piece(T thing, Consumer<T> write) {
        boolean held = holds;
        List<Integer> blanksAround = blanks;
        holds = true;
        blanks = new ArrayList<>(0);
        int start = length;
        octet('[').beginObject();
        write.accept(thing);
        endObject();
        byte[] written = Arrays.copyOfRange(buffer, start + 1, length);
        blanks.replaceAll(place -> place - start - 1);
        JsonPiece piece = new JsonPiece(written, blanks);
        length = start;
        holds = held;
        blanks = blanksAround;
        return piece;
    }

    /** An object that this writer, or one of the same style, made into a piece without blanks. */
    public JsonWriter piece(String name, JsonPiece piece) {
        return piece(name, piece, "");
    }

    /** An object that this writer, or one of the same style, made into a piece, with this text in each blank. */
    public JsonWriter piece(String name, JsonPiece piece, String filling) {
        name(name);
        int from = 0;
        for (int i = 0; i < piece.blanks().size(); i++) {
            int blank = piece.blanks().get(i);
            copy(piece.bytes(), from, blank).put(filling);
            from = blank;
        }
        return copy(piece.bytes(), from, piece.bytes().length);
    }

    /** An object whose members {@code write} writes, if there is one. */
    public <T> JsonWriter optional(String name, Optional<T> thing, Consumer<T> write) {
        return thing.isPresent() ? object(name, thing.get(), write) : absent(name);
    }

    /** An array of objects, the members of each of which {@code write} writes. */
    public <T> JsonWriter objects(String name, List<T> things, Consumer<T> write) {
        name(name).beginArray();
        for (T thing : things) {
            beginObject();
            write.accept(thing);
            endObject();
        }
        return endArray();
    }

    /** Ends the document with a line feed: everything is handed on, and the stream flushed. */
    public void finish() {
        octet('\n').flush();
    }

    /** Hands everything on, and flushes the stream. */
    public void flush() {
        handOn();
        try {
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The first byte of the buffer is not written: it is the byte before, for {@link #separate} to look at. */
    private void handOn() {
        try {
            out.write(buffer, 1, length - 1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        buffer[0] = buffer[length - 1];
        length = 1;
    }

    private JsonWriter separate() {
        if (length >= ENOUGH && !holds) {
            handOn();
        }
        byte before = buffer[length - 1];
        boolean first = before == ':' || before == '{' || before == '[' || before == ' ' || before == ',';
        return first ? this : octet(',');
    }

    private JsonWriter octet(char character) {
        room(1);
        buffer[length++] = (byte) character;
        return this;
    }

    /** Text that is JSON already, without a comma before it. */
    JsonWriter plain(String ascii) {
        return copy(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private JsonWriter copy(byte[] octets) {
        return copy(octets, 0, octets.length);
    }

    private JsonWriter copy(byte[] octets, int from, int to) {
        room(to - from);
        System.arraycopy(octets, from, buffer, length, to - from);
        length += to - from;
        return this;
    }

    private void room(int bytes) {
        if (buffer.length - length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
        }
    }
}
