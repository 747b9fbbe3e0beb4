package dev.weir.cli;

import dev.weir.files.JournalFolder;
import dev.weir.operation.EndedChange;
import dev.weir.operation.RollbackOperation;
import dev.weir.remediation.Tempo;
import java.nio.file.Path;
import java.util.List;

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
                Gateways.options(Prompt.YES, Changing.SETTLE, Changing.IN_FLIGHT),
                List.of(new Grammar.Example(
                        "weir rollback .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal --yes",
                        "Restore the rules as they were; rules that others made since are kept.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Tempo tempo = Changing.tempo(arguments);
        Path journal = Inventories.path(arguments.words().get(0));
        ChangeView view = new ChangeView("undo the change", arguments, surroundings);
        try (Gateways gateways = Gateways.of(arguments)) {
            EndedChange ended = new RollbackOperation(
                            Changing.ports(JournalFolder.of(journal, Changing.own()), gateways, surroundings), view)
                    .run(new RollbackOperation.Request(journal.toString(), tempo));
            view.changed(ended);
            return Changing.exitCode(ended.outcome());
        }
    }
}
