package dev.weir.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What was typed after a command: the values of its options, and its arguments.
 *
 * <p>A command line that is right is read here, in a millisecond. Whatever is not plainly right (an unknown option, a value
 * that is missing or looks like an option, help) is left to {@link Explainer}, which loads picocli to say what is wrong.
 *
 * @param options the values of each option, by its name
 * @param words the arguments that are no options
 */
record Arguments(Map<String, List<String>> options, List<String> words) {

    Arguments() {
        this(new HashMap<>(), new ArrayList<>());
    }

    /** The arguments, where each word is plainly right for the command; empty otherwise. */
    static Optional<Arguments> read(Grammar grammar, List<String> typed) {
        Arguments arguments = new Arguments();
        int i = 0;
        boolean onlyWords = false;
        while (i < typed.size()) {
            String word = typed.get(i++);
            if (onlyWords || word.equals("-") || !word.startsWith("-")) {
                arguments.words.add(word);
            } else if (word.equals("--")) {
                onlyWords = true;
            } else {
                int equals = word.indexOf('=');
                Optional<Grammar.Option> option = grammar.option(equals < 0 ? word : word.substring(0, equals));
                if (option.isPresent() && option.get().times() == Grammar.Times.FLAG) {
                    if (equals >= 0) {
                        return Optional.empty();
                    }
                    arguments.flag(option.get());
                    continue;
                }
                if (option.isEmpty()
                        || equals < 0 && (i == typed.size() || typed.get(i).startsWith("-"))) {
                    return Optional.empty();
                }
                String value = equals < 0 ? typed.get(i++) : word.substring(equals + 1);
                if (value.isEmpty() || isQuoted(value) || !arguments.add(option.get(), value)) {
                    return Optional.empty();
                }
            }
        }
        int count = arguments.words.size();
        return count < grammar.least() || count > grammar.most() ? Optional.empty() : Optional.of(arguments);
    }

    private static boolean isQuoted(String value) {
        return value.startsWith("\"") || value.startsWith("'");
    }

    /** Adds a value; false for a second one where there can be only one. */
    boolean add(Grammar.Option option, String value) {
        if (option.times() == Grammar.Times.ONCE && has(option)) {
            return false;
        }
        return options.computeIfAbsent(option.name(), first -> new ArrayList<>())
                .add(value);
    }

    /** Notes a flag, however often it is given. */
    void flag(Grammar.Option option) {
        options.put(option.name(), List.of(""));
    }

    /** Whether an option was given. */
    boolean has(Grammar.Option option) {
        return options.containsKey(option.name());
    }

    /** The same, as if an option had not been given. */
    Arguments without(Grammar.Option option) {
        Arguments others = new Arguments();
        others.options.putAll(options);
        others.options.remove(option.name());
        others.words.addAll(words);
        return others;
    }

    void addWord(String word) {
        words.add(word);
    }

    /** The values of an option, in the order given. */
    List<String> all(Grammar.Option option) {
        return all(option.name());
    }

    /** The same of an option that several commands have, each in its own words. */
    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** The value of an option that can be given once. */
    Optional<String> one(Grammar.Option option) {
        List<String> values = all(option);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * The value of an option, as this reads it.
     *
     * @throws UsageException naming the option if it cannot be meant
     */
    <T> Optional<T> read(Grammar.Option option, Function<String, T> reading) {
        return readAll(option, reading).stream().findFirst();
    }

    /** The same of each value. */
    <T> List<T> readAll(Grammar.Option option, Function<String, T> reading) {
        List<T> read = new ArrayList<>();
        for (String text : all(option)) {
            read.add(meant("`" + option.name() + "`: ", () -> reading.apply(text)));
        }
        return read;
    }

    /**
     * What something typed stands for.
     *
     * @param where what a sentence about it begins with
     * @throws UsageException if it cannot be meant
     */
    static <T> T meant(String where, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(where + wrong.getMessage(), wrong);
        }
    }

    /** @throws UsageException if one of these options was given; {@code why} follows its name */
    void refuse(Iterable<Grammar.Option> these, String why) {
        for (Grammar.Option option : these) {
            if (has(option)) {
                throw new UsageException("`" + option.name() + "` " + why);
            }
        }
    }
}
