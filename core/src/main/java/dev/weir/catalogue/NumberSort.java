package dev.weir.catalogue;

import java.util.function.IntBinaryOperator;

/** The numbers from 0 on in an order, without an object for each; what is in order already costs one look at each pair. */
public final class NumberSort {

    private static final int FEW = 8;

    private final IntBinaryOperator compare;
    private final int[] numbers;
    private final int[] beside;

    private NumberSort(int count, IntBinaryOperator compare) {
        this.compare = compare;
        numbers = new int[count];
        for (int number = 0; number < count; number++) {
            numbers[number] = number;
        }
        beside = new int[(count + 1) / 2];
    }

    /**
     * The numbers below {@code count}, sorted; equal ones stay as they were.
     *
     * @param compare two numbers, as a comparator does
     */
    public static int[] sorted(int count, IntBinaryOperator compare) {
        NumberSort sort = new NumberSort(count, compare);
        sort.sort(0, count);
        return sort.numbers;
    }

    private void sort(int from, int to) {
        if (to - from <= FEW) {
            insert(from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (compare.applyAsInt(numbers[middle - 1], numbers[middle]) > 0) {
            merge(from, middle, to);
        }
    }

    private void insert(int from, int to) {
        for (int next = from + 1; next < to; next++) {
            int number = numbers[next];
            int at = next;
            while (at > from && compare.applyAsInt(numbers[at - 1], number) > 0) {
                numbers[at] = numbers[at - 1];
                at--;
            }
            numbers[at] = number;
        }
    }

    private void merge(int from, int middle, int to) {
        int count = middle - from;
        System.arraycopy(numbers, from, beside, 0, count);
        int left = 0;
        int right = middle;
        for (int at = from; left < count; at++) {
            boolean takesLeft = right == to || compare.applyAsInt(beside[left], numbers[right]) <= 0;
            numbers[at] = takesLeft ? beside[left++] : numbers[right++];
        }
    }
}
