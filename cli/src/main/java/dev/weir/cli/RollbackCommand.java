package dev.weir.cli;

import dev.weir.remediation.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir rollback}: gives a group the rules back that it had, re-opening first. */
final class RollbackCommand implements Command {

    @Override
    public Grammar grammar() {
        return new Grammar(
                "rollback",
                "Undo a change: re-open the group first, then take away what weir made.",
                "JOURNAL",
                1,
                1,
                "The journal that `weir apply` wrote.",
                Inventories.withLiveOptions(Prompt.YES, ChangeRun.SETTLE, ChangeRun.IN_FLIGHT),
                List.of(new Grammar.Example(
                        "weir rollback .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal --yes",
                        "Restore the rules as they were; rules that others made since are kept.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        ChangeRun run = new ChangeRun(arguments, surroundings);
        Path journal = Inventories.path(arguments.words().get(0));
        try (Gateways gateways = Gateways.of(arguments)) {
            run.announce(journal, Optional.of(Direction.BACK), (opened, direction) -> {
                surroundings.say(ChangeReport.heading(opened, direction, journal));
                Prompt.ask(arguments, surroundings, "undo the change", ChangeReport.inShort(opened, direction));
            });
            ChangeRun.Ended ended =
                    run.goOn(journal, opened -> gateways.to(opened.group()), Optional.of(Direction.BACK));
            surroundings.print(ChangeReport.outcome(ended.outcome(), ended.opened(), ended.journal()));
            return ResumeCommand.exitCode(ended.outcome());
        }
    }
}
