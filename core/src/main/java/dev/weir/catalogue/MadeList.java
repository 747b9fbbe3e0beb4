package dev.weir.catalogue;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list that does not change and whose elements are made each time they are asked for: two looks at a place may give two objects,
 * equal in what they say.
 */
public final class MadeList<T> extends AbstractList<T> implements RandomAccess {

    private final int size;
    private final IntFunction<T> make;

    /** So many elements, made by what is handed their place; what it makes them of may change no more. */
    public MadeList(int size, IntFunction<T> make) {
        this.size = size;
        this.make = make;
    }

    /** The list itself if it is one of these, else a copy, as {@link List#copyOf} makes it. */
    public static <T> List<T> copyOf(List<T> list) {
        return list instanceof MadeList<T> made ? made : List.copyOf(list);
    }

    /** The elements at these places, in this order; the array may change no more. */
    public static <T> MadeList<T> at(List<T> list, int[] places) {
        return new MadeList<>(places.length, place -> list.get(places[place]));
    }

    /** All of these, one after the other. */
    public static <T> List<T> concatenated(List<List<T>> lists) {
        List<List<T>> parts = lists.stream()
                .filter(part -> !part.isEmpty())
                .map(MadeList::copyOf)
                .toList();
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int[] ends = new int[parts.size()];
        int end = 0;
        for (int part = 0; part < ends.length; part++) {
            end = Math.addExact(end, parts.get(part).size());
            ends[part] = end;
        }
        return new MadeList<>(end, place -> {
            int found = Arrays.binarySearch(ends, place);
            int part = found < 0 ? -found - 1 : found + 1;
            return parts.get(part).get(place - (part == 0 ? 0 : ends[part - 1]));
        });
    }

    @Override
    public T get(int place) {
        if (place < 0 || place >= size) {
            throw new IndexOutOfBoundsException("place " + place + " of " + size);
        }
        return make.apply(place);
    }

    @Override
    public int size() {
        return size;
    }
}
