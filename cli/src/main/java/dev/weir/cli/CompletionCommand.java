package dev.weir.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * {@code weir completion}: a shell's own words for what can be typed after weir.
 *
 * @param commands all, this one among them
 */
record CompletionCommand(Supplier<List<Grammar>> commands) implements Command {

    @Override
    public Grammar grammar() {
        return new Grammar(
                "completion",
                "Print what completes weir's command lines in a shell.",
                "bash|zsh|fish",
                1,
                1,
                "The shell. What is printed names no file and starts no weir; print it again after an update.",
                List.of(),
                List.of(
                        new Grammar.Example(
                                "weir completion bash > /etc/bash_completion.d/weir",
                                "As root, for everybody; for you alone, a line `source <(weir completion bash)` in"
                                        + " ~/.bashrc. bash 4.4 or later."),
                        new Grammar.Example(
                                "weir completion zsh > \"${fpath[1]}/_weir\"",
                                "In zsh, from its next start on; where that folder is not yours, as root."),
                        new Grammar.Example(
                                "weir completion fish > ~/.config/fish/completions/weir.fish", "In fish, at once.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        String shell = arguments.words().get(0);
        surroundings.print(
                switch (shell) {
                    case "bash" -> new BashCompletion(commands.get()).script();
                    case "zsh" -> new ZshCompletion(commands.get()).script();
                    case "fish" -> new FishCompletion(commands.get()).script();
                    default -> throw new UsageException("unknown shell `" + shell + "`; expected bash, zsh or fish");
                });
        return ExitCode.CLEAN;
    }
}
