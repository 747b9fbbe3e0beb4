package dev.weir.cli;

import dev.weir.files.OutputFile;
import dev.weir.operation.FailureException;
import dev.weir.operation.review.ReviewOperation;
import dev.weir.report.review.AnswerSheet;
import dev.weir.report.review.ReviewText;
import dev.weir.report.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir review}: what plans leave open, asked of people. */
final class ReviewCommand implements Command {

    private static final Grammar.Option OUT = Grammar.Option.once(
            "--out", "FILE", "Where the questions go, as YAML to fill in. A file that is there is never written over.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "review",
                "Ask people what flow logs leave open.",
                "PLAN",
                1,
                Grammar.MANY,
                "Plans that were learned from flow logs: files, or folders of them. What is open of several is asked"
                        + " once.",
                List.of(OUT),
                List.of(
                        new Grammar.Example(
                                "weir review plans --out answers.yaml", "All that a fleet's plans leave open."),
                        new Grammar.Example(
                                "weir plan --failing --flows flows --answers answers.yaml --out plans",
                                "Once it is filled in: plan again, by the answers.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Optional<Path> out = arguments.one(OUT).map(Inventories::path);
        if (out.isPresent() && Files.exists(out.get())) {
            throw new FailureException("`" + out.get()
                    + "` is there already, and answers may be in it; help: give another name, or take it away first");
        }
        ReviewOperation.Review review = ReviewOperation.of(PlanFiles.all(arguments.words(), surroundings).stream()
                .map(PlanFiles::read)
                .toList());
        surroundings.print(new ReviewText(review, surroundings.terminal().get()).render());
        boolean asks = !review.open().isEmpty();
        if (out.isPresent() && !review.questions().isEmpty()) {
            OutputFile.write(out.get(), new AnswerSheet(review).render());
            surroundings.print(
                    "\nnext: set `needed` of each in " + Printable.of(out.get().toString())
                            + ", with who and when; then plan again with "
                            + new CommandLineText("--answers").word(out.get().toString()) + "\n");
        } else if (asks) {
            CommandLineText next = new CommandLineText("weir review");
            arguments.words().forEach(next::word);
            surroundings.print("\nnext: " + next + " --out answers.yaml\n");
        }
        return asks ? ExitCode.FOUND : ExitCode.CLEAN;
    }
}
