package dev.weir.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in plain JSON: a window over the bytes of a file, and what may stand next.
 *
 * <p>Plain is what the AWS CLI writes for nearly every group: visible ASCII without escapes in strings, whole numbers, no
 * literals. It is checked as strictly as a JSON parser checks it; everything else, wrong or merely rare, is {@link Odd} here and
 * left to a real parser. The byte after the window is 0, which nothing accepts, so only {@link #refill} asks where the window ends.
 */
final class PlainJson {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final int LONGEST_STRING = 1 << 16;
    private static final int LARGEST_WINDOW = 1 << 25;
    private static final int SLACK = 64;

    private final InputStream in;
    private byte[] bytes;
    private int end;
    private boolean ended;
    private int at;
    private long line = 1;
    private int textFrom;

    /** What stands here is not plain. */
    static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final Odd ODD = new Odd();

        private Odd() {
            super("not plain", null, false, false);
        }
    }

    PlainJson(InputStream in, int window) {
        this.in = in;
        this.bytes = new byte[window + SLACK];
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    /** Where the window ends. */
    int end() {
        return end;
    }

    /** Passes so many bytes, which hold so many line feeds. */
    void pass(int count, long lines) {
        at += count;
        line += lines;
    }

    /** The line of the place, from 1. */
    long line() {
        return line;
    }

    /** Back to a place that is still in the window. */
    void back(int place, long lineThere) {
        at = place;
        line = lineThere;
    }

    boolean isLow() {
        return end - at < bytes.length >> 3 && !ended;
    }

    /** Moves the window on so that it begins at the place; false where nothing was left to read or it would grow too large. */
    boolean refill() throws IOException {
        if (ended) {
            return false;
        }
        if (at == 0 && end == bytes.length - SLACK) {
            if (bytes.length > LARGEST_WINDOW) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        } else {
            System.arraycopy(bytes, at, bytes, 0, end - at);
            end -= at;
            at = 0;
        }
        int count = in.readNBytes(bytes, end, bytes.length - SLACK - end);
        ended = end + count < bytes.length - SLACK;
        end += count;
        Arrays.fill(bytes, end, end + SLACK, (byte) 0);
        return count > 0;
    }

    /** Whether the file ends here. */
    boolean isAtEnd() {
        return ended && at == end;
    }

    /** The byte here, after white space. */
    int peek() {
        int character = bytes[at];
        return character > ' ' ? character : afterSpace();
    }

    private int afterSpace() {
        int place = at;
        int character = bytes[place];
        while (character <= ' ') {
            if (character == '\n') {
                line++;
            } else if (character != ' ' && character != '\r' && character != '\t') {
                break;
            }
            character = bytes[++place];
        }
        at = place;
        return character;
    }

    /** Passes this byte, after white space, if it is the next one. */
    boolean passes(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char expected) {
        if (peek() != expected) {
            throw Odd.ODD;
        }
        at++;
    }

    /** Whether another element or member comes in the container that {@code close} ends; passes the comma or the end. */
    boolean hasNext(char close) {
        int character = peek();
        at++;
        if (character == ',') {
            return true;
        }
        if (character == close) {
            return false;
        }
        throw Odd.ODD;
    }

    /** Passes a string, whose characters are then {@link #textFrom} to {@link #textEnd}. */
    void string() {
        expect('"');
        textFrom = at;
        int place = at;
        while (true) {
            long word = (long) WORDS.get(bytes, place);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long hit = ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash | (word - SPACES) & ~word | word)
                    & HIGHS;
            if (hit != 0) {
                place += Long.numberOfTrailingZeros(hit) >>> 3;
                break;
            }
            place += 8;
        }
        if (bytes[place] != '"' || place - textFrom > LONGEST_STRING) {
            throw Odd.ODD;
        }
        at = place + 1;
    }

    int textFrom() {
        return textFrom;
    }

    int textEnd() {
        return at - 1;
    }

    int textLength() {
        return at - 1 - textFrom;
    }

    /** The characters of the string that was passed last. */
    String text() {
        return new String(bytes, textFrom, at - 1 - textFrom, StandardCharsets.ISO_8859_1);
    }

    /** Passes a whole number of at most six digits. */
    int number() {
        int character = peek();
        boolean negative = character == '-';
        int place = negative ? at + 1 : at;
        int from = place;
        int number = 0;
        while (bytes[place] >= '0' && bytes[place] <= '9') {
            number = number * 10 + bytes[place++] - '0';
            if (place - from > 6) {
                throw Odd.ODD;
            }
        }
        int next = bytes[place];
        boolean ends = next == ',' || next == '}' || next == ']' || next == ' ' || next == '\n' || next == '\r';
        if (place == from || bytes[from] == '0' && place - from > 1 || !ends) {
            throw Odd.ODD;
        }
        at = place;
        return negative ? -number : number;
    }

    /** Passes a member's name and its colon; tells which of the names it is, or -1. */
    int name(Names names) {
        expect('"');
        int known = names.expected(bytes, at);
        if (known >= 0) {
            textFrom = at;
            at += names.size(known) + 1;
            expect(':');
            return known;
        }
        at--;
        string();
        int name = names.find(bytes, textFrom, at - 1);
        expect(':');
        return name;
    }

    /** Passes a string, a whole number, or a container of such, not too deep. */
    void value(int deepest) {
        switch (peek()) {
            case '"' -> string();
            case '{' -> {
                at++;
                if (deepest == 0) {
                    throw Odd.ODD;
                }
                if (!passes('}')) {
                    do {
                        string();
                        expect(':');
                        value(deepest - 1);
                    } while (hasNext('}'));
                }
            }
            case '[' -> {
                at++;
                if (deepest == 0) {
                    throw Odd.ODD;
                }
                if (!passes(']')) {
                    do {
                        value(deepest - 1);
                    } while (hasNext(']'));
                }
            }
            default -> number();
        }
    }

    /** Passes the object here by its brackets alone, plain or not; false where its end is not in the window. */
    boolean passObject() {
        int open = 0;
        int place = at;
        while (place < end) {
            switch (bytes[place++]) {
                case '"' -> {
                    while (place < end && bytes[place] != '"') {
                        place += bytes[place] == '\\' ? 2 : 1;
                    }
                    place++;
                }
                case '{', '[' -> open++;
                case '}', ']' -> {
                    if (--open == 0) {
                        at = place;
                        return true;
                    }
                }
                case '\n' -> line++;
                default -> {}
            }
        }
        return false;
    }

    /** The names of an object's members, looked for in the order in which they last came. */
    static final class Names {

        private final byte[][] names;
        private final int[] after;
        private int next;

        Names(String... names) {
            this.names = new byte[names.length][];
            this.after = new int[names.length];
            for (int i = 0; i < names.length; i++) {
                this.names[i] = names[i].getBytes(StandardCharsets.US_ASCII);
                this.after[i] = i + 1 == names.length ? 0 : i + 1;
            }
        }

        private int find(byte[] bytes, int from, int to) {
            int guess = next;
            if (is(names[guess], bytes, from, to)) {
                next = after[guess];
                return guess;
            }
            for (int name = 0; name < names.length; name++) {
                if (is(names[name], bytes, from, to)) {
                    int before = guess == 0 ? names.length - 1 : guess - 1;
                    after[before] = after[before] == guess ? name : after[before];
                    next = after[name];
                    return name;
                }
            }
            return -1;
        }

        /** The name that is expected next, if it and its quote stand here; else -1. */
        private int expected(byte[] bytes, int from) {
            int guess = next;
            byte[] name = names[guess];
            int to = from + name.length;
            if (bytes[to] != '"' || !is(name, bytes, from, to)) {
                return -1;
            }
            next = after[guess];
            return guess;
        }

        private int size(int name) {
            return names[name].length;
        }

        /** Whether the name stands here; compared by words that may overlap. */
        private static boolean is(byte[] name, byte[] bytes, int from, int to) {
            int size = name.length;
            if (size != to - from) {
                return false;
            }
            if (size < 8) {
                for (int i = 0; i < size; i++) {
                    if (name[i] != bytes[from + i]) {
                        return false;
                    }
                }
                return true;
            }
            for (int i = 0; i < size - 8; i += 8) {
                if ((long) WORDS.get(name, i) != (long) WORDS.get(bytes, from + i)) {
                    return false;
                }
            }
            return (long) WORDS.get(name, size - 8) == (long) WORDS.get(bytes, to - 8);
        }
    }
}
