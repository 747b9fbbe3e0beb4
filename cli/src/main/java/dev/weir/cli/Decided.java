package dev.weir.cli;

import dev.weir.files.AnswersFile;
import dev.weir.files.PolicyFile;
import dev.weir.inventory.Input;
import dev.weir.operation.FailureException;
import dev.weir.plan.PlanSettings;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.review.GivenAnswers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was decided before a plan is made: by the organisation for all, and by people about what records leave open.
 *
 * @param policy the organisation's
 * @param answered the people's
 */
record Decided(Optional<PolicyFile> policy, Optional<AnswersFile> answered) {

    static final Grammar.Option POLICY = Grammar.Option.once(
            "--policy",
            "FILE",
            "What the organisation decided: required destinations, named ranges, forbidden zones, shortest prefix,"
                    + " exceptions.");
    static final Grammar.Option ANSWERS = Grammar.Option.once(
            "--answers",
            "FILE",
            "What people answered to the questions of `weir review`: yes is planned as certain, no is not planned.");

    private static final int UNASKED_SHOWN = 10;

    /** @throws FailureException if a file cannot be read */
    static Decided of(Arguments arguments) {
        return new Decided(
                arguments.one(POLICY).map(Inventories::path).map(Decided::policy),
                arguments.one(ANSWERS).map(Inventories::path).map(AnswersFile::read));
    }

    private static PolicyFile policy(Path file) {
        try {
            return PolicyFile.read(file);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("the policy file `" + file + "`: " + wrong.getMessage(), wrong);
        }
    }

    GivenAnswers answers() {
        return answered.map(AnswersFile::answers).orElse(GivenAnswers.NONE);
    }

    /** These under the policy, and with the answers. */
    PlanSettings settings(PlanSettings settings) {
        return policy.map(file -> settings.under(file.policy()))
                .orElse(settings)
                .answered(answers());
    }

    /** What was read of it. */
    List<Input> inputs() {
        return Stream.concat(
                        policy.stream().flatMap(file -> file.inputs().stream()),
                        answered.map(AnswersFile::input).stream())
                .toList();
    }

    /** Says which answers decided nothing, each as traffic, and which are about groups besides these. */
    void sayUnasked(List<String> unasked, Collection<String> planned, ProcessContext surroundings) {
        for (String one : unasked.stream().limit(UNASKED_SHOWN).toList()) {
            surroundings.say("weir: the answer to `" + Printable.of(one)
                    + "` decides nothing: these flow logs show nothing like it that the group may have begun; help: take the"
                    + " line out");
        }
        if (unasked.size() > UNASKED_SHOWN) {
            surroundings.say("weir: " + (unasked.size() - UNASKED_SHOWN) + " more answers decide nothing");
        }
        List<String> others = answers().groups().stream()
                .filter(group -> !planned.contains(group))
                .toList();
        if (!others.isEmpty()) {
            surroundings.say(
                    "weir: answered, and not planned now: " + Counted.few(others, UNASKED_SHOWN, Printable::of));
        }
    }
}
