package dev.weir.cli;

import dev.weir.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line in this JVM, at a fixed time, with a folder of its own. */
final class Weir {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant FILES = Instant.parse("2026-11-21T06:00:00Z");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal = Terminal.NONE;
    private Instant now = NOW;

    Weir(Path folder) {
        this.folder = folder;
    }

    /**
     * What a command said.
     *
     * @param exit the exit code
     * @param out standard output, the folder written as {@code DIR}
     * @param err standard error, likewise
     */
    record Said(int exit, String out, String err) {}

    Weir with(Terminal other) {
        terminal = other;
        return this;
    }

    /** At another time: of servers that take no old events. */
    Weir at(Instant time) {
        now = time;
        return this;
    }

    Weir with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Writes a file into the folder and gives its name. */
    String file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            Files.setLastModifiedTime(file, FileTime.from(FILES));
            return file.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String name(String name) {
        return folder.resolve(name).toString();
    }

    String content(String name) {
        try {
            return Files.readString(folder.resolve(name)).replace(folder.toString(), "DIR");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    List<String> names() {
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Said run(String... typed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(out, typed);
    }

    /** Runs with this as standard output. */
    Said run(OutputStream out, String... typed) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                "0.0.0-test",
                out,
                err,
                environment,
                Clock.fixed(now, ZoneOffset.UTC),
                () -> terminal,
                () -> false,
                WallClockPacer::new);
        int exit = new WeirCli(surroundings).run(List.of(typed));
        String said = out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
        return new Said(exit, shown(said), shown(err.toString(StandardCharsets.UTF_8)));
    }

    private String shown(String text) {
        return text.replace(folder.toString(), "DIR");
    }
}
