package dev.weir.cli;

import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How plans are shown, and where.
 *
 * @param kind which form
 * @param file the file; empty for standard output
 */
record PlanFormat(Kind kind, Optional<Path> file) {

    static final Grammar.Option OPTION = new Grammar.Option(
            "--format",
            "FORMAT[=FILE]",
            Grammar.Times.MANY,
            Format.alternatives(Kind.values()) + ", to standard output or to a file; may be repeated. Default: text.");

    /** The forms there are. */
    enum Kind {
        TEXT,
        JSON,
        MARKDOWN,
        HTML
    }

    /**
     * The forms that the options ask for; text to standard output where they ask for none.
     *
     * @throws UsageException for an unknown form, or two for one place
     */
    static List<PlanFormat> of(Arguments arguments) {
        List<PlanFormat> formats = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (String text : arguments.all(OPTION.name())) {
            int equals = text.indexOf('=');
            String file = equals < 0 ? "" : text.substring(equals + 1);
            if (equals >= 0 && file.isEmpty()) {
                throw new UsageException("`--format " + Printable.of(text) + "` names no file");
            }
            if (!places.add(file)) {
                throw new UsageException(
                        file.isEmpty()
                                ? "two formats cannot share standard output; help: give all but one a file, as in"
                                        + " `--format json=plan.json`"
                                : "two formats cannot share the file `" + Printable.of(file) + "`");
            }
            formats.add(new PlanFormat(
                    kind(equals < 0 ? text : text.substring(0, equals)),
                    file.isEmpty() ? Optional.empty() : Optional.of(Inventories.path(file))));
        }
        return formats.isEmpty() ? List.of(new PlanFormat(Kind.TEXT, Optional.empty())) : formats;
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (Format.id(kind).equals(text.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new UsageException(
                "unknown format `" + Printable.of(text) + "`; expected " + Format.alternatives(Kind.values()));
    }
}
