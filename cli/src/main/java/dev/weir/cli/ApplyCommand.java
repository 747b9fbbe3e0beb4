package dev.weir.cli;

import dev.weir.backtest.Gate;
import dev.weir.files.JournalFolder;
import dev.weir.operation.ApplyOperation;
import dev.weir.operation.AttemptedPlan;
import dev.weir.operation.Watching;
import dev.weir.plan.Plan;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.Tempo;
import dev.weir.report.ChangeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code weir apply}: carries plans out, canary first, stopping at the first failure. */
final class ApplyCommand implements Command {

    static final Grammar.Option DRY_RUN = Grammar.Option.flag(
            "--dry-run", "Print every call that would be made, and make none that changes something.");
    private static final Grammar.Option MAX_AGE =
            Grammar.Option.once("--max-age", "TIME", "Refuse plans older than this. Default: 7d.");
    private static final Grammar.Option JOURNAL =
            Grammar.Option.once("--journal", "DIR", "Where the journals go. Default: .weir/journal.");
    private static final Grammar.Option CANARY = Grammar.Option.once(
            "--canary",
            "N|interfaces=N",
            "Apply the first N plans, then ask before the rest; or, of one plan, let N interfaces of the group do with its"
                    + " rules alone, and the others after `weir resume`. Default: all at once.");
    static final Grammar.Option OBSERVE = Grammar.Option.once(
            "--observe",
            "TIME",
            "After each change, watch the flow logs for this long, counted from their first delivery.");
    private static final Grammar.Option ROLLBACK = Grammar.Option.once(
            "--rollback-on-reject", "N", "While watching, undo the change at the Nth rejected flow that it denies.");
    private static final String INTERFACES = "interfaces=";
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);

    @Override
    public Grammar grammar() {
        return new Grammar(
                "apply",
                "Carry plans out: authorize, read back, revoke, read back; journaled, undone with one command.",
                "PLAN",
                1,
                Grammar.MANY,
                "Files that `weir plan` wrote, or folders of them; each is applied in turn, and the first failure ends the run.",
                Gateways.options(
                        Prompt.YES,
                        DRY_RUN,
                        Acceptances.ACCEPT,
                        Acceptances.REASON,
                        CANARY,
                        OBSERVE,
                        VerifyCommand.FLOWS,
                        Flows.REQUEST_PAYER,
                        ROLLBACK,
                        JOURNAL,
                        MAX_AGE,
                        Changing.SETTLE,
                        Changing.IN_FLIGHT),
                List.of(
                        new Grammar.Example("weir apply web-tier.json --dry-run", "What would be done, call by call."),
                        new Grammar.Example(
                                "weir apply web-tier.json --canary interfaces=1",
                                "One interface first; the others keep the old rules in a parking group until `weir resume`."),
                        new Grammar.Example(
                                "weir apply plans/*.json --canary 1 --observe 15m --flows flows/ --rollback-on-reject"
                                        + " 1",
                                "One group first; undo it if it denies anything that was permitted.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        List<Acceptance> accepted = Acceptances.of(arguments);
        Tempo tempo = Changing.tempo(arguments);
        Optional<Watching> watching = watching(arguments, surroundings.clock());
        Duration maxAge = Spans.of(arguments, MAX_AGE, DEFAULT_MAX_AGE);
        OptionalInt interfaces = interfaces(arguments);
        int canary = interfaces.isPresent()
                ? Integer.MAX_VALUE
                : number(CANARY.name(), arguments.one(CANARY)).orElse(Integer.MAX_VALUE);
        JournalFolder journals =
                new JournalFolder(Inventories.path(arguments.one(JOURNAL).orElse(".weir/journal")), Changing.own());
        ChangeView view = new ChangeView("go on with the change", arguments, surroundings);
        try (Gateways gateways = Gateways.of(arguments)) {
            ApplyOperation operation = new ApplyOperation(Changing.ports(journals, gateways, surroundings), view);
            ApplyOperation.Request request = new ApplyOperation.Request(
                    List.copyOf(
                            PlanFiles.byGroup(arguments.words(), surroundings).values()),
                    accepted,
                    maxAge,
                    canary,
                    interfaces,
                    watching,
                    tempo,
                    surroundings.version());
            if (interfaces.isPresent() && request.plans().size() > 1) {
                throw new UsageException("`--canary interfaces=N` is for one plan, found "
                        + request.plans().size() + "; help: apply one after the other");
            }
            Refusals undone = undoneByCode(request.plans(), accepted);
            if (!undone.isEmpty()) {
                undone.say(surroundings);
                surroundings.say("weir: nothing was changed");
                return ExitCode.INCOMPLETE;
            }
            ApplyOperation.Result result = arguments.has(DRY_RUN)
                    ? new ApplyOperation.Result(operation.preview(request), List.of())
                    : operation.run(request);
            Refusals refusals = new Refusals();
            result.previews().forEach(preview -> refusals.add(preview.plan(), preview.refusals()));
            if (!refusals.isEmpty()) {
                refusals.say(surroundings);
                bothWays(result.previews(), arguments, surroundings);
                surroundings.say("weir: nothing was changed");
                return ExitCode.INCOMPLETE;
            }
            if (!arguments.has(DRY_RUN)) {
                surroundings.answer(ChangeText.summary(result.attempts()));
            }
            return result.attempts().stream()
                    .mapToInt(ApplyCommand::exitCode)
                    .filter(code -> code != ExitCode.CLEAN)
                    .findFirst()
                    .orElse(ExitCode.CLEAN);
        }
    }

    /** Groups of which the code nearby would take the new rules away in its next apply, whoever accepted that it makes them. */
    private static Refusals undoneByCode(List<Plan> plans, List<Acceptance> accepted) {
        Refusals refusals = new Refusals();
        CodeNearby code = new CodeNearby(Path.of(""));
        if (accepted.stream().anyMatch(one -> one.gate() == Gate.Name.MANAGED_OUTSIDE)) {
            plans.forEach(plan -> code.whyNotLiveFirst(plan.group())
                    .ifPresent(why -> refusals.add(plan.group().id(), why)));
        }
        return refusals;
    }

    /** For groups that code makes: the commands by which it takes the change. */
    private static void bothWays(
            List<ApplyOperation.Preview> previews, Arguments arguments, ProcessContext surroundings) {
        CodeNearby code = new CodeNearby(Path.of(""));
        for (ApplyOperation.Preview preview : previews) {
            boolean isTerraform = preview.refusals().stream()
                    .anyMatch(refusal -> refusal.gate().equals(Optional.of(Gate.Name.MANAGED_OUTSIDE))
                            && refusal.sentence().contains("--to terraform"));
            if (isTerraform) {
                String id = preview.plan().group().id();
                arguments.words().stream()
                        .map(Inventories::path)
                        .map(path -> Files.isDirectory(path) ? PlanFiles.in(path, id) : path)
                        .filter(file -> Files.isRegularFile(file)
                                && PlanFiles.read(file).group().id().equals(id))
                        .findFirst()
                        .ifPresent(file ->
                                surroundings.say(code.bothWays(preview.plan().group(), file)));
            }
        }
    }

    private static int exitCode(AttemptedPlan attempt) {
        return switch (attempt.end()) {
            case PAUSED -> ExitCode.CLEAN;
            case APPLIED -> attempt.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
            case REJECTS, ROLLED_BACK -> ExitCode.FOUND;
            case STOPPED, UNKNOWN, NOT_OBSERVED, NOT_UNDONE, NOT_BEGUN -> ExitCode.INCOMPLETE;
        };
    }

    private static Optional<Watching> watching(Arguments arguments, Clock clock) {
        Optional<Duration> period = Spans.find(arguments, OBSERVE);
        OptionalInt limit = number(ROLLBACK.name(), arguments.one(ROLLBACK));
        boolean logs = arguments.has(VerifyCommand.FLOWS);
        if (period.isPresent() != logs || limit.isPresent() && period.isEmpty()) {
            throw new UsageException("`--observe TIME` needs `--flows FLOWS`, and `--rollback-on-reject N` needs both");
        }
        return period.map(time -> new Watching(time, limit, Changing.flowLogs(arguments, clock)));
    }

    /** How many interfaces go first, where the canary is one of interfaces. */
    private static OptionalInt interfaces(Arguments arguments) {
        OptionalInt count = number(
                CANARY.name() + " interfaces=N",
                arguments
                        .one(CANARY)
                        .filter(word -> word.startsWith(INTERFACES))
                        .map(word -> word.substring(INTERFACES.length())));
        if (count.isPresent() && arguments.has(OBSERVE)) {
            throw new UsageException(
                    "`--observe` does not go with `--canary interfaces=N`; help: it stops after the canaries:"
                            + " look with `weir verify JOURNAL --flows FLOWS`, then go on with `weir resume JOURNAL`");
        }
        return count;
    }

    /** The value of an option that is a number from 1. */
    private static OptionalInt number(String option, Optional<String> typed) {
        if (typed.filter(text -> !text.matches("[1-9][0-9]{0,8}")).isPresent()) {
            throw new UsageException("`" + option + "`: expected a number from 1, found `" + typed.get() + "`");
        }
        return typed.stream().mapToInt(Integer::parseInt).findFirst();
    }
}
