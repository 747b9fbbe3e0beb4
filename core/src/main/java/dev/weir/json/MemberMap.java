package dev.weir.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object in the order of the text: two arrays, which a million small objects are made of faster than of hash
 * tables. A large one is found by hash.
 */
final class MemberMap extends AbstractMap<String, JsonValue> {

    private static final int SMALL = 12;

    private String[] names = new String[4];
    private JsonValue[] values = new JsonValue[4];
    private int size;
    private @Nullable Map<String, Integer> places;

    /** Adds a member; false, and nothing is added, where the name is there. */
    boolean add(String name, JsonValue value) {
        if (placeOf(name) >= 0) {
            return false;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size] = value;
        index(name, size++);
        return true;
    }

    private void index(String name, int place) {
        Map<String, Integer> index = places;
        if (index != null) {
            index.put(name, place);
        } else if (size > SMALL) {
            index = new HashMap<>(4 * SMALL);
            for (int before = 0; before < size; before++) {
                index.put(names[before], before);
            }
            places = index;
        }
    }

    private int placeOf(@Nullable Object name) {
        Map<String, Integer> index = places;
        if (index != null) {
            Integer place = index.get(name);
            return place == null ? -1 : place;
        }
        int hash =
                name == null ? 0 : name.hashCode(); // which a text remembers: most others differ without a look at them
        for (int place = 0; place < size; place++) {
            if (names[place].hashCode() == hash && names[place].equals(name)) {
                return place;
            }
        }
        return -1;
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        int place = placeOf(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return placeOf(name) >= 0;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<String, JsonValue>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, JsonValue>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Entry<String, JsonValue> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            int place = next++;
            return new SimpleImmutableEntry<>(names[place], values[place]);
        }
    }
}
