package dev.weir.cli;

import dev.weir.files.JournalFolder;
import dev.weir.operation.EndedChange;
import dev.weir.operation.ResumeOperation;
import dev.weir.remediation.Direction;
import dev.weir.remediation.Tempo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir resume} and {@code weir rollback}: go on with a change by its journal, the way it was heading or back. */
final class JournalCommand implements Command {

    private final Grammar grammar;
    private final String act;
    private final Optional<Direction> wanted;

    private JournalCommand(
            String name, String summary, Grammar.Example example, String act, Optional<Direction> wanted) {
        grammar = new Grammar(
                name,
                summary,
                "JOURNAL",
                1,
                1,
                "The journal that `weir apply` wrote.",
                Gateways.options(Prompt.YES, Changing.SETTLE, Changing.IN_FLIGHT),
                List.of(example));
        this.act = act;
        this.wanted = wanted;
    }

    static JournalCommand resume() {
        return new JournalCommand(
                "resume",
                "Go on with a change that was interrupted, the way it was heading.",
                new Grammar.Example(
                        "weir resume .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal",
                        "Finish what was begun, from wherever it stopped."),
                "go on with the change",
                Optional.empty());
    }

    static JournalCommand rollback() {
        return new JournalCommand(
                "rollback",
                "Undo a change: re-open the group first, then take away what weir made.",
                new Grammar.Example(
                        "weir rollback .weir/journal/sg-0a1b2c3d-20261122T060000Z.journal --yes",
                        "Restore the rules as they were; rules that others made since are kept."),
                "undo the change",
                Optional.of(Direction.BACK));
    }

    @Override
    public Grammar grammar() {
        return grammar;
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Tempo tempo = Changing.tempo(arguments);
        Path journal = Inventories.path(arguments.words().get(0));
        ChangeView view = new ChangeView(act, arguments, surroundings);
        try (Gateways gateways = Gateways.of(arguments)) {
            EndedChange ended = new ResumeOperation(
                            Changing.ports(JournalFolder.of(journal, Changing.own()), gateways, surroundings), view)
                    .run(new ResumeOperation.Request(journal.toString(), wanted, tempo));
            view.changed(ended);
            return Changing.exitCode(ended.outcome());
        }
    }
}
