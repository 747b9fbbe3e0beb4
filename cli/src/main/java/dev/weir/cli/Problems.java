package dev.weir.cli;

import dev.weir.finding.ScanSummary;
import dev.weir.inventory.Problem;
import dev.weir.report.text.Printable;
import java.util.List;

/** What could not be read, said on standard error: the first few in full, then how many more. */
final class Problems {

    private static final int SAID = 20;

    private Problems() {}

    /** Those of a scan, and that its result is incomplete where it is. */
    static void say(ScanSummary summary, ProcessContext surroundings) {
        say(summary.problems(), surroundings);
        if (!summary.complete()) {
            incomplete(surroundings);
        }
    }

    /** Says that the result is incomplete; what the process then ends with. */
    static int incomplete(ProcessContext surroundings) {
        surroundings.say("weir: the result is incomplete");
        return ExitCode.INCOMPLETE;
    }

    static void say(List<Problem> problems, ProcessContext surroundings) {
        for (Problem problem : problems.subList(0, Math.min(SAID, problems.size()))) {
            surroundings.say("weir: " + Printable.of(problem.toString()));
        }
        if (problems.size() > SAID) {
            surroundings.say("weir: and " + (problems.size() - SAID) + " more problems");
        }
    }
}
