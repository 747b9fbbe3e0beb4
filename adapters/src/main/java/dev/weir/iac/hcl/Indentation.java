package dev.weir.iac.hcl;

import java.util.ArrayList;
import java.util.List;

/** What {@code <<-} takes away: the spaces that all lines of the heredoc start with. */
final class Indentation {

    private Indentation() {}

    static List<Expression> without(List<Expression> parts) {
        int least = Integer.MAX_VALUE;
        boolean startsLine = true;
        for (Expression part : parts) {
            String text = part instanceof Expression.Literal literal ? literal.text() : "";
            if (startsLine) {
                least = Math.min(least, spaces(text, 0, text.length()));
            }
            for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
                if (newline + 1 < text.length()) {
                    least = Math.min(least, spaces(text, newline + 1, text.length()));
                }
            }
            startsLine = text.endsWith("\n");
        }
        return least == 0 || least == Integer.MAX_VALUE ? parts : shifted(parts, least);
    }

    private static int spaces(String text, int from, int to) {
        int end = from;
        while (end < to && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return end - from;
    }

    private static List<Expression> shifted(List<Expression> parts, int by) {
        List<Expression> shifted = new ArrayList<>(parts.size());
        boolean startsLine = true;
        for (Expression part : parts) {
            if (part instanceof Expression.Literal literal) {
                String lineStart = startsLine ? "(?:\\A|(?<=\n))" : "(?<=\n)";
                String text = literal.text().replaceAll(lineStart + "[ \t]{1," + by + "}", "");
                shifted.add(new Expression.Literal(text, literal.span()));
                startsLine = literal.text().endsWith("\n");
            } else {
                shifted.add(part);
                startsLine = false;
            }
        }
        return shifted;
    }
}
