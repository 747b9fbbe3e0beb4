package dev.weir.cli;

import dev.weir.backtest.Gate;
import dev.weir.remediation.JournalEntry.Acceptance;
import java.util.List;
import java.util.stream.Stream;

/** The gates that somebody overrides, and why. */
final class Acceptances {

    static final Grammar.Option ACCEPT = Grammar.Option.many(
            "--accept",
            "GATE",
            "Go on although this gate fails; needs `--reason`. May be repeated.",
            Stream.of(Gate.Name.values()).map(Gate.Name::id).toList());
    static final Grammar.Option REASON =
            Grammar.Option.once("--reason", "TEXT", "Why the gates of `--accept` are accepted; kept with the change.");

    private Acceptances() {}

    /** @throws UsageException if a gate is none, or the reason is missing */
    static List<Acceptance> of(Arguments arguments) {
        String reason = arguments.one(REASON).orElse("").strip();
        if (arguments.has(ACCEPT) && reason.isEmpty()) {
            throw new UsageException("`--accept` needs `--reason TEXT`: it is kept with the change");
        }
        return arguments.all(ACCEPT).stream()
                .map(gate -> Arguments.meant("", () -> new Acceptance(Gate.Name.parse(gate), reason)))
                .toList();
    }
}
