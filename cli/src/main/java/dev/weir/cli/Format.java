package dev.weir.cli;

import dev.weir.operation.Similar;
import dev.weir.report.Terminal;
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
 * @param <K> the formats of what is reported, text before the others
 * @param kind which
 * @param file the file; empty for standard output
 */
record Format<K extends Enum<K>>(K kind, Optional<Path> file) {

    private static final String OPTION = "--format";

    /** The formats of a scan. */
    enum OfFindings {
        TEXT,
        JSON,
        SARIF,
        MARKDOWN,
        CSV,
        JUNIT,
        OCSF,
        ASFF,
        OPENMETRICS,
        HTML
    }

    enum OfPlans {
        TEXT,
        JSON,
        MARKDOWN,
        HTML
    }

    /** The formats of sorted groups. */
    enum OfTriage {
        TEXT,
        JSON,
        CSV,
        HTML
    }

    /** The formats of what a change denied. */
    enum OfRejects {
        TEXT,
        HTML
    }

    /** The formats of what differs. */
    enum OfDifferences {
        TEXT,
        JSON,
        MARKDOWN
    }

    enum OfTrends {
        TEXT,
        JSON,
        CSV
    }

    /** The formats of what flow logs can tell. */
    enum OfLogs {
        TEXT,
        JSON
    }

    /** The option of a command that reports in these formats. */
    static Grammar.Option option(Enum<?>[] kinds) {
        return Grammar.Option.many(
                OPTION,
                "FORMAT[=FILE]",
                alternatives(kinds) + ", to standard output or to a file; may be repeated. Default: text.",
                Stream.of(kinds).map(Format::id).toList());
    }

    /**
     * The reports that the options ask for; text to standard output where they ask for none.
     *
     * @throws UsageException for an unknown format, or two reports for one place
     */
    static <K extends Enum<K>> List<Format<K>> of(Arguments arguments, K[] kinds) {
        List<String> given = arguments.all(OPTION);
        if (given.isEmpty()) {
            return List.of(new Format<>(kinds[0], Optional.empty()));
        }
        List<Format<K>> formats = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            String file = equals < 0 ? "" : text.substring(equals + 1);
            if (equals >= 0 && file.isEmpty()) {
                throw new UsageException("`--format " + text + "` names no file");
            }
            formats.add(new Format<>(
                    kind(equals < 0 ? text : text.substring(0, equals), kinds),
                    equals < 0 ? Optional.empty() : Optional.of(Inventories.path(file))));
            if (!places.add(file)) {
                throw new UsageException(
                        file.isEmpty()
                                ? "two formats cannot share standard output; help: give all but one a file, as in"
                                        + " `--format json=report.json`"
                                : "two formats cannot share the file `" + file + "`");
            }
        }
        return formats;
    }

    /** Whether all of them are text, which names its inputs at most. */
    static <K extends Enum<K>> boolean areText(List<Format<K>> formats) {
        for (Format<K> format : formats) {
            if (format.kind.ordinal() > 0) {
                return false;
            }
        }
        return true;
    }

    private static <K extends Enum<K>> K kind(String name, K[] kinds) {
        for (K kind : kinds) {
            if (id(kind).equals(name.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        List<String> similar = Similar.to(name, Stream.of(kinds).map(Format::id).toList());
        throw new UsageException("unknown format `" + name + "`; "
                + (similar.isEmpty() ? "expected " + alternatives(kinds) : "did you mean `" + similar.get(0) + "`?"));
    }

    /** Whether a person reads text on standard output. */
    static <K extends Enum<K>> boolean sayInText(List<Format<K>> formats) {
        for (Format<K> format : formats) {
            if (format.kind.ordinal() == 0 && format.file.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What the report is shown on. */
    Terminal terminal(ProcessContext surroundings) {
        return file.isPresent() ? Terminal.NONE : surroundings.terminal().get();
    }

    /** The word on the command line. */
    static String id(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** {@code text, json or sarif}. */
    private static String alternatives(Enum<?>[] kinds) {
        String last = id(kinds[kinds.length - 1]);
        return Stream.of(kinds)
                .map(Format::id)
                .collect(Collectors.joining(", "))
                .replace(", " + last, " or " + last);
    }
}
