package dev.weir.traffic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of observations by the groups that the row's interface wore then.
 *
 * <p>A fleet is asked for group by group, so the rows are walked once, when first asked, and not once per group.
 */
final class GroupRows {

    private static final int[] NONE = new int[0];

    private final Observations rows;
    private final Interfaces interfaces;
    private final Map<String, int[]> byGroup = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private boolean walked;

    GroupRows(Observations rows, Interfaces interfaces) {
        this.rows = rows;
        this.interfaces = interfaces;
    }

    /** The rows of a group, ascending. */
    synchronized int[] of(String group) {
        if (!walked) {
            walk();
            walked = true;
        }
        return byGroup.getOrDefault(group, NONE);
    }

    private void walk() {
        for (int row = 0; row < rows.size(); row++) {
            for (String group :
                    interfaces.groups(rows.interfaceToken(row), rows.firstSecond(row), rows.lastSecond(row))) {
                int size = sizes.merge(group, 1, Integer::sum) - 1;
                int[] found = byGroup.computeIfAbsent(group, unused -> new int[4]);
                if (size == found.length) {
                    found = Arrays.copyOf(found, size * 2);
                    byGroup.put(group, found);
                }
                found[size] = row;
            }
        }
        byGroup.replaceAll((group, found) -> Arrays.copyOf(found, sizes.getOrDefault(group, 0)));
        sizes.clear();
    }
}
