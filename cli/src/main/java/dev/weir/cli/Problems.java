package dev.weir.cli;

import dev.weir.inventory.Problem;
import dev.weir.report.text.Printable;
import java.util.List;

/** What could not be read, said on standard error: the first few in full, then how many more. */
final class Problems {

    private static final int SAID = 20;

    private Problems() {}

    static void say(List<Problem> problems, ProcessContext surroundings) {
        for (Problem problem : problems.subList(0, Math.min(SAID, problems.size()))) {
            surroundings.say("weir: " + Printable.of(problem.toString()));
        }
        if (problems.size() > SAID) {
            surroundings.say("weir: and " + (problems.size() - SAID) + " more problems");
        }
    }
}
