package dev.weir.iac.patch;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a text changes, as {@code git apply} takes it: line ends are part of the lines, and a last line may have none. */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    /**
     * The difference; empty where there is none.
     *
     * @param path of the file below the repository
     */
    public static String of(String path, String before, String after) {
        List<String> old = lines(before);
        List<String> changed = UnifiedDiffUtils.generateUnifiedDiff(
                "a/" + path, "b/" + path, old, DiffUtils.diff(old, lines(after)), CONTEXT);
        return changed.isEmpty()
                ? ""
                : "diff --git a/" + path + " b/" + path + "\n" + String.join("\n", changed) + "\n";
    }

    /** Where a line of a text stood before it was changed, from 1; of a line that is new, where it was put in. */
    public static long lineBefore(String before, String after, long line) {
        long shift = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(lines(before), lines(after)).getDeltas()) {
            int start = delta.getTarget().getPosition();
            int size = delta.getTarget().size();
            if (line > start + size) {
                shift += delta.getSource().size() - size;
            } else if (line > start) {
                return delta.getSource().getPosition() + 1L;
            }
        }
        return line + shift;
    }

    /** The file that is not there yet. */
    public static String ofNew(String path, String text) {
        List<String> lines = lines(text);
        StringBuilder diff = new StringBuilder("diff --git a/" + path + " b/" + path
                + "\nnew file mode 100644\n--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1," + lines.size() + " @@\n");
        lines.forEach(line -> diff.append('+').append(line).append('\n'));
        return diff.toString();
    }

    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        String last = lines.remove(lines.size() - 1);
        if (!last.isEmpty()) {
            lines.add(last + "\n\\ No newline at end of file");
        }
        return lines;
    }
}
