package dev.weir.cli;

import dev.weir.files.JournalFolder;
import dev.weir.flow.FlowContent;
import dev.weir.operation.ChangePorts;
import dev.weir.operation.FlowLogs;
import dev.weir.parquet.FlowParquet;
import dev.weir.remediation.Outcome;
import dev.weir.remediation.Tempo;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the commands share that change groups, or look at what a change did. */
final class Changing {

    static final Grammar.Option SETTLE = Grammar.Option.once(
            "--settle", "TIME", "How long to wait between seeing the new rules and revoking the old. Default: 30s.");
    static final Grammar.Option IN_FLIGHT = Grammar.Option.once(
            "--in-flight",
            "TIME",
            "How long a call without an answer may still take effect, and reads may lag. Default: 60s.");

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private Changing() {}

    /** @throws UsageException if a wait is none, or longer than anybody would */
    static Tempo tempo(Arguments arguments) {
        Duration settle = Spans.of(arguments, SETTLE, Tempo.DEFAULT.settle());
        Duration inFlight = Spans.of(arguments, IN_FLIGHT, Tempo.DEFAULT.inFlight());
        if (settle.compareTo(LONGEST_WAIT) > 0 || inFlight.compareTo(LONGEST_WAIT) > 0) {
            throw new UsageException("`--settle` and `--in-flight` take at most 1h");
        }
        return Tempo.DEFAULT.settling(settle).inFlight(inFlight);
    }

    static ChangePorts ports(JournalFolder journals, Gateways gateways, ProcessContext surroundings) {
        return new ChangePorts(journals, gateways::to, surroundings::pacer);
    }

    /** A folder of the user's own for what outlives a run: by the user's entry on this machine, not by the environment. */
    static Path own() {
        return Path.of(System.getProperty("user.home"), ".local", "state", "weir");
    }

    /** The flow logs that {@code --flows} names. */
    static FlowLogs flowLogs(Arguments arguments, Clock clock) {
        return new FlowLogs(
                Flows.ofNow(arguments.all(VerifyCommand.FLOWS), arguments, clock),
                FlowContent.andText(List.of(new FlowParquet()), List.of()),
                Runtime.getRuntime().availableProcessors());
    }

    static int exitCode(Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.PAUSED) {
            return ExitCode.CLEAN;
        }
        if (!outcome.isEnd()) {
            return ExitCode.INCOMPLETE;
        }
        return outcome.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }
}
