package dev.weir.report;

import dev.weir.json.ShortestDecimal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as it is written, byte by byte, to a stream.
 *
 * <p>Only ASCII comes out: what is not a visible ASCII character is written as an escape of four digits, so that no text by others can
 * act on a terminal that shows the file, and a lone surrogate becomes U+FFFD, because strict readers refuse it. Commas are
 * placed by looking at the byte before. Numbers are the shortest that read back as the same double.
 *
 * <p>A {@link #mark} and what follows it can be taken as a piece, to be written again without encoding it again: that, and
 * not a faster encoder, is what makes a million findings cheap.
 */
final class JsonText {

    private static final int FLUSH_AT = 1 << 17;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Whether an ASCII character stands for itself in a string. */
    private static final boolean[] PLAIN = plain();

    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private final OutputStream out;
    private byte[] buffer = new byte[FLUSH_AT + (FLUSH_AT >> 1)];
    private int length;
    private long flushes;

    JsonText(OutputStream out) {
        this.out = out;
        buffer[length++] = '[';
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        for (char character = ' '; character <= '~'; character++) {
            plain[character] = character != '"' && character != '\\';
        }
        return plain;
    }

    /** The bytes of an ASCII text, for pieces that are written often. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    JsonText beginObject() {
        separate();
        buffer[length++] = '{';
        return this;
    }

    JsonText endObject() {
        room(1);
        buffer[length++] = '}';
        return this;
    }

    JsonText beginArray() {
        separate();
        buffer[length++] = '[';
        return this;
    }

    JsonText endArray() {
        room(1);
        buffer[length++] = ']';
        return this;
    }

    /** The name of a member; the name is one of ours. */
    JsonText name(String name) {
        string(name);
        buffer[length++] = ':';
        return this;
    }

    /** A text, or null for an empty one: what is not known. */
    JsonText textOrNull(String text) {
        return text.isEmpty() ? nothing() : text(text);
    }

    JsonText text(String text) {
        string(text);
        return this;
    }

    JsonText texts(Iterable<String> texts) {
        beginArray();
        for (String text : texts) {
            string(text);
        }
        return endArray();
    }

    JsonText nothing() {
        return piece(NULL);
    }

    JsonText number(long number) {
        separate();
        room(20);
        if (number >= 0 && number < 10) {
            buffer[length++] = (byte) ('0' + number);
            return this;
        }
        return rawLatin(Long.toString(number));
    }

    JsonText number(double number) {
        separate();
        return rawLatin(ShortestDecimal.of(number));
    }

    JsonText yes() {
        return piece(TRUE);
    }

    JsonText no() {
        return piece(FALSE);
    }

    /** One or more members or elements that are JSON already. */
    JsonText piece(byte[] json) {
        return piece(json, 0, json.length);
    }

    private JsonText piece(byte[] json, int from, int to) {
        separate();
        room(to - from);
        System.arraycopy(json, from, buffer, length, to - from);
        length += to - from;
        return this;
    }

    /** Bytes inside a string that is JSON already: no comma is placed. */
    JsonText raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, buffer, length, json.length);
        length += json.length;
        return this;
    }

    /** So many bytes that were written at a {@link #mark}, inside a string. */
    JsonText again(int mark, int bytes) {
        room(bytes);
        System.arraycopy(buffer, mark, buffer, length, bytes);
        length += bytes;
        return this;
    }

    /** The content of a string, escaped but without the quotes around it. */
    JsonText inside(String text) {
        encode(text);
        return this;
    }

    /** A line feed between values: white space to JSON, a mercy to tools that work on lines. */
    JsonText newLine() {
        separate();
        buffer[length++] = '\n';
        buffer[length++] = ' ';
        return this;
    }

    /** Where the next byte goes; valid until the next {@link #flushIfFull}. */
    int mark() {
        return length;
    }

    /** What was written since the mark, to be written again with {@link #piece}; a comma before it is left out. */
    byte[] since(int mark) {
        int from = length > mark && buffer[mark] == ',' ? mark + 1 : mark;
        return Arrays.copyOfRange(buffer, from, length);
    }

    /** Keeps in mind where the value that begins at the mark is, to be repeated before the buffer is handed on. */
    void remember(Stretch stretch, int mark) {
        stretch.flushes = flushes;
        stretch.from = buffer[mark] == ',' ? mark + 1 : mark;
        stretch.to = length;
    }

    /** Writes a value again; false where it is in the buffer no more. */
    boolean repeat(Stretch stretch) {
        if (stretch.to == 0 || stretch.flushes != flushes) {
            return false;
        }
        separate();
        room(stretch.to - stretch.from);
        System.arraycopy(buffer, stretch.from, buffer, length, stretch.to - stretch.from);
        length += stretch.to - stretch.from;
        return true;
    }

    /** A part of the buffer. */
    static final class Stretch {
        private long flushes;
        private int from;
        private int to;
    }

    /** Hands on what was written, when it is enough to be worth a call. */
    void flushIfFull() {
        if (length >= FLUSH_AT) {
            flush();
        }
    }

    /** Ends the document: everything is handed on, and the stream flushed. */
    void end() {
        room(1);
        buffer[length++] = '\n';
        flush();
        try {
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The first byte of the buffer is not written: it is the byte before, for {@link #separate} to look at. */
    private void flush() {
        try {
            out.write(buffer, 1, length - 1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        buffer[0] = buffer[length - 1];
        length = 1;
        flushes++;
    }

    private void separate() {
        room(4);
        byte before = buffer[length - 1];
        boolean first = before == ':' || before == '{' || before == '[' || before == ' ' || before == ',';
        if (!first) {
            buffer[length++] = ',';
        }
    }

    private void string(String text) {
        separate();
        buffer[length++] = '"';
        encode(text);
        buffer[length++] = '"';
    }

    /**
     * Appends the text with its escapes, and leaves room for more.
     *
     * <p>All in one method on purpose: it is too large for the JVM to copy into each of its callers, which took longer to
     * compile than a million findings take to write.
     */
    private void encode(String text) {
        room(6 * text.length());
        byte[] into = buffer;
        int at = length;
        int size = text.length();
        int plain = 0;
        while (plain < size) {
            char character = text.charAt(plain);
            if (character > '~' || !PLAIN[character]) {
                break;
            }
            into[at + plain++] = (byte) character;
        }
        at += plain;
        for (int i = plain; i < size; i++) {
            char character = text.charAt(i);
            if (character >= ' ' && character <= '~') {
                if (character == '"' || character == '\\') {
                    into[at++] = '\\';
                }
                into[at++] = (byte) character;
                continue;
            }
            into[at++] = '\\';
            if (character == '\n') {
                into[at++] = 'n';
            } else if (character == '\r') {
                into[at++] = 'r';
            } else if (character == '\t') {
                into[at++] = 't';
            } else {
                boolean paired = true;
                if (character >= Character.MIN_HIGH_SURROGATE && character <= Character.MAX_HIGH_SURROGATE) {
                    paired = i + 1 < text.length()
                            && text.charAt(i + 1) >= Character.MIN_LOW_SURROGATE
                            && text.charAt(i + 1) <= Character.MAX_LOW_SURROGATE;
                } else if (character >= Character.MIN_LOW_SURROGATE && character <= Character.MAX_LOW_SURROGATE) {
                    paired = i > 0
                            && text.charAt(i - 1) >= Character.MIN_HIGH_SURROGATE
                            && text.charAt(i - 1) <= Character.MAX_HIGH_SURROGATE;
                }
                int unit = paired ? character : 0xfffd;
                into[at++] = 'u';
                into[at++] = HEX[unit >> 12];
                into[at++] = HEX[(unit >> 8) & 15];
                into[at++] = HEX[(unit >> 4) & 15];
                into[at++] = HEX[unit & 15];
            }
        }
        length = at;
    }

    private JsonText rawLatin(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            buffer[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Room for so many bytes, and a little more. */
    private void room(int bytes) {
        if (buffer.length - length < bytes + 8) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes + 8));
        }
    }
}
