package dev.weir.flow;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was given with flow logs and is none: nothing is wrong with it, so it is counted and said in one sentence.
 *
 * @param kinds how many objects of what, by name
 * @param example one of them
 */
public record PassedOver(SortedMap<String, Long> kinds, Optional<String> example) {

    public static final PassedOver NONE = new PassedOver(new TreeMap<>(), Optional.empty());

    public PassedOver {
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    }

    /** One more. */
    public PassedOver with(String kind, String object) {
        SortedMap<String, Long> more = new TreeMap<>(kinds);
        more.merge(kind, 1L, Long::sum);
        return new PassedOver(more, example.or(() -> Optional.of(object)));
    }

    /** Both. */
    public PassedOver and(PassedOver other) {
        SortedMap<String, Long> both = new TreeMap<>(kinds);
        other.kinds.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        return new PassedOver(both, example.or(() -> other.example));
    }

    /** How many objects. */
    public long count() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Such as {@code (3 of CloudTrail, 1 of text), such as logs/a.json}. */
    @Override
    public String toString() {
        String counted = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " of " + kind.getKey())
                .collect(Collectors.joining(", ", "(", ")"));
        return counted + example.map(name -> ", such as " + name).orElse("");
    }
}
