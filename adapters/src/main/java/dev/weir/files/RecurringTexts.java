package dev.weir.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a file that came before, known again by their first bytes and then compared as a whole.
 *
 * <p>A fleet repeats its rules letter by letter. Comparing a text with one that was met before is several times faster than
 * finding where it ends, let alone reading it:
 *
 * <pre>
 *   bytes   … "IpPermissions":[{"IpProtocol":"tcp","FromPort":443, …                     }],"Tags": …
 *                             |&lt;---- hashed: finds the candidates ----&gt;|                  |
 *                             |&lt;---- the whole candidate must stand here ---------------&gt;|
 * </pre>
 *
 * <p>A text that ends where it ends by its own brackets is the same text wherever its bytes stand. Texts are kept from
 * the second time they come, in tables where a newcomer replaces the eldest of four, up to a fixed number of bytes: input in which
 * nothing repeats costs two short hashes per text at first, then nearly nothing, and no memory.
 */
final class RecurringTexts<V> {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How many first bytes are hashed: few for short texts, and more for long ones, of which many begin alike. */
    private static final int[] HEADS = {128, 160, 256, 384};

    private static final int BITS = 13;
    private static final int WAYS = 4;
    private static final int LONGEST = 4096;
    private static final int PERIOD = 1 << 15;
    private static final int REST = 1 << 17;
    private static final int MOST_BYTES = 12 << 20;

    private Level<V>[] levels; // none until a text is looked for: a short run has no use for them
    private int bytesKept;
    private int length;
    private @Nullable V value;
    private int looked;
    private int found;
    private int resting; // how many texts are not looked for, because of the last ones few came before

    private record Text<V>(byte[] bytes, V value) {

        boolean standsAt(byte[] file, int from, int end) {
            int to = from + bytes.length;
            return to <= end && Arrays.equals(file, from, to, bytes, 0, bytes.length);
        }
    }

    private static final class Level<V> {

        private final int head;
        private final @Nullable Text<V>[] texts;
        private final int[] hashes = new int[WAYS << BITS]; // of the texts, so that only the right one is touched
        private final int[] seen = new int[1 << BITS];
        private int hash;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        Level(int head) {
            this.head = head;
            this.texts = new Text[WAYS << BITS];
        }

        int slot() {
            return hash >>> 32 - BITS;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    RecurringTexts() {
        levels = new Level[0];
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private void begin() {
        levels = new Level[HEADS.length];
        for (int i = 0; i < HEADS.length; i++) {
            levels[i] = new Level<>(HEADS[i]);
        }
    }

    /** How long the text is that stands here, if it came before; else 0. Where texts hardly recur, few are looked for. */
    int find(byte[] bytes, int from, int end) {
        length = 0;
        if (levels.length == 0) {
            begin();
        }
        if (resting > 0) {
            resting--;
            return 0;
        }
        look(bytes, from, end);
        found += length > 0 ? 1 : 0;
        if (++looked == PERIOD) {
            if (found < PERIOD >> 2) {
                rest();
            }
            looked = 0;
            found = 0;
        }
        return length;
    }

    private void rest() {
        resting = REST;
        for (Level<V> level : levels) {
            level.hash = 0; // so that nothing is put
        }
    }

    private void look(byte[] bytes, int from, int end) {
        long hash = 0;
        int at = from;
        for (Level<V> level : levels) {
            if (from + level.head > end) {
                level.hash = 0;
                continue;
            }
            for (; at < from + level.head; at += 8) {
                hash = (hash ^ (long) WORDS.get(bytes, at)) * 0x9e3779b97f4a7c15L;
                hash ^= hash >>> 29;
            }
            level.hash = (int) (hash >>> 32) | 1;
            if (isAt(level, bytes, from, end)) {
                return;
            }
        }
    }

    private boolean isAt(Level<V> level, byte[] bytes, int from, int end) {
        int first = WAYS * level.slot();
        for (int slot = first; slot < first + WAYS; slot++) {
            if (level.hashes[slot] != level.hash) {
                continue;
            }
            Text<V> text = level.texts[slot];
            if (text != null && text.standsAt(bytes, from, end)) {
                length = text.bytes().length;
                value = text.value();
                return true;
            }
        }
        return false;
    }

    /** The value of the text that was found last. */
    V value() {
        V found = value;
        if (length == 0 || found == null) {
            throw new IllegalStateException("no text was found");
        }
        return found;
    }

    /** Keeps a text that was looked for last and not found, from the second time it comes. */
    void put(byte[] bytes, int from, int to, V meaning) {
        int size = to - from;
        if (size > LONGEST) {
            return;
        }
        for (int i = levels.length - 1; i >= 0; i--) {
            Level<V> level = levels[i];
            if (size >= level.head && level.hash != 0) {
                int slot = level.slot();
                int whole = level.hash * 31 + size;
                if (level.seen[slot] != whole) {
                    level.seen[slot] = whole;
                    return;
                }
                keep(level, slot, new Text<>(Arrays.copyOfRange(bytes, from, to), meaning));
                return;
            }
        }
    }

    private void keep(Level<V> level, int slot, Text<V> text) {
        if (bytesKept + text.bytes().length > MOST_BYTES) {
            for (Level<V> every : levels) {
                Arrays.fill(every.texts, null);
            }
            bytesKept = 0;
        }
        int first = WAYS * slot;
        Text<V> eldest = level.texts[first + WAYS - 1];
        bytesKept += text.bytes().length - (eldest == null ? 0 : eldest.bytes().length);
        System.arraycopy(level.texts, first, level.texts, first + 1, WAYS - 1);
        level.texts[first] = text;
        System.arraycopy(level.hashes, first, level.hashes, first + 1, WAYS - 1);
        level.hashes[first] = level.hash;
    }
}
