package dev.weir.cli;

import java.util.List;

/** Completion for fish. */
record FishCompletion(List<Grammar> commands) {

    private static final String BEGINNING = """
            # What can be typed after weir, for fish. Made by `weir completion fish`.
            function __weir_is
                set -l words (commandline -opc)
                test "$words[2]" = "$argv[1]"
            end

            function __weir_report
                set -l typed (commandline -ct | string replace -r -- '^--[a-z-]+=' '')
                if string match -q -- '*=*' "$typed"
                    set -l parts (string split -m 1 -- = "$typed")
                    for path in (__fish_complete_path "$parts[2]")
                        printf '%s=%s\\n' $parts[1] $path
                    end
                else
                    printf '%s\\n' $argv
                end
            end

            complete -c weir -e
            complete -c weir -f
            complete -c weir -n '__weir_is ""' -s h -l help -d 'List the commands.'
            complete -c weir -n '__weir_is ""' -s V -l version -d 'Print the version.'
            """;

    String script() {
        List<String> names = commands.stream().map(Grammar::name).toList();
        StringBuilder script = new StringBuilder(BEGINNING);
        for (Grammar command : commands) {
            line(script, "", "-a " + command.name() + " -d " + quoted(command.summary()));
        }
        for (Grammar command : commands) {
            for (Grammar.Option option : command.options()) {
                String value = option.times() == Grammar.Times.FLAG ? "" : value(Offer.of(option));
                line(
                        script,
                        command.name(),
                        "-l " + option.name().substring(2) + value + " -d "
                                + quoted(ManPage.firstSentence(option.description())));
            }
            line(script, command.name(), "-s h -l help -d 'Explain it.'");
            String arguments = arguments(Offer.ofArguments(command, names));
            if (!arguments.isEmpty()) {
                line(script, command.name(), arguments);
            }
        }
        return script.toString();
    }

    private static void line(StringBuilder script, String command, String rest) {
        script.append("complete -c weir -n '__weir_is " + (command.isEmpty() ? "\"\"" : command) + "' " + rest + "\n");
    }

    private static String value(Offer offer) {
        return offer.kind() == Offer.Kind.FILES ? " -r -F" : " -x " + arguments(offer);
    }

    private static String arguments(Offer offer) {
        String words = String.join(" ", offer.words());
        return switch (offer.kind()) {
            case NOTHING -> "";
            case WORDS -> "-a '" + words + "'";
            case REPORTS -> "-a '(__weir_report " + words + ")'";
            case FOLDERS -> "-a '(__fish_complete_directories (commandline -ct))'";
            case FILES -> "-F";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
