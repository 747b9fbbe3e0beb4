package dev.weir.cli;

import dev.weir.aws.Ec2PrefixLists;
import dev.weir.files.LedgerFile;
import dev.weir.files.RangesFile;
import dev.weir.operation.FailureException;
import dev.weir.operation.ranges.RangesOperation;
import dev.weir.plan.PlanSettings;
import dev.weir.ranges.KeptRange;
import dev.weir.ranges.RangeChange;
import dev.weir.ranges.RangeLedger;
import dev.weir.remediation.Pacer;
import dev.weir.report.ranges.RangesText;
import dev.weir.report.text.Counted;
import java.nio.file.Path;
import java.util.List;

/** {@code weir ranges}: keeps customer-managed prefix lists at the ranges that a policy file names. */
final class RangesCommand implements Command {

    private static final Grammar.Option LEDGER = Grammar.Option.once(
            "--ledger",
            "FILE",
            "Where is kept since when addresses are in a range no more. Default: .weir/ranges.json.");
    private static final Grammar.Option RESIZE = Grammar.Option.flag(
            "--resize", "Make a list that is too small larger, where every group that names it has room.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "ranges",
                "Keep prefix lists at what is published: grow at once, shrink after a day.",
                "sync POLICY",
                2,
                2,
                "sync: shows what changes, asks, and changes it. POLICY: a policy file whose `ranges` name `prefixLists`.",
                Inventories.withLiveOptions(Prompt.YES, ApplyCommand.DRY_RUN, RESIZE, PlanCommand.QUOTA, LEDGER),
                List.of(
                        new Grammar.Example(
                                "weir ranges sync weir.yaml --dry-run",
                                "What would change; exits with 3 if something would."),
                        new Grammar.Example(
                                "weir ranges sync weir.yaml --yes", "Do it, as from a job that runs every hour.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        if (!arguments.words().get(0).equals("sync")) {
            throw new UsageException(
                    "expected `sync`, found `" + arguments.words().get(0) + "`");
        }
        Path policy = Inventories.path(arguments.words().get(1));
        List<KeptRange> ranges = RangesFile.read(policy).ranges().stream()
                .filter(range -> !range.prefixLists().isEmpty())
                .toList();
        if (ranges.isEmpty()) {
            throw new FailureException("no range of `" + policy
                    + "` names `prefixLists`, so there is nothing to keep; help: see docs/formats/policy.md");
        }
        LedgerFile file = new LedgerFile(Inventories.path(arguments.one(LEDGER).orElse(".weir/ranges.json")));
        RangeLedger ledger = file.read();
        int quota = PlanCommand.number(PlanCommand.QUOTA, arguments, 1, 1000).orElse(PlanSettings.USUAL_LIMIT);
        try (Ec2PrefixLists lists = open(arguments)) {
            Pacer pacer = surroundings.pacer();
            RangesOperation operation = new RangesOperation(lists, pacer);
            List<RangeChange> changes =
                    operation.plan(new RangesOperation.Request(ranges, ledger, arguments.has(RESIZE), quota));
            RangesText text = new RangesText(surroundings.terminal().get());
            surroundings.print(text.render(changes));
            boolean refused = changes.stream().anyMatch(change -> !change.isPossible());
            long changing =
                    changes.stream().filter(RangeChange::changesSomething).count();
            if (arguments.has(ApplyCommand.DRY_RUN)) {
                return refused ? ExitCode.INCOMPLETE : changing > 0 ? ExitCode.FOUND : ExitCode.CLEAN;
            }
            RangeLedger departed = RangesOperation.departures(changes, ledger);
            if (!departed.equals(ledger)) {
                file.write(departed);
            }
            if (changing == 0) {
                return refused ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
            }
            Prompt.ask(arguments, surroundings, "change the prefix lists", "of " + Counted.of(changing, "range"));
            List<RangesOperation.Ended> ended =
                    operation.run(changes, one -> surroundings.answer("\n" + text.render(one)));
            RangeLedger after = RangesOperation.after(ended, departed);
            if (!after.equals(departed)) {
                file.write(after);
            }
            boolean failed =
                    ended.stream().anyMatch(one -> one.result().failure().isPresent());
            surroundings.say(
                    "next: `weir plan --refresh PLAN --flows FLOWS` proves again the plans whose rules name these lists");
            return refused || failed ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
        }
    }

    private static Ec2PrefixLists open(Arguments arguments) {
        List<String> regions = arguments.all(Inventories.REGION);
        if (regions.size() > 1 || regions.contains("all")) {
            throw new UsageException("a prefix list lives in one Region: give `--region` once, with its name");
        }
        try {
            return Ec2PrefixLists.open(LiveInventory.options(arguments));
        } catch (IllegalStateException nobody) {
            throw new FailureException(String.valueOf(nobody.getMessage()), nobody);
        }
    }
}
