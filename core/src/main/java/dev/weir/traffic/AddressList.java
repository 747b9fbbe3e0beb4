package dev.weir.traffic;

import java.util.Arrays;

/** The few addresses of an interface, without an object for each. */
final class AddressList {

    private int[] families = new int[2];
    /** The upper and the lower half of each. */
    private long[] halves = new long[4];

    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(int family, long high, long low) {
        for (int i = 0; i < size; i++) {
            if (halves[2 * i + 1] == low && halves[2 * i] == high && families[i] == family) {
                return true;
            }
        }
        return false;
    }

    void add(int family, long high, long low) {
        if (contains(family, high, low)) {
            return;
        }
        if (size == families.length) {
            families = Arrays.copyOf(families, 2 * size);
            halves = Arrays.copyOf(halves, 4 * size);
        }
        families[size] = family;
        halves[2 * size] = high;
        halves[2 * size + 1] = low;
        size++;
    }

    void addAll(AddressList others) {
        for (int i = 0; i < others.size; i++) {
            add(others.families[i], others.halves[2 * i], others.halves[2 * i + 1]);
        }
    }
}
