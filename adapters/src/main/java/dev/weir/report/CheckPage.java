package dev.weir.report;

import dev.weir.report.text.Paragraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a check: what, why, both readings, an example and what to do instead. The same file is in docs/checks.
 */
public final class CheckPage {

    private static final String RESOURCE = "/dev/weir/checks/cfd-f0b-f05.md";

    private static final Pattern ITEM = Pattern.compile("(?:[-*]|[0-9]+\\.) +");

    private CheckPage() {}

    /** The page of cfd-f0b-f05, in Markdown. */
    public static String outboundAccessRestricted() {
        try (InputStream page = CheckPage.class.getResourceAsStream(RESOURCE)) {
            if (page == null) {
                throw new IllegalStateException("the jar holds no " + RESOURCE);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * The same for a terminal of so many columns: where a line is wider, paragraphs and items are broken anew. Tables and
     * examples stay as they are.
     */
    public static String outboundAccessRestricted(int columns) {
        String page = outboundAccessRestricted();
        if (page.lines().allMatch(line -> line.length() <= columns)) {
            return page;
        }
        StringBuilder text = new StringBuilder(page.length());
        StringBuilder open = new StringBuilder();
        boolean example = false;
        for (String line : page.lines().toList()) {
            boolean fence = line.startsWith("```");
            boolean stays = example || fence || line.isEmpty() || line.startsWith("|") || line.startsWith("#");
            example ^= fence;
            if ((stays || ITEM.matcher(line).lookingAt()) && !open.isEmpty()) {
                close(open, text, columns);
            }
            if (stays) {
                text.append(line).append('\n');
            } else {
                open.append(open.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        if (!open.isEmpty()) {
            close(open, text, columns);
        }
        return text.toString();
    }

    private static void close(StringBuilder open, StringBuilder text, int columns) {
        Matcher item = ITEM.matcher(open);
        Paragraph.append(text, open.toString(), 0, item.lookingAt() ? item.end() : 0, columns);
        open.setLength(0);
    }

    /** The text of the section with this heading, without the heading. */
    static String section(String heading) {
        String page = outboundAccessRestricted();
        String line = "\n## " + heading + "\n";
        int from = page.indexOf(line);
        if (from < 0) {
            throw new IllegalStateException("the page of the check has no section " + heading);
        }
        int to = page.indexOf("\n## ", from + line.length());
        return page.substring(from + line.length(), to < 0 ? page.length() : to).strip();
    }
}
