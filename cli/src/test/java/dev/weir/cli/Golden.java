package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whole outputs, kept in files that are reviewed like code.
 *
 * <p>To refresh them: {@code WEIR_GOLDEN=write mvn -pl cli -am test -Dtest='*GoldenTest'
 * -Dsurefire.failIfNoSpecifiedTests=false}, and look at the difference.
 */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static void matches(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if ("write".equals(System.getenv("WEIR_GOLDEN"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A page without its style and script, which are files of their own, and their digests. */
    static String page(String html) {
        return html.replaceAll("(?s)(<style>|<script>).*?(</style>|</script>)", "$1…$2")
                .replaceAll("sha256-[A-Za-z0-9+/=]+", "sha256-…");
    }
}
