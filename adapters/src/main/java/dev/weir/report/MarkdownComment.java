package dev.weir.report;

import dev.weir.report.text.Counted;
import java.util.List;

/**
 * Markdown that fits a comment on a pull request, and says what was left out to fit.
 *
 * <p>GitHub takes comments of up to 65,536 characters. What is wrong with the answer as a whole, in the foot, is never cut; of
 * lists, which come worst first, the end is.
 */
final class MarkdownComment {

    /** Less than GitHub's limit, so that headings of lists that are cut whole fit, and a line of whoever posts it. */
    static final int MOST = 64_000;

    private static final int ROOM_FOR_A_LINE = 200;

    private final StringBuilder text = new StringBuilder();
    private final String foot;

    /** A comment that ends with the foot. */
    MarkdownComment(String foot) {
        this.foot = foot;
    }

    MarkdownComment append(String part) {
        text.append(part);
        return this;
    }

    /** Appends as many rows as fit, and how many are left out, in a line after them. */
    void rows(List<String> rows, long all, String noun) {
        int shown = 0;
        while (shown < rows.size() && fits(rows.get(shown))) {
            text.append(rows.get(shown++));
        }
        if (shown < all) {
            text.append("\nCut to fit a comment: ")
                    .append(Counted.of(all - shown, "more " + noun, "more " + noun + "s"));
            text.append(", none of them worse. `--format json` has them all.\n");
        }
    }

    private boolean fits(String row) {
        return text.length() + row.length() + foot.length() + ROOM_FOR_A_LINE <= MOST;
    }

    @Override
    public String toString() {
        return text + foot;
    }
}
