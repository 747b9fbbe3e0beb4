package dev.weir.iac.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference between two texts of one file as {@code git apply} takes it, with three lines around each change.
 *
 * <p>A line keeps its end, so a line of a CRLF file ends in a carriage return in the diff too. Source: GNU diffutils, "Unified
 * Format", and git's documentation of {@code git apply}.
 */
public final class UnifiedDiff {

    private static final int AROUND = 3;

    private final List<String> before;
    private final List<String> after;
    private final List<Change> changes = new ArrayList<>();

    /** Lines of both texts, from and to, that differ. */
    private record Change(int from, int to, int newFrom, int newTo) {}

    private UnifiedDiff(String before, String after) {
        this.before = lines(before);
        this.after = lines(after);
    }

    /**
     * The diff; empty where nothing differs.
     *
     * @param path of the file, from where the patch is applied, separated by {@code /}
     */
    public static String of(String path, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        UnifiedDiff diff = new UnifiedDiff(before, after);
        diff.compare(0, diff.before.size(), 0, diff.after.size());
        StringBuilder text = new StringBuilder();
        text.append("diff --git a/").append(path).append(" b/").append(path).append('\n');
        text.append("--- a/").append(path).append('\n');
        text.append("+++ b/").append(path).append('\n');
        diff.hunks(text);
        return text.toString();
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }

    /** Finds what differs: what both ends share is left out, and in between the longest run of lines that stay. */
    private void compare(int from, int to, int newFrom, int newTo) {
        int start = from;
        int newStart = newFrom;
        while (start < to && newStart < newTo && before.get(start).equals(after.get(newStart))) {
            start++;
            newStart++;
        }
        int end = to;
        int newEnd = newTo;
        while (end > start && newEnd > newStart && before.get(end - 1).equals(after.get(newEnd - 1))) {
            end--;
            newEnd--;
        }
        if (start == end && newStart == newEnd) {
            return;
        }
        int[] run = start == end || newStart == newEnd ? new int[3] : longestRun(start, end, newStart, newEnd);
        if (run[2] == 0) {
            changes.add(new Change(start, end, newStart, newEnd));
        } else {
            compare(start, run[0], newStart, run[1]);
            compare(run[0] + run[2], end, run[1] + run[2], newEnd);
        }
    }

    /** Where the longest run of equal lines starts in both, and how long it is; an empty line alone is none. */
    private int[] longestRun(int from, int to, int newFrom, int newTo) {
        int[] best = new int[3];
        int[] lengths = new int[newTo - newFrom + 1];
        for (int line = from; line < to; line++) {
            int diagonal = 0;
            for (int other = newFrom; other < newTo; other++) {
                int above = lengths[other - newFrom + 1];
                int length = before.get(line).equals(after.get(other)) ? diagonal + 1 : 0;
                lengths[other - newFrom + 1] = length;
                diagonal = above;
                if (length > best[2] && length > 1) {
                    best = new int[] {line - length + 1, other - length + 1, length};
                }
            }
        }
        return best;
    }

    private void hunks(StringBuilder text) {
        for (int first = 0; first < changes.size(); ) {
            int last = first;
            while (last + 1 < changes.size() && changes.get(last + 1).from - changes.get(last).to <= 2 * AROUND) {
                last++;
            }
            hunk(changes.subList(first, last + 1), text);
            first = last + 1;
        }
    }

    private void hunk(List<Change> together, StringBuilder text) {
        Change first = together.get(0);
        Change last = together.get(together.size() - 1);
        int from = Math.max(0, first.from - AROUND);
        int to = Math.min(before.size(), last.to + AROUND);
        int newFrom = first.newFrom - (first.from - from);
        int newTo = last.newTo + (to - last.to);
        text.append("@@ -")
                .append(range(from, to))
                .append(" +")
                .append(range(newFrom, newTo))
                .append(" @@\n");
        int at = from;
        for (Change change : together) {
            lines(' ', before.subList(at, change.from), text);
            lines('-', before.subList(change.from, change.to), text);
            lines('+', after.subList(change.newFrom, change.newTo), text);
            at = change.to;
        }
        lines(' ', before.subList(at, to), text);
    }

    private static String range(int from, int to) {
        return (to == from ? from : from + 1) + "," + (to - from);
    }

    private static void lines(char sign, List<String> lines, StringBuilder text) {
        for (String line : lines) {
            text.append(sign).append(line);
            if (!line.endsWith("\n")) {
                text.append("\n\\ No newline at end of file\n");
            }
        }
    }
}
