package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.FailureException;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.UntrackedConnections;
import dev.weir.remediation.Call;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.Leg;
import dev.weir.remediation.Opening;
import dev.weir.remediation.Preflight;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.Refusal;
import dev.weir.remediation.SecurityGroupGateway;
import dev.weir.remediation.SecurityGroupGateway.Permission;
import dev.weir.report.commands.ChangeCalls;
import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code weir apply}: carries plans out, canary first, stopping at the first failure. */
final class ApplyCommand implements Command {

    private static final Grammar.Option DRY_RUN = new Grammar.Option(
            "--dry-run",
            "",
            Grammar.Times.FLAG,
            "Print every call that would be made, and make none that changes something.");
    private static final Grammar.Option MAX_AGE =
            new Grammar.Option("--max-age", "TIME", Grammar.Times.ONCE, "Refuse plans older than this. Default: 7d.");
    private static final Grammar.Option JOURNAL = new Grammar.Option(
            "--journal", "DIR", Grammar.Times.ONCE, "Where the journals go. Default: .weir/journal.");
    private static final Grammar.Option CANARY = new Grammar.Option(
            "--canary",
            "N",
            Grammar.Times.ONCE,
            "Apply the first N plans, then ask before the rest. Default: all at once.");
    private static final Grammar.Option OBSERVE = new Grammar.Option(
            "--observe",
            "TIME",
            Grammar.Times.ONCE,
            "After each change, watch the flow logs for this long, counted from their first delivery.");
    private static final Grammar.Option ROLLBACK = new Grammar.Option(
            "--rollback-on-reject",
            "N",
            Grammar.Times.ONCE,
            "While watching, undo the change at the Nth rejected flow that it denies.");
    private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);

    private final String version;

    ApplyCommand(String version) {
        this.version = version;
    }

    @Override
    public Grammar grammar() {
        return new Grammar(
                "apply",
                "Carry plans out: authorize, read back, revoke, read back; journaled, undone with one command.",
                "PLAN",
                1,
                Grammar.MANY,
                "Files that `weir plan` wrote, or folders of them; each is applied in turn, and the first failure ends the run.",
                Inventories.withLiveOptions(
                        Prompt.YES,
                        DRY_RUN,
                        Acceptances.ACCEPT,
                        Acceptances.REASON,
                        CANARY,
                        OBSERVE,
                        VerifyCommand.FLOWS,
                        ROLLBACK,
                        JOURNAL,
                        MAX_AGE,
                        ChangeRun.SETTLE,
                        ChangeRun.IN_FLIGHT),
                List.of(
                        new Grammar.Example("weir apply web-tier.json --dry-run", "What would be done, call by call."),
                        new Grammar.Example(
                                "weir apply plans/*.json --canary 1 --observe 15m --flows flows/ --rollback-on-reject"
                                        + " 1",
                                "One group first; undo it if it denies anything that was permitted.")));
    }

    /** A plan with what it was read from and what is known of its group. */
    private record Planned(Path path, Plan plan, String digest, SecurityGroupGateway gateway) {}

    /** A group as it is now. */
    private record Now(SecurityGroup group, Snapshot around) {}

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        List<Acceptance> accepted = Acceptances.of(arguments);
        ChangeRun changes = new ChangeRun(arguments, surroundings);
        Watching watching = Watching.of(arguments, OBSERVE, ROLLBACK, surroundings);
        Duration maxAge = Spans.of(arguments, MAX_AGE, DEFAULT_MAX_AGE);
        int canary = Watching.number(arguments, CANARY).orElse(Integer.MAX_VALUE);
        Path folder = Inventories.path(arguments.one(JOURNAL.name()).orElse(".weir/journal"));
        try (Gateways gateways = Gateways.of(arguments)) {
            List<Planned> plans = plans(arguments, surroundings, gateways);
            Refusals refusals = new Refusals();
            for (Planned planned : plans) {
                Now now = now(planned);
                tell(planned, now, accepted, maxAge, surroundings, refusals);
                if (arguments.has(DRY_RUN)) {
                    surroundings.print(commands(planned, now.group()));
                }
            }
            if (!refusals.isEmpty()) {
                refusals.say(surroundings);
                surroundings.say("weir: nothing was changed");
                return ExitCode.INCOMPLETE;
            }
            if (arguments.has(DRY_RUN)) {
                return ExitCode.CLEAN;
            }
            Prompt.ask(
                    arguments,
                    surroundings,
                    "make " + (plans.size() == 1 ? "this change" : "these " + plans.size() + " changes"),
                    inShort(plans));
            return apply(plans, canary, folder, accepted, maxAge, changes, watching, arguments, surroundings);
        }
    }

    private List<Planned> plans(Arguments arguments, Surroundings surroundings, Gateways gateways) {
        Map<String, Planned> plans = new LinkedHashMap<>();
        for (Path path : PlanFiles.all(arguments.words(), surroundings)) {
            Plan plan = PlanFiles.read(path);
            Planned planned = new Planned(path, plan, PlanCodec.digest(plan), gateways.to(plan.group()));
            Planned before = plans.putIfAbsent(plan.group().id(), planned);
            if (before != null) {
                throw new UsageException("`" + before.path() + "` and `" + Printable.of(path.toString())
                        + "` both plan `" + Printable.of(plan.group().id()) + "`");
            }
        }
        return List.copyOf(plans.values());
    }

    private static Now now(Planned planned) {
        Plan plan = planned.plan();
        Set<String> lists = plan.precondition().prefixLists().stream()
                .map(Precondition.PrefixListVersion::id)
                .collect(Collectors.toSet());
        Set<String> referenced = plan.authorize().stream()
                .map(Authorization::rule)
                .filter(rule -> rule.destination() instanceof dev.weir.inventory.Destination.Group)
                .map(rule -> rule.destination().text())
                .collect(Collectors.toSet());
        SecurityGroup group = value(planned.gateway().read(plan.group()), plan);
        return new Now(group, value(planned.gateway().surroundings(plan.group(), lists, referenced), plan));
    }

    private static <T> T value(ReadAnswer<T> answer, Plan plan) {
        Function<ReadAnswer.Unread<T>, T> refuse = unread -> {
            throw new FailureException(
                    "`" + Printable.of(plan.group().id()) + "` cannot be read: " + Printable.of(unread.reason()));
        };
        return answer.match(ReadAnswer.Read::value, refuse);
    }

    private static void tell(
            Planned planned,
            Now now,
            List<Acceptance> accepted,
            Duration maxAge,
            Surroundings surroundings,
            Refusals refusals) {
        Plan plan = planned.plan();
        List<Known> authorize = Opening.authorized(plan, planned.digest());
        surroundings.say(
                ChangeReport.change(plan.group(), plan.revoke(), authorize).stripTrailing());
        if (!plan.intermediate().isEmpty()) {
            surroundings.tell(
                    "  old and new rules do not fit the quota together, so the change is made in two steps; in"
                            + " between, these rules stand, which permit all that is planned:");
            plan.intermediate().forEach(rule -> surroundings.tell("    " + ChangeReport.rule(rule)));
        }
        List<UntrackedConnections.Cut> cuts = UntrackedConnections.of(now.group(), plan.result(), now.around());
        if (!cuts.isEmpty()) {
            surroundings.tell(
                    "  the change itself interrupts connections that AWS does not track now; drain them or use a"
                            + " maintenance window:");
            cuts.stream().limit(10).forEach(cut -> surroundings.tell("    " + Printable.of(cut.toString())));
            if (cuts.size() > 10) {
                surroundings.tell("    and " + (cuts.size() - 10) + " more");
            }
        }
        surroundings.tell(
                "  connections that AWS tracks keep working until they end or idle out (TCP: up to 5 days), so"
                        + " what the change denies can show days later");
        Preflight.refusals(
                        plan,
                        now.group(),
                        now.around(),
                        accepted,
                        surroundings.clock().instant(),
                        maxAge)
                .forEach(refusal -> refusals.add(plan.group().id(), refusal.sentence()));
        for (Call call : calls(planned, now.group())) {
            Permission permission = planned.gateway().mayI(plan.group(), call);
            if (permission.verdict() == Permission.Verdict.DENIED) {
                refusals.add(
                        plan.group().id(),
                        "the caller may not " + (call instanceof Call.Authorize ? "authorize" : "revoke")
                                + " rules of `" + plan.group().id() + "`: " + permission.reason()
                                + "; help: `weir iam apply` prints the policy");
            } else if (permission.verdict() == Permission.Verdict.UNKNOWN) {
                surroundings.tell(
                        "  a dry run did not tell whether this is permitted: " + Printable.of(permission.reason()));
            }
        }
    }

    /** The groups, and what will be different of each. */
    private static String inShort(List<Planned> plans) {
        return plans.stream()
                .map(Planned::plan)
                .map(plan -> ChangeReport.inShort(
                        plan.group(), plan.authorize().size(), plan.revoke().size()))
                .collect(Collectors.joining(", "));
    }

    private static List<Leg> legs(Planned planned, SecurityGroup group) {
        Plan plan = planned.plan();
        List<Known> before = new ArrayList<>();
        group.outbound().forEach(rule -> {
            if (rule instanceof Known known && known.id().isPresent()) {
                before.add(known);
            }
        });
        return Leg.of(
                before.stream()
                        .filter(known -> plan.revoke().stream().anyMatch(known::sameRuleAs))
                        .toList(),
                Opening.intermediate(plan, planned.digest(), before),
                Opening.authorized(plan, planned.digest()));
    }

    /** What a dry run asks: one call for each set of tags, and one for what is there and goes. */
    private static List<Call> calls(Planned planned, SecurityGroup group) {
        List<Call> calls = new ArrayList<>();
        for (Leg leg : legs(planned, group)) {
            Map<Map<String, String>, List<Known>> byTags = leg.added().stream()
                    .collect(Collectors.groupingBy(Known::tags, LinkedHashMap::new, Collectors.toList()));
            byTags.values().forEach(rules -> calls.add(new Call.Authorize(rules)));
            List<Known> there =
                    leg.removed().stream().filter(rule -> rule.id().isPresent()).toList();
            if (!there.isEmpty()) {
                calls.add(new Call.Revoke(there));
            }
        }
        return calls;
    }

    /** Every call in order, as the AWS CLI makes it; a rule that only comes on the way is named by its properties. */
    private static String commands(Planned planned, SecurityGroup group) {
        GroupRef ref = planned.plan().group();
        StringBuilder text = new StringBuilder();
        for (Leg leg : legs(planned, group)) {
            ChangeCalls.authorize(ChangeReport.scope(ref), ref.id(), leg.added())
                    .forEach(command -> text.append(command).append('\n'));
            if (!leg.removed().isEmpty()) {
                text.append(ChangeCalls.revoke(ChangeReport.scope(ref), ref.id(), leg.removed()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private int apply(
            List<Planned> plans,
            int canary,
            Path folder,
            List<Acceptance> accepted,
            Duration maxAge,
            ChangeRun changes,
            Watching watching,
            Arguments arguments,
            Surroundings surroundings) {
        int code = ExitCode.CLEAN;
        List<String> summary = new ArrayList<>();
        for (int index = 0; index < plans.size() && code == ExitCode.CLEAN; index++) {
            Planned planned = plans.get(index);
            try {
                if (index == canary && index > 0) {
                    Prompt.ask(
                            arguments,
                            surroundings,
                            "go on with the other " + (plans.size() - canary),
                            inShort(plans.subList(canary, plans.size())));
                }
                ChangeRun.Ended ended = changes.begin(
                        folder,
                        planned.gateway(),
                        planned.plan().group(),
                        caller -> opening(planned, accepted, maxAge, caller, surroundings));
                surroundings.print(ChangeReport.outcome(ended.outcome(), ended.opened(), ended.journal()));
                code = ResumeCommand.exitCode(ended.outcome());
                String what =
                        ended.outcome().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                if (code == ExitCode.CLEAN && watching.isAsked()) {
                    Watching.Watched watched = watching.watch(ended, planned.gateway(), changes);
                    code = watched.exit();
                    what = watched.word();
                }
                summary.add(line(what, planned, ended));
            } catch (FailureException refused) {
                surroundings.say("weir: " + refused.sentence());
                summary.add(line("not begun", planned));
                code = ExitCode.INCOMPLETE;
            }
            if (code != ExitCode.CLEAN) {
                plans.subList(index + 1, plans.size()).forEach(left -> summary.add(line("not begun", left)));
            }
        }
        surroundings.print("\nsummary\n" + String.join("\n", summary) + "\n");
        return code;
    }

    private Opened opening(
            Planned planned, List<Acceptance> accepted, Duration maxAge, String caller, Surroundings surroundings) {
        Now now = now(planned);
        List<Refusal> refusals = Preflight.refusals(
                planned.plan(),
                now.group(),
                now.around(),
                accepted,
                surroundings.clock().instant(),
                maxAge);
        if (!refusals.isEmpty()) {
            throw new FailureException(
                    "refused: " + Printable.of(refusals.get(0).sentence()) + "; nothing was changed");
        }
        return Opening.of(
                planned.plan(),
                planned.digest(),
                now.group(),
                now.around(),
                accepted,
                caller,
                version,
                surroundings.clock().instant());
    }

    private static String line(String what, Planned planned) {
        return String.format("%-12s ", what) + ChangeReport.name(planned.plan().group()) + "  plan " + planned.digest();
    }

    private static String line(String what, Planned planned, ChangeRun.Ended ended) {
        return line(what, planned) + "  by " + Printable.of(ended.opened().caller()) + "  journal "
                + Printable.of(ended.journal().toString());
    }
}
