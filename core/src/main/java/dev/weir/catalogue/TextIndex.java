package dev.weir.catalogue;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Finds the number of a text by the text: some ten bytes each, for the texts themselves lie elsewhere.
 *
 * <p>Whoever names objects chooses the texts. The hash is therefore not {@link String#hashCode}, for which anybody can write a million
 * texts that share one.
 */
public final class TextIndex {

    private static final int FIRST = 16;
    private static final int FREE = -1;
    private static final long MIXING = 0x9e37_79b9_7f4a_7c15L;

    private final IntFunction<String> texts;
    private int[] slots = filled(FIRST);
    private int size;

    /** An index of nothing yet, over texts that a number tells. */
    public TextIndex(IntFunction<String> texts) {
        this.texts = texts;
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** The number of this text, or -1. */
    public int find(String text) {
        return slots[slot(text)];
    }

    /** Gives the text this number, which tells it, if it has none yet; whether it had none. */
    public boolean add(String text, int number) {
        int slot = slot(text);
        if (slots[slot] != FREE) {
            return false;
        }
        slots[slot] = number;
        size++;
        if (size > slots.length / 3 * 2) {
            grow();
        }
        return true;
    }

    private int slot(String text) {
        int mask = slots.length - 1;
        int slot = spread(text) & mask;
        while (slots[slot] != FREE && !texts.apply(slots[slot]).equals(text)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static int spread(String text) {
        long hash = MIXING;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * MIXING;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private void grow() {
        int[] before = slots;
        slots = filled(Math.multiplyExact(before.length, 2));
        int mask = slots.length - 1;
        for (int number : before) {
            if (number != FREE) {
                int slot = spread(texts.apply(number)) & mask;
                while (slots[slot] != FREE) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = number;
            }
        }
    }
}
