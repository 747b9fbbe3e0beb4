package dev.weir.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Words that look like another: what was probably meant. */
public final class Similar {

    private Similar() {}

    /** Of these, those at most a third of the word away from it, nearest first. */
    public static List<String> to(String word, Iterable<String> candidates) {
        int bound = Math.max(1, word.length() / 3);
        List<String> similar = new ArrayList<>();
        for (String candidate : candidates) {
            if (distance(word, candidate) <= bound) {
                similar.add(candidate);
            }
        }
        similar.sort(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
        return similar;
    }

    /** How many characters must be added, removed, replaced or swapped with their neighbour. */
    static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int cheapest(int[][] table, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int cost = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(cost, table[i - 2][j - 2] + 1) : cost;
    }
}
