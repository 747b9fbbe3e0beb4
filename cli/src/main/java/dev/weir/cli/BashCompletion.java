package dev.weir.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Completion for bash 4.4 or later.
 *
 * <p>Files are left to readline, which knows how to quote whatever a file is called: a function that lists them itself
 * must get spaces, quotes and line ends right.
 */
record BashCompletion(List<Grammar> commands) {

    private static final String FRAME = """
            # What can be typed after weir, for bash 4.4 or later. Made by `weir completion bash`.
            _weir() {
                local words=() word glued='' command='' option='' only='' key paths='' offered=() i
                COMPREPLY=()
                # Bash ends a word at = and :, which are part of it here.
                for ((i = 1; i <= COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if ((i == COMP_CWORD)) && [[ $word != [=:]* ]]; then
                        word=$2
                    fi
                    if ((${#words[@]})) && [[ $glued || $word == [=:]* ]]; then
                        words[-1]+=$word
                    else
                        words+=("$word")
                    fi
                    glued=''
                    [[ $word == *[=:] ]] && glued=1
                done
                local last=${words[-1]} value=${words[-1]}
                for word in "${words[@]:0:${#words[@]}-1}"; do
                    if [[ $option ]]; then
                        option=''
                    elif [[ $only || $word != -?* ]]; then
                        command=${command:-$word}
                    elif [[ $word == -- ]]; then
                        only=1
                    elif [[ $word == --*=* ]]; then
                        continue
                    else
                        case "$command $word" in
                            %s) ;;
                            *) option=$word ;;
                        esac
                    fi
                done
                if [[ $option ]]; then
                    key="$command $option"
                elif [[ ! $only && $last == --*=* ]]; then
                    key="$command ${last%%%%=*}"
                    value=${last#*=}
                elif [[ ! $only && $last == -* ]]; then
                    key="$command -"
                else
                    key=$command
                fi
                case $key in
            %s    esac
                if [[ $paths ]]; then
                    compopt -o "$paths"
                    return
                fi
                # What is typed is replaced from the last = or : on only.
                local kept=${last%%"$2"} whole
                for word in "${offered[@]}"; do
                    whole=${last%%"$value"}$word
                    [[ $word == "$value"* ]] && COMPREPLY+=("${whole#"$kept"}")
                done
            }
            complete -F _weir weir
            """;

    String script() {
        List<String> names = commands.stream().map(Grammar::name).toList();
        Map<String, List<String>> keys = new LinkedHashMap<>();
        List<String> flags = new ArrayList<>(List.of("*' --help'", "*' -h'"));
        add(keys, "", "offered=(" + String.join(" ", names) + ")");
        add(keys, " -", "offered=(--help --version)");
        for (Grammar command : commands) {
            List<String> options = new ArrayList<>();
            for (Grammar.Option option : command.options()) {
                options.add(option.name());
                String key = command.name() + " " + option.name();
                if (option.times() == Grammar.Times.FLAG) {
                    flags.add("'" + key + "'");
                } else {
                    add(keys, key, action(Offer.of(option)));
                }
            }
            options.add("--help");
            add(keys, command.name() + " -", "offered=(" + String.join(" ", options) + ")");
            add(keys, command.name(), action(Offer.ofArguments(command, names)));
        }
        StringBuilder cases = new StringBuilder();
        keys.forEach((action, places) -> {
            if (!action.isEmpty()) {
                cases.append("        ").append(String.join(" | ", places)).append(")\n");
                cases.append("            ").append(action).append("\n            ;;\n");
            }
        });
        return FRAME.formatted(String.join(" | ", flags), cases);
    }

    private static void add(Map<String, List<String>> keys, String key, String action) {
        keys.computeIfAbsent(action, none -> new ArrayList<>()).add("'" + key + "'");
    }

    private static String action(Offer offer) {
        String words = String.join(" ", offer.words());
        return switch (offer.kind()) {
            case NOTHING -> "";
            case WORDS -> "offered=(" + words + ")";
            case REPORTS -> "if [[ $value == *=* ]]; then paths=default; else offered=(" + words + "); fi";
            case FOLDERS -> "paths=dirnames";
            case FILES -> "paths=default";
        };
    }
}
