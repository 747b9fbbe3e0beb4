package dev.weir.files;

import java.util.Arrays;
import java.util.function.Function;

/**
 * A bounded memory of what recurring texts mean, asked with the parser's own characters so that a hit allocates nothing.
 *
 * <p>Direct-mapped: two texts of one slot take turns. So hostile input costs time, never memory.
 */
final class Interned<V> {

    private static final int LONGEST = 256;
    private static final int HASHED = 20;

    private final char[][] texts;
    private final Object[] values;
    private final Function<String, V> meaning;

    /** A memory of {@code 2^bits} texts. */
    Interned(int bits, Function<String, V> meaning) {
        this.texts = new char[1 << bits][];
        this.values = new Object[1 << bits];
        this.meaning = meaning;
    }

    /** What these characters mean. */
    @SuppressWarnings("unchecked") // only values of V are stored
    V of(char[] characters, int offset, int length) {
        if (length > LONGEST) {
            return meaning.apply(new String(characters, offset, length));
        }
        int slot = hash(characters, offset, length) & (texts.length - 1);
        char[] text = texts[slot];
        if (text != null && Arrays.equals(text, 0, text.length, characters, offset, offset + length)) {
            return (V) values[slot];
        }
        V value = meaning.apply(new String(characters, offset, length));
        texts[slot] = Arrays.copyOfRange(characters, offset, offset + length);
        values[slot] = value;
        return value;
    }

    /** Over the last characters, where texts of one kind differ, in two chains that run side by side. */
    private static int hash(char[] characters, int offset, int length) {
        int at = offset + Math.max(0, length - HASHED);
        int end = offset + length;
        int even = length;
        int odd = 17;
        for (; at + 1 < end; at += 2) {
            even = even * 31 + characters[at];
            odd = odd * 37 + characters[at + 1];
        }
        if (at < end) {
            even = even * 31 + characters[at];
        }
        int mixed = (even * 0x9e3779b9) ^ (odd * 0x85ebca6b);
        return mixed >>> 9 ^ mixed;
    }
}
