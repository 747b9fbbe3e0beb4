package dev.weir.report.html;

import dev.weir.inventory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What every page begins and ends with.
 *
 * <p>Its content security policy permits one style sheet and one script, both in the page and known by their digests
 * (hash-source of W3C's Content Security Policy Level 3), and nothing else: no other script runs, whatever is in a name, and
 * nothing is ever loaded.
 */
final class PageFrame {

    private static final String STYLE = resource("page.css");
    private static final String SCRIPT = resource("page.js");

    private PageFrame() {}

    /** Up to and including the heading. */
    static Markup head(String title, String lead) {
        return new Markup(STYLE.length() + SCRIPT.length() + 2000)
                .raw(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"
                                + " style-src '" + digest(STYLE) + "'; script-src '" + digest(SCRIPT)
                                + "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n")
                .element("title", title)
                .raw("\n<style>" + STYLE + "</style>\n<script>" + SCRIPT + "</script>\n</head>\n<body>\n<header>")
                .element("h1", title)
                .element("p", "soft", lead)
                .raw("</header>\n<main>\n");
    }

    /** Everything after the content. */
    static Markup foot(String version) {
        return new Markup(200)
                .raw("</main>\n<footer>")
                .element(
                        "p",
                        "Made by weir " + version
                                + ". This page loads nothing and sends nothing; it holds names, addresses and rules of"
                                + " the accounts above: give it to whom you would give those.")
                .raw("</footer>\n</body>\n</html>\n");
    }

    private static String digest(String text) {
        byte[] sha256 = Sha256.begun().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(sha256);
    }

    private static String resource(String name) {
        try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("`" + name + "` is not in the archive");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
