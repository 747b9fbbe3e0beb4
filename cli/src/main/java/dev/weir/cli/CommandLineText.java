package dev.weir.cli;

import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** A command line for people to copy: quoted for a shell, and printable. */
final class CommandLineText {

    private final StringBuilder line;

    CommandLineText(String begin) {
        line = new StringBuilder(begin);
    }

    CommandLineText word(String word) {
        line.append(' ').append(Shell.quoted(Printable.of(word)));
        return this;
    }

    CommandLineText option(String name, String value) {
        line.append(' ').append(name);
        return word(value);
    }

    /** The option as it was given, however often; nothing where it was not. */
    CommandLineText option(Grammar.Option option, Arguments arguments) {
        if (option.times() == Grammar.Times.FLAG) {
            line.append(arguments.has(option) ? " " + option.name() : "");
        } else {
            arguments.all(option).forEach(value -> option(option.name(), value));
        }
        return this;
    }

    CommandLineText options(List<Grammar.Option> options, Arguments arguments) {
        options.forEach(option -> option(option, arguments));
        return this;
    }

    /** A line as a shell takes it in several, of at most so many columns: broken between words, each but the last with a backslash. */
    static String wrapped(String line, int columns) {
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (String word : words(line)) {
            // The blank and the backslash that may follow.
            if (used > 0 && used + 1 + word.length() + 2 > columns) {
                out.append(" \\\n    ");
                used = 4;
            } else if (used > 0) {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
        }
        return out.toString();
    }

    /** The words with their quotes; an option stays with its value. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        char quote = ' ';
        int from = 0;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (quote == ' ' && (character == '\'' || character == '"')) {
                quote = character;
            } else if (character == quote && quote != ' ') {
                quote = ' ';
            } else if (character == ' ' && quote == ' ') {
                boolean isOption = line.startsWith("--", from) && line.indexOf('=', from) < 0;
                boolean isNext = line.startsWith("-", i + 1);
                if (!isOption || isNext) {
                    words.add(line.substring(from, i));
                    from = i + 1;
                }
            }
        }
        words.add(line.substring(from));
        return words;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
