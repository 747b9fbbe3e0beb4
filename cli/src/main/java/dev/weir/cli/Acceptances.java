package dev.weir.cli;

import dev.weir.backtest.Gate;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The gates that somebody overrides, and why. */
final class Acceptances {

    static final Grammar.Option ACCEPT = new Grammar.Option(
            "--accept",
            "GATE",
            Grammar.Times.MANY,
            "Go on although this gate fails; needs `--reason`. May be repeated.",
            Stream.of(Gate.Name.values()).map(Gate.Name::id).toList());
    static final Grammar.Option REASON = new Grammar.Option(
            "--reason", "TEXT", Grammar.Times.ONCE, "Why the gates of `--accept` are accepted; kept with the change.");

    private Acceptances() {}

    /** @throws UsageException if a gate is none, or the reason is missing */
    static List<Acceptance> of(Arguments arguments) {
        String reason = arguments.one(REASON.name()).orElse("").strip();
        if (!arguments.all(ACCEPT.name()).isEmpty() && reason.isEmpty()) {
            throw new UsageException("`--accept` needs `--reason TEXT`: it is kept with the change");
        }
        List<Acceptance> accepted = new ArrayList<>();
        for (String gate : arguments.all(ACCEPT.name())) {
            try {
                accepted.add(new Acceptance(Gate.Name.parse(gate), reason));
            } catch (IllegalArgumentException unknown) {
                throw new UsageException(Printable.of(String.valueOf(unknown.getMessage())), unknown);
            }
        }
        return accepted;
    }
}
