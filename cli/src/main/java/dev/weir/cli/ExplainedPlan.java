package dev.weir.cli;

import dev.weir.inventory.Snapshot;
import dev.weir.plan.Plan;
import dev.weir.report.PlanExplanation;
import dev.weir.report.PlanText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir explain PLAN [FLOW]}: the plan in words, or what it does to one flow. */
final class ExplainedPlan {

    private ExplainedPlan() {}

    /** Whether a word is rather a file than a group. */
    static boolean isFile(String word) {
        try {
            return Files.isRegularFile(Path.of(word)) || word.endsWith(".json");
        } catch (InvalidPathException noFile) {
            return false;
        }
    }

    /** Says it; a flow that would not be permitted, or of which nobody can say, is answered with 1. */
    static int run(Arguments arguments, List<String> sources, ProcessContext surroundings) {
        Plan plan = PlanFiles.read(Inventories.path(arguments.words().get(0)));
        if (arguments.words().size() == 1) {
            surroundings.print(new PlanText(plan, surroundings.terminal().get()).render());
            return ExitCode.CLEAN;
        }
        Optional<Snapshot> inventory = sources.isEmpty()
                ? Optional.empty()
                : Optional.of(Snapshot.of(Inventories.of(
                        sources,
                        Inventories.Wanted.FOR_PLANS,
                        arguments,
                        surroundings.clock(),
                        new Progress(surroundings))));
        PlanExplanation.AskedFlow flow = Arguments.meant(
                "", () -> PlanExplanation.AskedFlow.parse(arguments.words().get(1)));
        PlanExplanation explanation = new PlanExplanation(plan, flow, inventory);
        surroundings.print(explanation.render(surroundings.terminal().get()));
        return explanation.answer() == PlanExplanation.Answer.YES ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }
}
