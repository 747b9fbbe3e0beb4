package dev.weir.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What recurring texts mean, asked with the bytes of a file so that a hit allocates nothing: {@link Interned} for plain JSON.
 *
 * <p>Direct-mapped: two texts of one slot take turns. So hostile input costs time, never memory.
 */
final class PlainTexts<V> {

    private static final int LONGEST = 256;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] texts;
    private final Object[] values;
    private final Function<String, V> meaning;

    /** A memory of {@code 2^bits} texts. */
    PlainTexts(int bits, Function<String, V> meaning) {
        this.texts = new byte[1 << bits][];
        this.values = new Object[1 << bits];
        this.meaning = meaning;
    }

    /** What the string that was passed last means. */
    @SuppressWarnings("unchecked") // only values of V are stored
    V of(PlainJson json) {
        int from = json.textFrom();
        int to = json.textEnd();
        if (to - from > LONGEST) {
            return meaning.apply(json.text());
        }
        byte[] bytes = json.bytes();
        int slot = hash(bytes, from, to) & texts.length - 1;
        byte[] text = texts[slot];
        if (text != null && Arrays.equals(text, 0, text.length, bytes, from, to)) {
            return (V) values[slot];
        }
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        V value = meaning.apply(new String(copy, StandardCharsets.ISO_8859_1));
        texts[slot] = copy;
        values[slot] = value;
        return value;
    }

    /** Over the last bytes, where texts of one kind differ. */
    private static int hash(byte[] bytes, int from, int to) {
        int size = to - from;
        long hash = size;
        if (to >= 16) {
            long last = (long) WORDS.get(bytes, to - 8);
            long before = (long) WORDS.get(bytes, to - 16);
            last = size >= 8 ? last : size == 0 ? 0 : last >>> 64 - 8 * size;
            before = size >= 16 ? before : size <= 8 ? 0 : before >>> 128 - 8 * size;
            hash = (hash ^ last) * 0x9e3779b97f4a7c15L;
            hash = (hash ^ hash >>> 32 ^ before) * 0x9e3779b97f4a7c15L;
        }
        return (int) (hash >>> 40);
    }
}
