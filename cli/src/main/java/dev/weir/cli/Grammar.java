package dev.weir.cli;

import java.util.List;
import java.util.Optional;

/**
 * What one command understands: its options, its arguments, and how it is explained.
 *
 * @param name the word after {@code weir}
 * @param summary what the command is for, one sentence
 * @param arguments the label of its arguments, such as {@code SOURCE}; empty where it takes none
 * @param least how many arguments it needs
 * @param most how many arguments it takes
 * @param about what the arguments are
 * @param options its options, in the order they are explained
 * @param examples command lines to copy, each with what it does
 */
record Grammar(
        String name,
        String summary,
        String arguments,
        int least,
        int most,
        String about,
        List<Option> options,
        List<Example> examples) {

    /** Any number of arguments. */
    static final int MANY = Integer.MAX_VALUE;

    Grammar {
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    /**
     * An option, which takes a value unless it is a flag.
     *
     * @param name such as {@code --format}
     * @param label what stands for the value in help; empty for a flag
     * @param times whether it may be given again
     * @param description what it does, and its default
     * @param values the words that its value can be, or can begin with; empty where they are no few
     */
    record Option(String name, String label, Times times, String description, List<String> values) {

        Option {
            values = List.copyOf(values);
        }

        /** One that is there or not. */
        static Option flag(String name, String description) {
            return new Option(name, "", Times.FLAG, description, List.of());
        }

        static Option once(String name, String label, String description) {
            return once(name, label, description, List.of());
        }

        static Option once(String name, String label, String description, List<String> values) {
            return new Option(name, label, Times.ONCE, description, values);
        }

        static Option many(String name, String label, String description) {
            return many(name, label, description, List.of());
        }

        static Option many(String name, String label, String description, List<String> values) {
            return new Option(name, label, Times.MANY, description, values);
        }

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Option that
                    && name.equals(that.name)
                    && label.equals(that.label)
                    && times == that.times
                    && description.equals(that.description)
                    && values.equals(that.values);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** How often an option may be given, and whether it takes a value. */
    enum Times {
        ONCE,
        MANY,
        /** It is there or not, and takes no value. */
        FLAG
    }

    /**
     * A command line to copy.
     *
     * @param line the command line
     * @param purpose what it does
     */
    record Example(String line, String purpose) {

        /** The line below a heading, in lines of at most so many columns. */
        String text(int columns) {
            return "  " + CommandLineText.wrapped(line, columns - 2).replace("\n", "\n  ");
        }
    }

    /** Its arguments as help shows them: {@code [SOURCE...]}. */
    String label() {
        String label = most == MANY ? arguments + "..." : arguments;
        return least == 0 ? "[" + label + "]" : label;
    }

    Optional<Option> option(String optionName) {
        for (Option option : options) {
            if (option.name().equals(optionName)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
