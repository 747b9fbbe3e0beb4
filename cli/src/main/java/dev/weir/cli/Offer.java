package dev.weir.cli;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a shell can offer where a value or an argument is typed.
 *
 * @param kind what it is
 * @param words the words, of {@link Kind#WORDS} and {@link Kind#REPORTS}; each is of lower-case letters, digits and hyphens
 */
record Offer(Kind kind, List<String> words) {

    /** What kind of thing is typed. */
    enum Kind {
        /** A number, a name, an id: nothing that a shell could know. */
        NOTHING,
        WORDS,
        /** A word, or a word, {@code =} and a file. */
        REPORTS,
        FOLDERS,
        FILES
    }

    private static final Set<String> FILES =
            Set.of("FILE", "SOURCE", "FLOWS", "LOGS", "PLAN", "JOURNAL", "BEFORE", "AFTER", "POLICY");

    Offer {
        words = List.copyOf(words);
        for (String word : words) {
            if (!word.matches("[a-z0-9][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "a word that no shell takes for another thing, found `" + word + "`");
            }
        }
    }

    /** For the value of an option. */
    static Offer of(Grammar.Option option) {
        return of(option.label(), option.values());
    }

    /** For the arguments of a command; of those that name a command, these are the commands, and the pages beside them. */
    static Offer ofArguments(Grammar grammar, List<String> commands) {
        return of(
                grammar.arguments(),
                grammar.arguments().equals("COMMAND")
                        ? Stream.concat(commands.stream(), HelpTopic.names().stream())
                                .distinct()
                                .toList()
                        : List.of());
    }

    private static Offer of(String label, List<String> values) {
        if (!values.isEmpty()) {
            return new Offer(label.endsWith("[=FILE]") ? Kind.REPORTS : Kind.WORDS, values);
        }
        List<String> parts = List.of(label.split("[^A-Za-z]+"));
        if (label.isEmpty()) {
            return new Offer(Kind.NOTHING, List.of());
        }
        // A label in lower case is what is typed.
        if (label.equals(label.toLowerCase(Locale.ROOT))) {
            return new Offer(Kind.WORDS, parts);
        }
        if (!Collections.disjoint(parts, FILES)) {
            return new Offer(Kind.FILES, List.of());
        }
        return new Offer(parts.contains("DIR") ? Kind.FOLDERS : Kind.NOTHING, List.of());
    }
}
