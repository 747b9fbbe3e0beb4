package dev.weir.cli;

import dev.weir.operation.FailureException;
import dev.weir.operation.Similar;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line: finds the command, runs it, and turns whatever happens into a sentence and an exit code. */
public final class WeirCli {

    private static final int HELP_COLUMNS = 80;
    private static final List<String> NAMES = List.of(
            "scan",
            "triage",
            "diff",
            "trend",
            "snapshot",
            "logs",
            "observe",
            "plan",
            "review",
            "apply",
            "resume",
            "rollback",
            "verify",
            "ranges",
            "export",
            "explain",
            "iam",
            "completion",
            "man");
    private static final List<Grammar> BUILT_IN = List.of(
            builtIn("version", "Print the version.", ""),
            builtIn("help", "Explain a command: weir help scan.", "COMMAND"));

    private final ProcessContext surroundings;

    WeirCli(ProcessContext surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command line and gives the exit code. */
    int run(List<String> typed) {
        try {
            return dispatch(typed);
        } catch (UsageException wrong) {
            String command = typed.isEmpty() || command(typed.get(0)).isEmpty() ? "weir" : "weir " + typed.get(0);
            surroundings.say(command + ": " + Printable.of(wrong.sentence()));
            surroundings.say("help: " + command + " --help");
            return ExitCode.USAGE;
        } catch (FailureException failed) {
            surroundings.say("weir: " + Printable.of(failed.sentence()));
            trace(failed);
            return ExitCode.INCOMPLETE;
        } catch (UncheckedIOException failed) {
            return ended(failed);
        } catch (OutOfMemoryError failed) {
            surroundings.say("weir: not enough memory; help: give Java more, such as WEIR_JAVA_OPTS=-Xmx2g");
            trace(failed);
            return ExitCode.INCOMPLETE;
        } catch (RuntimeException | StackOverflowError bug) {
            surroundings.say("weir: this is a bug in weir: " + Printable.of(bug.toString())
                    + "; help: run again with WEIR_DEBUG=1 and report what it prints");
            trace(bug);
            return ExitCode.INCOMPLETE;
        }
    }

    private int ended(UncheckedIOException failed) {
        IOException cause = failed.getCause();
        String reason = cause == null ? "" : String.valueOf(cause.getMessage());
        boolean readerLeft = reason.contains("Broken pipe") || reason.contains("Pipe closed");
        if (!readerLeft) {
            surroundings.say("weir: the output could not be written: " + Printable.of(reason));
        }
        trace(failed);
        return ExitCode.INCOMPLETE;
    }

    private void trace(Throwable failed) {
        if (surroundings.environment().getOrDefault("WEIR_DEBUG", "").isEmpty()) {
            return;
        }
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace));
        surroundings.say(trace.toString());
    }

    private int dispatch(List<String> typed) {
        if (typed.isEmpty()) {
            surroundings.say(overview());
            return ExitCode.USAGE;
        }
        String name = typed.get(0);
        List<String> rest = typed.subList(1, typed.size());
        switch (name) {
            case "-h", "--help", "help":
                return help(rest);
            case "-V", "--version", "version":
                surroundings.print("weir " + surroundings.version() + "\n");
                return ExitCode.CLEAN;
            default:
                break;
        }
        Command command = command(name).orElseThrow(() -> new UsageException(unknown(name)));
        Grammar grammar = command.grammar();
        Optional<Arguments> plain = Arguments.read(grammar, rest);
        if (plain.isPresent()) {
            return command.run(plain.get(), surroundings);
        }
        if (Explainer.asksForHelp(rest)) {
            surroundings.print(new Explainer(grammar).help(columns()));
            return ExitCode.CLEAN;
        }
        return command.run(new Explainer(grammar).read(rest), surroundings);
    }

    private Optional<Command> command(String name) {
        return switch (name) {
            case "scan" -> Optional.of(new ScanCommand());
            case "triage" -> Optional.of(new TriageCommand());
            case "diff" -> Optional.of(new DiffCommand());
            case "trend" -> Optional.of(new TrendCommand());
            case "snapshot" -> Optional.of(new SnapshotCommand());
            case "logs" -> Optional.of(new LogsCommand());
            case "observe" -> Optional.of(new ObserveCommand());
            case "plan" -> Optional.of(new PlanCommand());
            case "review" -> Optional.of(new ReviewCommand());
            case "export" -> Optional.of(new ExportCommand());
            case "explain" -> Optional.of(new ExplainCommand());
            case "apply" -> Optional.of(new ApplyCommand());
            case "resume" -> Optional.of(JournalCommand.resume());
            case "rollback" -> Optional.of(JournalCommand.rollback());
            case "verify" -> Optional.of(new VerifyCommand());
            case "ranges" -> Optional.of(new RangesCommand());
            case "iam" -> Optional.of(new IamCommand());
            case "completion" -> Optional.of(new CompletionCommand(this::grammars));
            case "man" -> Optional.of(new ManCommand(this::grammars));
            default -> Optional.empty();
        };
    }

    private static Grammar builtIn(String name, String summary, String arguments) {
        return new Grammar(name, summary, arguments, 0, arguments.isEmpty() ? 0 : 1, "", List.of(), List.of());
    }

    /** All that can stand after weir, in the order of help. */
    private List<Grammar> grammars() {
        List<Grammar> grammars = new ArrayList<>();
        NAMES.forEach(name -> grammars.add(command(name).orElseThrow().grammar()));
        grammars.addAll(BUILT_IN);
        return grammars;
    }

    private int help(List<String> about) {
        if (about.isEmpty()) {
            surroundings.print(overview());
            return ExitCode.CLEAN;
        }
        Optional<HelpTopic> topic = HelpTopic.of(about.get(0).matches("-h|--help") ? "help" : about.get(0));
        if (topic.isPresent()) {
            surroundings.print(topic.get().render(columns()));
            return ExitCode.CLEAN;
        }
        Command command = command(about.get(0))
                .orElseThrow(() -> new UsageException(
                        unknown(about.get(0)) + "; or a page: " + String.join(", ", HelpTopic.names())));
        surroundings.print(new Explainer(command.grammar()).help(columns()));
        return ExitCode.CLEAN;
    }

    private static String unknown(String name) {
        if (name.startsWith("-")) {
            return "unknown option `" + name + "`; expected a command: " + String.join(", ", NAMES);
        }
        String sentence = "unknown command `" + name + "`";
        List<String> similar = Similar.to(name, NAMES);
        return similar.isEmpty()
                ? sentence + "; expected " + String.join(", ", NAMES)
                : sentence + "; did you mean `" + similar.get(0) + "`?";
    }

    private String overview() {
        int columns = columns();
        TextLines text = new TextLines(columns)
                .line("weir finds EC2 security groups that let traffic out to the whole world.")
                .blank()
                .line("usage: weir COMMAND [OPTIONS] [ARGUMENTS]")
                .blank()
                .line("commands:");
        grammars().forEach(grammar -> text.labelled("  " + grammar.name(), grammar.summary(), 14));
        text.blank().line("examples:");
        for (String name : NAMES) {
            Grammar.Example example =
                    command(name).orElseThrow().grammar().examples().get(0);
            text.line(example.text(columns)).paragraph(example.purpose(), 6, 6);
        }
        return text.blank()
                .paragraph(
                        "exit codes: 0 done and clean; 1 failed or incomplete; 2 usage; 3 done, and something was"
                                + " found; weir help exit-codes, weir help environment say more",
                        0)
                .toString();
    }

    /** Pages of help are read, and prose is read best in lines of at most 80 columns, in a wide terminal and in a pipe, too. */
    private int columns() {
        return Math.min(surroundings.terminal().get().columns(), HELP_COLUMNS);
    }
}
