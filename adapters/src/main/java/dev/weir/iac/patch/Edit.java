package dev.weir.iac.patch;

import java.util.Comparator;
import java.util.List;

/**
 * A piece of a text that becomes another one.
 *
 * @param start its first character
 * @param end behind its last; the same as {@code start} where something is put in
 * @param text what stands there then
 */
public record Edit(int start, int end, String text) {

    /** The text after these edits, no two of which overlap. */
    public static String applied(String text, List<Edit> edits) {
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        for (Edit edit : inOrder(edits)) {
            if (edit.start < at) {
                throw new IllegalArgumentException("two edits overlap at " + edit.start);
            }
            result.append(text, at, edit.start).append(edit.text);
            at = edit.end;
        }
        return result.append(text, at, text.length()).toString();
    }

    static List<Edit> inOrder(List<Edit> edits) {
        return edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList();
    }
}
