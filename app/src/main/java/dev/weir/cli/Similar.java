package dev.weir.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Words that look like another: what was probably meant. */
final class Similar {

    private Similar() {}

    /** Of these, those at most a third of the word away from it, nearest first. */
    static List<String> to(String word, Iterable<String> candidates) {
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

    /** How many characters must be added, removed or replaced. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
