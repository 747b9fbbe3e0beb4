package dev.weir.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The page of a check: what, why, both readings, an example and what to do instead. The same file is in docs/checks.
 */
public final class CheckPage {

    private static final String RESOURCE = "/dev/weir/checks/cfd-f0b-f05.md";

    private CheckPage() {}

    /** The page of cfd-f0b-f05, in Markdown; no line is wider than 80 columns. */
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
