package dev.weir.cli;

import dev.weir.operation.Similar;
import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report that was asked for, and where it goes.
 *
 * @param kind which
 * @param file the file; empty for standard output
 */
record Format(Kind kind, Optional<Path> file) {

    static final Grammar.Option OPTION = new Grammar.Option(
            "--format",
            "FORMAT[=FILE]",
            Grammar.Times.MANY,
            alternatives(Kind.values()) + ", to standard output or to a file; may be repeated. Default: text.");

    /** The formats there are. */
    enum Kind {
        TEXT,
        JSON,
        SARIF,
        MARKDOWN
    }

    /**
     * The reports that the options ask for; text to standard output where they ask for none.
     *
     * @throws UsageException for an unknown format, or two reports for one place
     */
    static List<Format> of(Arguments arguments) {
        List<String> given = arguments.all(OPTION.name());
        if (given.isEmpty()) {
            return List.of(new Format(Kind.TEXT, Optional.empty()));
        }
        List<Format> formats = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            String file = equals < 0 ? "" : text.substring(equals + 1);
            if (equals >= 0 && file.isEmpty()) {
                throw new UsageException("`--format " + Printable.of(text) + "` names no file");
            }
            formats.add(new Format(
                    kind(equals < 0 ? text : text.substring(0, equals)),
                    equals < 0 ? Optional.empty() : Optional.of(Inventories.path(file))));
            if (!places.add(file)) {
                throw new UsageException(
                        file.isEmpty()
                                ? "two formats cannot share standard output; help: give all but one a file, as in"
                                        + " `--format json=findings.json`"
                                : "two formats cannot share the file `" + Printable.of(file) + "`");
            }
        }
        return formats;
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (id(kind).equals(name)) {
                return kind;
            }
        }
        List<String> similar =
                Similar.to(name, Stream.of(Kind.values()).map(Format::id).toList());
        throw new UsageException("unknown format `" + Printable.of(name) + "`; "
                + (similar.isEmpty()
                        ? "expected " + alternatives(Kind.values())
                        : "did you mean `" + similar.get(0) + "`?"));
    }

    /** The word on the command line. */
    static String id(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** {@code text, json or sarif}. */
    static String alternatives(Enum<?>[] kinds) {
        String last = id(kinds[kinds.length - 1]);
        return Stream.of(kinds)
                .map(Format::id)
                .collect(Collectors.joining(", "))
                .replace(", " + last, " or " + last);
    }
}
