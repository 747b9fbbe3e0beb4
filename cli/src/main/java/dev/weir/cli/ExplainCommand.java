package dev.weir.cli;

import dev.weir.evidence.Evidence;
import dev.weir.finding.Check;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.FailureException;
import dev.weir.operation.ListenedSink;
import dev.weir.report.CheckPage;
import dev.weir.report.GroupExplanation;
import dev.weir.report.Run;
import dev.weir.report.Terminal;
import dev.weir.report.TrafficOfGroup;
import dev.weir.report.text.Printable;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code weir explain}: a check, or why a group gets the verdict that it gets. */
final class ExplainCommand implements Command {

    private static final Grammar.Option INVENTORY = new Grammar.Option(
            "--inventory",
            "SOURCE",
            Grammar.Times.MANY,
            "Where the group is: a file or folder, as for scan; may be repeated. Default: the live account.");

    private final String version;

    ExplainCommand(String version) {
        this.version = version;
    }

    @Override
    public Grammar grammar() {
        return new Grammar(
                "explain",
                "Say in words what a check means, why a group fails it, or what a plan does to a flow.",
                "CHECK|GROUP|PLAN [FLOW]",
                1,
                2,
                "The check `cfd-f0b-f05`, the id of a security group, or the file of a plan; with a plan a flow such as"
                        + " 192.0.2.7:443/tcp or [2001:db8::1]:443/tcp.",
                Inventories.withLiveOptions(INVENTORY, Traffic.TRAFFIC, Policies.WORLD_SHARE, Policies.PORTS_SHARE),
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
    public int run(Arguments arguments, Surroundings surroundings) {
        String subject = arguments.words().get(0);
        if (subject.equals(Check.OUTBOUND_ACCESS_RESTRICTED.id())) {
            surroundings.print(CheckPage.outboundAccessRestricted());
            return ExitCode.CLEAN;
        }
        if (ExplainedPlan.isFile(subject) || arguments.words().size() > 1) {
            return ExplainedPlan.run(arguments, arguments.all(INVENTORY.name()), surroundings);
        }
        return explain(subject, arguments, surroundings);
    }

    private int explain(String groupId, Arguments arguments, Surroundings surroundings) {
        Policy policy = Policies.of(arguments);
        List<String> sources = arguments.all(INVENTORY.name());
        Optional<Told> told = arguments.one(Traffic.TRAFFIC.name()).map(file -> Told.of(file, arguments, surroundings));
        InventorySource inventory =
                told.flatMap(Told::only).orElseGet(() -> Inventories.of(sources, arguments, surroundings.clock()));
        Progress progress = new Progress(surroundings);
        Snapshot.Builder builder = new Snapshot.Builder();
        Neighbourhood neighbourhood = new Neighbourhood(groupId, builder);
        inventory.read(new ListenedSink(neighbourhood, progress));
        progress.inventoryRead();
        Snapshot snapshot = builder.build();
        Optional<SecurityGroup> group = snapshot.securityGroup(groupId);
        Problems.say(snapshot.problems(), surroundings);
        if (group.isEmpty()) {
            throw new FailureException(notFound(groupId, neighbourhood.similar(), snapshot));
        }
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(policy, findings::add);
        snapshot.read(scan);
        ScanSummary summary = scan.finish();
        Run run = new Run(version, surroundings.clock().instant(), policy, Inventories.access(sources));
        surroundings.print(new GroupExplanation(
                        group.get(),
                        snapshot,
                        findings,
                        run,
                        surroundings.terminal().get())
                .render());
        told.ifPresent(traffic -> surroundings.print(
                traffic.about(groupId, surroundings.terminal().get())));
        return summary.complete() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    /**
     * What a traffic profile tells, with the inventories that say whose traffic is whose.
     *
     * @param evidence what the profile holds
     * @param inventory the inventories, over time
     */
    private record Told(Evidence evidence, InventoryHistory inventory) {

        static Told of(String file, Arguments arguments, Surroundings surroundings) {
            Evidence evidence = Traffic.read(Inventories.path(file));
            return new Told(evidence, Histories.of(arguments, surroundings).inventory());
        }

        /** The inventory, where there is one: it need not be read again. */
        Optional<InventorySource> only() {
            List<Snapshot> snapshots = List.copyOf(inventory.snapshots().values());
            return snapshots.size() == 1 ? Optional.of(snapshots.get(0)::read) : Optional.empty();
        }

        String about(String groupId, Terminal terminal) {
            List<Snapshot> snapshots = List.copyOf(inventory.snapshots().values());
            TrafficProfile profile = TrafficProfile.of(evidence, inventory, ProfileSettings.DEFAULT);
            return new TrafficOfGroup(profile, groupId, snapshots.get(snapshots.size() - 1), terminal).render();
        }
    }

    private static String notFound(String groupId, List<String> similar, Snapshot snapshot) {
        StringBuilder sentence = new StringBuilder("there is no security group `");
        sentence.append(Printable.of(groupId)).append("` in what was read");
        if (!snapshot.problems().isEmpty()) {
            sentence.append(", which is not everything");
        }
        if (similar.isEmpty()) {
            return sentence.append("; help: `weir scan` lists the groups that fail")
                    .toString();
        }
        sentence.append("; did you mean ");
        for (int i = 0; i < similar.size(); i++) {
            sentence.append(i > 0 ? " or `" : "`")
                    .append(Printable.of(similar.get(i)))
                    .append('`');
        }
        return sentence.append('?').toString();
    }
}
