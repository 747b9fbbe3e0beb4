package dev.weir.cli;

import dev.weir.files.JournalFolder;
import dev.weir.operation.EndedChange;
import dev.weir.operation.ResumeOperation;
import dev.weir.remediation.Tempo;
import java.nio.file.Path;
import java.util.List;

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
                Gateways.options(Prompt.YES, Changing.SETTLE, Changing.IN_FLIGHT),
                List.of(new Grammar.Example(
                        "weir resume .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal",
                        "Finish what was begun, from wherever it stopped.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Tempo tempo = Changing.tempo(arguments);
        Path journal = Inventories.path(arguments.words().get(0));
        ChangeView view = new ChangeView("go on with the change", arguments, surroundings);
        try (Gateways gateways = Gateways.of(arguments)) {
            EndedChange ended = new ResumeOperation(
                            Changing.ports(JournalFolder.of(journal, Changing.own()), gateways, surroundings), view)
                    .run(new ResumeOperation.Request(journal.toString(), tempo));
            view.changed(ended);
            return Changing.exitCode(ended.outcome());
        }
    }
}
