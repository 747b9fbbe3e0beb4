package dev.weir.ranges;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What brings the prefix lists of one range to it, all of them or none.
 *
 * @param range the range
 * @param lists what each needs
 * @param sizes the lists that have to become larger first, and how large
 * @param refusals why none of it may be done, sentences without full stop; empty if it may
 * @param notes what else is to be known
 */
public record RangeChange(
        KeptRange range, List<ListSync> lists, Map<String, Integer> sizes, List<String> refusals, List<String> notes) {

    public RangeChange {
        lists = List.copyOf(lists);
        sizes = new TreeMap<>(sizes);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** Whether it may be done. */
    public boolean isPossible() {
        return refusals.isEmpty();
    }

    /** Whether there is something to do. */
    public boolean changesSomething() {
        return isPossible()
                && lists.stream()
                        .anyMatch(list -> list.calls().orElse(List.of()).size() > 0);
    }
}
