package dev.weir.cli;

import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
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
            arguments.all(option.name()).forEach(value -> option(option.name(), value));
        }
        return this;
    }

    CommandLineText options(List<Grammar.Option> options, Arguments arguments) {
        options.forEach(option -> option(option, arguments));
        return this;
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
