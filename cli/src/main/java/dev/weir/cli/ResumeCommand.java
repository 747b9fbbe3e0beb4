package dev.weir.cli;

import dev.weir.remediation.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir resume}: goes on with a change that was interrupted, the way it was heading. */
final class ResumeCommand implements Command {

    @Override
    public Grammar grammar() {
        return new Grammar(
                "resume",
                "Go on with a change that was interrupted, the way it was heading.",
                "JOURNAL",
                1,
                1,
                "The journal that `weir apply` wrote.",
                Inventories.withLiveOptions(Prompt.YES, ChangeRun.SETTLE, ChangeRun.IN_FLIGHT),
                List.of(new Grammar.Example(
                        "weir resume .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal",
                        "Finish what was begun, from wherever it stopped.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        ChangeRun run = new ChangeRun(arguments, surroundings);
        Path journal = Inventories.path(arguments.words().get(0));
        try (Gateways gateways = Gateways.of(arguments)) {
            run.announce(journal, Optional.empty(), (opened, direction) -> {
                surroundings.say(ChangeReport.heading(opened, direction, journal));
                Prompt.ask(arguments, surroundings, "go on with the change", ChangeReport.inShort(opened, direction));
            });
            ChangeRun.Ended ended = run.goOn(journal, opened -> gateways.to(opened.group()), Optional.empty());
            surroundings.print(ChangeReport.outcome(ended.outcome(), ended.opened(), ended.journal()));
            return exitCode(ended.outcome());
        }
    }

    static int exitCode(Outcome outcome) {
        if (!outcome.isEnd()) {
            return ExitCode.INCOMPLETE;
        }
        return outcome.reopened().isEmpty() && outcome.changed().isEmpty() ? ExitCode.CLEAN : ExitCode.FOUND;
    }
}
