package dev.weir.cli;

import dev.weir.operation.Similar;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads command lines with picocli: slower than {@link Arguments}, but it can say what is wrong, and print help.
 *
 * <p>Both read the same {@link Grammar}. picocli costs a short command as much time as all the rest of it, so it is loaded
 * only when there is something to explain.
 */
final class Explainer {

    private static final int WIDEST = 100;
    private static final int NARROWEST = 55;

    private final Grammar grammar;
    private final CommandLine commandLine;

    Explainer(Grammar grammar) {
        this.grammar = grammar;
        commandLine = new CommandLine(spec(grammar));
        commandLine.setInterpolateVariables(false);
        commandLine.setTrimQuotes(false);
        commandLine.setOptionsCaseInsensitive(false);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setExpandAtFiles(false);
        commandLine.setUnmatchedOptionsArePositionalParams(false);
        commandLine.setAllowOptionsAsOptionParameters(false);
    }

    private static CommandSpec spec(Grammar grammar) {
        CommandSpec spec = CommandSpec.create().name("weir " + grammar.name());
        for (Grammar.Option option : grammar.options()) {
            OptionSpec.Builder builder = OptionSpec.builder(option.name()).description(literal(option.description()));
            switch (option.times()) {
                case FLAG -> builder.arity("0").type(boolean.class);
                case ONCE -> builder.paramLabel(option.label()).arity("1").type(String.class);
                case MANY ->
                    builder.paramLabel(option.label())
                            .arity("1")
                            .type(List.class)
                            .auxiliaryTypes(String.class);
            }
            spec.addOption(builder.build());
        }
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        if (grammar.most() > 0) {
            String most = grammar.most() == Grammar.MANY ? "*" : Integer.toString(grammar.most());
            spec.addPositional(PositionalParamSpec.builder()
                    .paramLabel(grammar.label())
                    .arity("0.." + most)
                    .hideParamSyntax(true)
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description(literal(grammar.about()))
                    .build());
        }
        spec.usageMessage()
                .description(literal(grammar.summary()))
                .abbreviateSynopsis(true)
                .synopsisHeading("usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%noptions:%n")
                .sortOptions(false);
        return spec;
    }

    /** Text that picocli, which formats descriptions, leaves as it is. */
    private static String literal(String text) {
        return text.replace("@|", "@ |");
    }

    /** Whether help is asked for. */
    static boolean asksForHelp(List<String> typed) {
        for (String word : typed) {
            if (word.equals("--")) {
                return false;
            }
            if (word.equals("-h") || word.equals("--help")) {
                return true;
            }
        }
        return false;
    }

    /** Help in lines of so many columns, within what is pleasant to read; commands to copy stay on one. */
    String help(int columns) {
        int width = Math.max(NARROWEST, Math.min(columns, WIDEST));
        commandLine.setUsageHelpWidth(width);
        TextLines help =
                new TextLines(width).line(commandLine.getUsageMessage(Ansi.OFF)).line("examples:");
        grammar.examples().forEach(example -> help.line(example.text(width)).paragraph(example.purpose(), 6, 6));
        return help.toString();
    }

    /**
     * Reads what {@link Arguments#read} did not take as plainly right.
     *
     * @throws UsageException if it is wrong
     */
    Arguments read(List<String> typed) {
        ParseResult result;
        try {
            result = commandLine.parseArgs(typed.toArray(String[]::new));
        } catch (ParameterException wrong) {
            throw new UsageException(sentence(wrong), wrong);
        }
        Arguments arguments = new Arguments();
        for (Grammar.Option option : grammar.options()) {
            if (!result.hasMatchedOption(option.name())) {
                continue;
            }
            if (option.times() == Grammar.Times.FLAG) {
                arguments.flag(option);
            } else {
                for (String value : result.matchedOption(option.name()).originalStringValues()) {
                    if (value.isEmpty()) {
                        throw new UsageException("`" + option.name() + "` needs a value, found an empty one");
                    }
                    arguments.add(option, value);
                }
            }
        }
        if (result.hasMatchedPositional(0)) {
            result.matchedPositional(0).originalStringValues().forEach(arguments::addWord);
        }
        int count = arguments.words().size();
        if (count < grammar.least()) {
            throw new UsageException("a " + grammar.arguments() + " is missing");
        }
        if (count > grammar.most()) {
            throw new UsageException("unexpected argument `" + arguments.words().get(grammar.most()) + "`");
        }
        return arguments;
    }

    private List<String> similarOptions(String word) {
        List<String> names = new ArrayList<>(List.of("--help"));
        grammar.options().forEach(option -> names.add(option.name()));
        return Similar.to(optionIn(word), names);
    }

    private static String optionIn(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            Optional<String> reason = Filters.whyNot(grammar.name(), optionIn(word));
            if (reason.isPresent()) {
                return "`" + optionIn(word) + "` is no option of `weir " + grammar.name() + "`: " + reason.get();
            }
            String kind = unmatched.isUnknownOption() ? "unknown option `" : "unexpected argument `";
            List<String> similar = unmatched.isUnknownOption() ? similarOptions(word) : List.of();
            return kind + Printable.of(word) + "`"
                    + (similar.isEmpty() ? "" : "; did you mean `" + Printable.of(similar.get(0)) + "`?");
        }
        if (wrong instanceof MissingParameterException missing) {
            return missing.getMissing().stream()
                    .findFirst()
                    .map(argument -> (OptionSpec) argument)
                    .map(option -> "`" + option.longestName() + "` needs a value: " + option.paramLabel())
                    .orElse("an argument is missing");
        }
        if (wrong instanceof OverwrittenOptionException overwritten
                && overwritten.getOverwritten() instanceof OptionSpec option) {
            return "`" + option.longestName() + "` was given more than once";
        }
        return Printable.of(String.valueOf(wrong.getMessage()));
    }
}
