package dev.weir.cli;

import java.util.ArrayList;
import java.util.List;

/** Completion for zsh, by its own {@code _arguments} and {@code _files}. */
record ZshCompletion(List<Grammar> commands) {

    private static final String FRAME = """
            #compdef weir
            # What can be typed after weir, for zsh. Made by `weir completion zsh`.
            _weir_report() {
                if compset -P '*='; then
                    _files
                else
                    compadd -- "$@"
                fi
            }

            _weir() {
                local curcontext=$curcontext state line
                typeset -A opt_args
                _arguments -C -S : \\
                    '(- : *)'{-h,--help}'[List the commands.]' \\
                    '(- : *)'{-V,--version}'[Print the version.]' \\
                    '1:COMMAND:->command' \\
                    '*::ARGUMENT:->argument' && return
                case $state in
                    command)
                        local -a known=(
            %s            )
                        _describe -t commands command known
                        ;;
                    argument)
                        curcontext=${curcontext%%:*:*}:weir-$words[1]:
                        case $words[1] in
            %s            esac
                        ;;
                esac
            }

            if [[ $funcstack[1] == _weir ]]; then
                _weir "$@"
            else
                compdef _weir weir
            fi
            """;

    String script() {
        List<String> names = commands.stream().map(Grammar::name).toList();
        StringBuilder known = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        for (Grammar command : commands) {
            known.append("                ").append(quoted(command.name() + ":" + command.summary()));
            known.append('\n');
            List<String> specs = new ArrayList<>();
            for (Grammar.Option option : command.options()) {
                String words = escaped(ManPage.firstSentence(option.description()), "[]");
                boolean flag = option.times() == Grammar.Times.FLAG;
                specs.add(quoted((option.times() == Grammar.Times.MANY ? "*" : "")
                        + option.name()
                        + (flag ? "[" : "=[")
                        + words
                        + "]"
                        + (flag ? "" : ":" + escaped(option.label(), ":") + ":" + action(Offer.of(option)))));
            }
            specs.add("'(- : *)'{-h,--help}'[Explain it.]'");
            String arguments =
                    ":" + escaped(command.arguments(), ":") + ":" + action(Offer.ofArguments(command, names));
            if (command.most() == Grammar.MANY) {
                specs.add(quoted("*" + arguments));
            } else {
                for (int i = 1; i <= command.most(); i++) {
                    specs.add(quoted(i + arguments));
                }
            }
            cases.append("                ").append(command.name()).append(")\n");
            cases.append("                    _arguments -S : \\\n                        ");
            cases.append(String.join(" \\\n                        ", specs));
            cases.append("\n                    ;;\n");
        }
        return FRAME.formatted(known, cases);
    }

    private static String action(Offer offer) {
        String words = String.join(" ", offer.words());
        return switch (offer.kind()) {
            case NOTHING -> " ";
            case WORDS -> "(" + words + ")";
            case REPORTS -> " _weir_report " + words;
            case FOLDERS -> "_path_files -/";
            case FILES -> "_files";
        };
    }

    private static String escaped(String text, String special) {
        StringBuilder out = new StringBuilder();
        for (char letter : text.toCharArray()) {
            if (letter == '\\' || special.indexOf(letter) >= 0) {
                out.append('\\');
            }
            out.append(letter);
        }
        return out.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
