package dev.weir.files;

import java.util.function.Function;

/**
 * A bounded memory of what recurring texts mean, asked with the parser's own characters so that a hit allocates nothing.
 *
 * <p>Direct-mapped: two texts of one slot take turns. So hostile input costs time, never memory.
 */
final class Interned<V> {

    private static final int LONGEST = 256;

    private final String[] texts;
    private final Object[] values;
    private final Function<String, V> meaning;

    /** A memory of {@code 2^bits} texts. */
    Interned(int bits, Function<String, V> meaning) {
        this.texts = new String[1 << bits];
        this.values = new Object[1 << bits];
        this.meaning = meaning;
    }

    /** What these characters mean. */
    V of(char[] characters, int offset, int length) {
        if (length > LONGEST) {
            return meaning.apply(new String(characters, offset, length));
        }
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = (hash * 0x9e3779b9 >>> 8) & (texts.length - 1);
        String text = texts[slot];
        if (text != null && isSame(text, characters, offset, length)) {
            return valueAt(slot);
        }
        text = new String(characters, offset, length);
        V value = meaning.apply(text);
        texts[slot] = text;
        values[slot] = value;
        return value;
    }

    @SuppressWarnings("unchecked") // only values of V are stored
    private V valueAt(int slot) {
        return (V) values[slot];
    }

    private static boolean isSame(String text, char[] characters, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
