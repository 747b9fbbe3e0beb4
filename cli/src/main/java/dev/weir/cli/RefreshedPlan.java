package dev.weir.cli;

import dev.weir.operation.PlanOperation;
import dev.weir.plan.Plan;
import dev.weir.plan.PlanAnswer;
import dev.weir.plan.Replayed;
import dev.weir.report.Run;
import dev.weir.report.review.RefreshJson;
import dev.weir.report.review.RefreshText;
import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir plan --refresh PLAN}: whether a plan still holds, and the plan that takes its place. */
final class RefreshedPlan {

    static final Grammar.Option REFRESH = Grammar.Option.once(
            "--refresh",
            "PLAN",
            "Replay what was seen since against a plan: what it denies, how old its rules are, what is new, whether it"
                    + " still holds. With --out the plan made anew, by the answers of the old one.");

    private final String name;
    private final Plan plan;
    private Optional<PlanAnswer> anew = Optional.empty();

    private RefreshedPlan(String name, Plan plan) {
        this.name = name;
        this.plan = plan;
    }

    static RefreshedPlan of(String word) {
        return new RefreshedPlan(word, PlanFiles.read(Inventories.path(word)));
    }

    Plan plan() {
        return plan;
    }

    /** Takes the plan made anew. */
    void take(PlanAnswer answer) {
        anew = Optional.of(answer);
    }

    /** Says whether it holds and what is next, writes the new plan, and gives the exit code. */
    int finish(
            PlanOperation.Result result,
            List<Format<Format.OfPlans>> formats,
            Optional<Path> out,
            Run run,
            ProcessContext surroundings) {
        Optional<String> refusal = anew.flatMap(answer -> answer.match(made -> Optional.<String>empty(), Optional::of));
        if (result.replayed().isEmpty()) {
            surroundings.say("weir: " + Printable.of(refusal.orElse("the group of the plan was not read")));
            return ExitCode.INCOMPLETE;
        }
        Replayed replayed = result.replayed().get();
        for (Format<Format.OfPlans> format : formats) {
            Outputs.write(format, rendered(format, replayed, run, surroundings), surroundings);
        }
        refusal.ifPresent(sentence -> surroundings.say("weir: no plan can take its place: " + Printable.of(sentence)));
        Optional<Path> written = refusal.isEmpty() ? out : Optional.empty();
        Optional<Plan> made = anew.flatMap(answer -> answer.match(Optional::of, sentence -> Optional.<Plan>empty()));
        written.ifPresent(file -> made.ifPresent(one -> PlanFiles.write(one, file)));
        if (Format.sayInText(formats)) {
            surroundings.print(next(replayed, written, refusal.isPresent()));
        }
        if (!result.complete() || !replayed.isSeen() || out.isPresent() && refusal.isPresent()) {
            return ExitCode.INCOMPLETE;
        }
        return replayed.holds() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    /** @throws UsageException if one is neither text nor JSON */
    static void check(List<Format<Format.OfPlans>> formats) {
        for (Format<Format.OfPlans> format : formats) {
            if (format.kind() != Format.OfPlans.TEXT && format.kind() != Format.OfPlans.JSON) {
                throw new UsageException("`--refresh` says whether a plan holds in text or json, found `"
                        + Format.id(format.kind()) + "`");
            }
        }
    }

    private static byte[] rendered(
            Format<Format.OfPlans> format, Replayed replayed, Run run, ProcessContext surroundings) {
        return format.kind() == Format.OfPlans.JSON
                ? Outputs.bytes(out -> new RefreshJson(out, run).write(replayed))
                : Outputs.bytes(new RefreshText(replayed, format.terminal(surroundings)).render());
    }

    private String next(Replayed replayed, Optional<Path> written, boolean refused) {
        if (!replayed.isSeen()) {
            return "";
        }
        boolean applied = replayed.standing() == Replayed.RulesNow.AFTER;
        if (replayed.holds()) {
            return applied ? "" : "next: " + apply(written.map(Path::toString).orElse(name));
        }
        if (applied && !replayed.denials().isEmpty()) {
            return "next: weir rollback JOURNAL, and plan again: a plan never opens what the group's rules do not permit\n";
        }
        if (refused) {
            return "";
        }
        return written.map(file -> "next: " + apply(file.toString()))
                .orElse("next: the same with --out FILE writes the plan that takes its place\n");
    }

    private static String apply(String file) {
        return new CommandLineText("weir apply").word(file) + " --dry-run\n";
    }
}
