package dev.weir.cli;

import dev.weir.finding.Check;
import dev.weir.finding.Policy;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.ExplainOperation;
import dev.weir.plan.Plan;
import dev.weir.report.CheckPage;
import dev.weir.report.GroupExplanation;
import dev.weir.report.PlanExplanation;
import dev.weir.report.PlanText;
import dev.weir.report.Run;
import dev.weir.report.Terminal;
import dev.weir.report.TrafficOfGroup;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code weir explain}: a check, or why a group gets the verdict that it gets. */
final class ExplainCommand implements Command {

    private static final Grammar.Option INVENTORY = Grammar.Option.many(
            "--inventory",
            "SOURCE",
            "Where the group is: a file or folder, as for scan; may be repeated. Default: the live account.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "explain",
                "Say in words what a check means, why a group fails it, or what a plan does to a flow.",
                "CHECK|GROUP|PLAN [FLOW]",
                1,
                2,
                "The check `cfd-f0b-f05`, the id of a security group or its name where only one has that, or the file of a plan; with a plan a flow such as"
                        + " 192.0.2.7:443/tcp or [2001:db8::1]:443/tcp.",
                Inventories.withAccountOptions(
                        INVENTORY,
                        Inventories.PARAMETERS,
                        Inventories.PARAMETER,
                        Inventories.TRAFFIC,
                        Flows.DNS,
                        Policies.WORLD_SHARE,
                        Policies.PORTS_SHARE),
                List.of(
                        new Grammar.Example(
                                "weir explain sg-0a1b2c3d --inventory examples/acme",
                                "Which rule of the group opens what, and what to do."),
                        new Grammar.Example(
                                "weir explain sg-0a1b2c3d --inventory examples/acme --traffic acme.profile",
                                "The same, and what its interfaces really talk to."),
                        new Grammar.Example("weir explain cfd-f0b-f05", "What the check means, and its remediation."),
                        new Grammar.Example(
                                "weir explain web-tier.json 192.0.2.7:443/tcp",
                                "Whether that would still work once the plan is applied.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        String subject = arguments.words().get(0);
        if (subject.equals(Check.OUTBOUND_ACCESS_RESTRICTED.id())) {
            surroundings.print(CheckPage.outboundAccessRestricted());
            return ExitCode.CLEAN;
        }
        if (isFile(subject) || arguments.words().size() > 1) {
            return explainPlan(arguments, surroundings);
        }
        return explain(subject, arguments, surroundings);
    }

    private int explain(String group, Arguments arguments, ProcessContext surroundings) {
        Policy policy = Policies.of(arguments);
        List<String> sources = arguments.all(INVENTORY);
        Progress progress = new Progress(surroundings);
        if (arguments.has(Flows.DNS) && !arguments.has(Inventories.TRAFFIC)) {
            throw new UsageException("`--dns` names what was observed, and there is nothing; help: give --traffic");
        }
        Optional<ExplainOperation.SavedEvidence> observed = arguments
                .one(Inventories.TRAFFIC)
                .map(file -> new ExplainOperation.SavedEvidence(
                        Inventories.profile(file, arguments).read(),
                        Inventories.series(arguments, surroundings.clock(), progress),
                        Flows.queries(arguments, surroundings.clock())));
        ExplainOperation.Result told = new ExplainOperation(progress)
                .run(new ExplainOperation.Request(
                        group,
                        policy,
                        Inventories.of(sources, Inventories.Wanted.TO_JUDGE, arguments, surroundings.clock(), progress),
                        observed));
        Run run = surroundings.run(policy, Inventories.access(sources, arguments));
        Terminal terminal = surroundings.terminal().get();
        surroundings.print(new GroupExplanation(told.group(), told.around(), told.findings(), run, terminal).render());
        told.traffic().ifPresent(traffic -> {
            String id = told.group().id();
            surroundings.print(
                    new TrafficOfGroup(traffic.profile(), id, traffic.newest(), traffic.names(id), terminal).render());
            traffic.queries().ifPresent(read -> Flows.say(read, surroundings));
        });
        return told.complete() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    /** Whether a word is rather a file than a group. */
    private static boolean isFile(String word) {
        try {
            return Files.isRegularFile(Path.of(word)) || word.endsWith(".json");
        } catch (InvalidPathException noFile) {
            return false;
        }
    }

    /** Says it; a flow that would not be permitted, or of which nobody can say, is answered with 1. */
    private static int explainPlan(Arguments arguments, ProcessContext surroundings) {
        Plan plan = PlanFiles.read(Inventories.path(arguments.words().get(0)));
        if (arguments.words().size() == 1) {
            surroundings.print(new PlanText(plan, surroundings.terminal().get()).render());
            return ExitCode.CLEAN;
        }
        List<String> sources = arguments.all(INVENTORY);
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
