package dev.weir.cli;

import dev.weir.finding.Check;
import dev.weir.finding.Policy;
import dev.weir.operation.ExplainOperation;
import dev.weir.report.CheckPage;
import dev.weir.report.GroupExplanation;
import dev.weir.report.Run;
import dev.weir.report.Terminal;
import dev.weir.report.TrafficOfGroup;
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
        if (ExplainedPlan.isFile(subject) || arguments.words().size() > 1) {
            return ExplainedPlan.run(arguments, arguments.all(INVENTORY), surroundings);
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
}
