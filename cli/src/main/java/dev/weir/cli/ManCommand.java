package dev.weir.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code weir man}: the manual page of weir or of one of its commands.
 *
 * @param commands all, this one among them
 */
record ManCommand(Supplier<List<Grammar>> commands) implements Command {

    @Override
    public Grammar grammar() {
        return new Grammar(
                "man",
                "Print a page of the manual, as man reads it.",
                "COMMAND",
                0,
                1,
                "The command that it is about, or one of the pages exit-codes, environment, version and help. Without one, weir as a whole.",
                List.of(),
                List.of(
                        new Grammar.Example("weir man scan | man -l -", "Read about a command."),
                        new Grammar.Example(
                                "weir man scan > ~/.local/share/man/man1/weir-scan.1",
                                "Keep the page where man finds it; the archive of a release has them all.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        LocalDate day = day(surroundings);
        if (arguments.words().isEmpty()) {
            surroundings.print(ManPage.of(commands.get(), day, surroundings.version()));
            return ExitCode.CLEAN;
        }
        String name = arguments.words().get(0);
        Optional<HelpTopic> topic = HelpTopic.of(name);
        if (topic.isPresent()) {
            surroundings.print(ManPage.of(topic.get(), day, surroundings.version()));
            return ExitCode.CLEAN;
        }
        Grammar command = commands.get().stream()
                .filter(grammar ->
                        grammar.name().equals(name) && !grammar.examples().isEmpty())
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no page about `" + name + "`; expected a command or "
                        + String.join(", ", HelpTopic.names())));
        surroundings.print(ManPage.of(command, day, surroundings.version()));
        return ExitCode.CLEAN;
    }

    /** The day of the page, by the variable that builds set whose bytes are to be the same again; else today. */
    private static LocalDate day(ProcessContext surroundings) {
        String epoch = surroundings.environment().getOrDefault("SOURCE_DATE_EPOCH", "");
        Instant time = epoch.matches("[0-9]{1,11}")
                ? Instant.ofEpochSecond(Long.parseLong(epoch))
                : surroundings.clock().instant();
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
