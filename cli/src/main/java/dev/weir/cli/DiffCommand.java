package dev.weir.cli;

import dev.weir.files.FindingsFile;
import dev.weir.finding.Policy;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.ScopedSuppression;
import dev.weir.operation.DiffOperation;
import dev.weir.operation.DiffSide;
import dev.weir.operation.InventorySide;
import dev.weir.operation.PlanSide;
import dev.weir.report.DiffJson;
import dev.weir.report.DiffMarkdown;
import dev.weir.report.DiffText;
import dev.weir.report.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code weir diff}: what opened, closed and changed between two states. */
final class DiffCommand implements Command {

    private static final Grammar.Option FAIL_ON = Grammar.Option.once(
            Policies.FAIL_ON.name(),
            "SEVERITY",
            "Exit with 3 when something opened, may have opened or became wider that is at least this severe: low,"
                    + " medium, high, critical; none never. Default: high.",
            Policies.SEVERITIES);

    @Override
    public Grammar grammar() {
        return new Grammar(
                "diff",
                "Say what opened, closed or changed between two states.",
                "BEFORE AFTER",
                2,
                2,
                "Each a SOURCE of scan (a snapshot, a file or folder, or s3://bucket/key of one), findings that `weir scan --format json` wrote,"
                        + " or plans: a plan stands for its group once it is applied.",
                options(),
                List.of(
                        new Grammar.Example(
                                "weir diff last-week.json.gz today.json.gz", "What opened in the account since then."),
                        new Grammar.Example(
                                "weir diff base/ head/ --format markdown=comment.md",
                                "What a branch opens, for a comment on its pull request.")));
    }

    private static List<Grammar.Option> options() {
        List<Grammar.Option> options = new ArrayList<>(List.of(
                Format.option(Format.OfDifferences.values()),
                FAIL_ON,
                Policies.WORLD_SHARE,
                Policies.PORTS_SHARE,
                SuppressionFiles.SUPPRESSIONS));
        options.addAll(Filters.OF_FILES);
        options.addAll(List.of(Inventories.PROFILE, Inventories.ENDPOINT_URL));
        return options;
    }

    @Override
    public int run(Arguments typed, ProcessContext surroundings) {
        ResourceFilter filter = Filters.of(typed, true);
        Arguments arguments = Filters.ofWhatIsRead(typed, true);
        Policy policy = Policies.of(arguments);
        List<Format<Format.OfDifferences>> formats = Format.of(arguments, Format.OfDifferences.values());
        List<String> words = arguments.words();
        List<ScopedSuppression> suppressions = SuppressionFiles.of(arguments);
        Inventories.refuseLiveOptions(words, arguments);
        boolean ofFiles = words.stream()
                .noneMatch(word -> Inventories.isInBucket(word)
                        || FindingsFile.isFindings(Inventories.path(word))
                        || PlanFiles.arePlans(Inventories.path(word)));
        List<DiffSide> sides = words.stream()
                .map(word -> ofFiles
                        ? inventory(word, suppressions, surroundings)
                        : side(word, arguments, suppressions, surroundings))
                .toList();
        DiffOperation.Result result =
                new DiffOperation(new DiffOperation.Request(sides.get(0), sides.get(1), policy, filter)).run();
        Run run = surroundings.run(result.policy(), Inventories.access(words, arguments));
        for (Format<Format.OfDifferences> format : formats) {
            Outputs.write(format, rendered(format, result, run, surroundings), surroundings);
        }
        if (!result.complete()) {
            return Problems.incomplete(surroundings);
        }
        return result.clean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private static DiffSide inventory(String word, List<ScopedSuppression> suppressions, ProcessContext surroundings) {
        Path path = Inventories.path(word);
        return new InventorySide(
                path.toString(),
                Inventories.compared(path),
                surroundings.day(),
                suppressions,
                new Progress(surroundings));
    }

    private static DiffSide side(
            String word, Arguments arguments, List<ScopedSuppression> suppressions, ProcessContext surroundings) {
        if (!Inventories.isInBucket(word)) {
            Path path = Inventories.path(word);
            if (FindingsFile.isFindings(path)) {
                return new FindingsFile(path);
            }
            if (PlanFiles.arePlans(path)) {
                List<Path> files = PlanFiles.all(List.of(word), surroundings);
                return new PlanSide(
                        path.toString(), files.stream().map(PlanFiles::read).toList());
            }
        }
        Progress progress = new Progress(surroundings);
        return new InventorySide(
                word,
                Inventories.of(List.of(word), Inventories.Wanted.TO_JUDGE, arguments, surroundings.clock(), progress),
                surroundings.day(),
                suppressions,
                progress);
    }

    private static byte[] rendered(
            Format<Format.OfDifferences> format, DiffOperation.Result result, Run run, ProcessContext surroundings) {
        return switch (format.kind()) {
            case JSON -> Outputs.bytes(out -> new DiffJson(out, run).write(result));
            case MARKDOWN -> Outputs.bytes(new DiffMarkdown(result).render());
            case TEXT -> Outputs.bytes(new DiffText(result, format.terminal(surroundings)).render());
        };
    }
}
