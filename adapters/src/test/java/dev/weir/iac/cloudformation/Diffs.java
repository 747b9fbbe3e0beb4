package dev.weir.iac.cloudformation;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Unified diffs applied in the process, for tests that make thousands. */
final class Diffs {

    private static final String NO_NEW_LINE = "\\ No newline at end of file";

    private Diffs() {}

    static String applied(String text, String diff) throws PatchFailedException {
        if (diff.isEmpty()) {
            return text;
        }
        List<String> lines = new ArrayList<>();
        for (String line : diff.split("\n", -1)) {
            if (!line.equals(NO_NEW_LINE)) {
                lines.add(line);
            }
        }
        lines.remove(lines.size() - 1);
        List<String> before = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        boolean endsInLine = text.endsWith("\n");
        if (endsInLine) {
            before.remove(before.size() - 1);
        }
        return String.join("\n", UnifiedDiffUtils.parseUnifiedDiff(lines).applyTo(before)) + (endsInLine ? "\n" : "");
    }

    /** The lines that a diff takes away. */
    static List<String> linesGone(String diff) {
        return diff.lines()
                .filter(line -> line.startsWith("-") && !line.startsWith("---"))
                .map(line -> line.substring(1))
                .toList();
    }
}
