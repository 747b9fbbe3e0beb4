package dev.weir.cli;

import dev.weir.files.DatedFiles;
import dev.weir.finding.Policy;
import dev.weir.operation.trend.Trend;
import dev.weir.operation.trend.TrendOperation;
import dev.weir.report.Run;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.trend.TrendCsv;
import dev.weir.report.trend.TrendJson;
import dev.weir.report.trend.TrendText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code weir trend}: how groups were open over time. */
final class TrendCommand implements Command {

    private static final Grammar.Option BY = Grammar.Option.once(
            "--by", "STEP", "How long a period is: day or week, from Monday. Default: week.", List.of("day", "week"));

    /** How many files that are no states are named. */
    private static final int SHOWN = 5;

    @Override
    public Grammar grammar() {
        List<Grammar.Option> options = new ArrayList<>(List.of(
                Format.option(Format.OfTrends.values()),
                BY,
                Policies.WORLD_SHARE,
                Policies.PORTS_SHARE,
                SuppressionFiles.SUPPRESSIONS));
        options.addAll(Filters.OF_FILES);
        return new Grammar(
                "trend",
                "Show how groups were open over time.",
                "DIR",
                1,
                Grammar.MANY,
                "Folders of snapshots, or of findings that `weir scan --format json` wrote. They say themselves when"
                        + " they were true; their names say nothing.",
                options,
                List.of(
                        new Grammar.Example("weir trend snapshots", "What a weekly job has kept, week by week."),
                        new Grammar.Example(
                                "weir trend snapshots --by day --tag team=shop --format csv=shop.csv",
                                "One team's groups, for a spreadsheet.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Policy policy = Policies.of(arguments);
        List<Format<Format.OfTrends>> formats = Format.of(arguments, Format.OfTrends.values());
        DatedFiles files = DatedFiles.in(
                arguments.words().stream().map(Inventories::path).toList(),
                Inventories.SNAPSHOTS,
                SuppressionFiles.of(arguments));
        List<String> others = files.others();
        others.stream().limit(SHOWN).forEach(line -> surroundings.say("weir: " + Printable.of(line)));
        if (others.size() > SHOWN) {
            surroundings.say("weir: and " + Counted.of(others.size() - SHOWN, "more file") + " of the kind");
        }
        Trend trend = new TrendOperation(new TrendOperation.Request(
                        files.states(), policy, Filters.of(arguments, true), step(arguments)))
                .run();
        Run run = surroundings.run(trend.policy(), Run.Access.OFFLINE);
        for (Format<Format.OfTrends> format : formats) {
            Outputs.write(format, rendered(format, trend, run, surroundings), surroundings);
        }
        return trend.unread().isEmpty() && others.isEmpty() ? ExitCode.CLEAN : Problems.incomplete(surroundings);
    }

    private static Trend.Step step(Arguments arguments) {
        String text = arguments.one(BY).orElse(Trend.Step.WEEK.id());
        return Stream.of(Trend.Step.values())
                .filter(step -> step.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new UsageException("`--by`: expected day or week, found `" + text + "`"));
    }

    private static byte[] rendered(Format<Format.OfTrends> format, Trend trend, Run run, ProcessContext surroundings) {
        return switch (format.kind()) {
            case JSON -> Outputs.bytes(out -> new TrendJson(out, run).write(trend));
            case CSV -> Outputs.bytes(out -> new TrendCsv(out).write(trend));
            case TEXT -> Outputs.bytes(new TrendText(trend, format.terminal(surroundings)).render());
        };
    }
}
