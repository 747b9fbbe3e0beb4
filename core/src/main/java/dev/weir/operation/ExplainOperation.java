package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.OneBatch;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.names.GroupNames;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a security group gets the verdict that it gets, and what its interfaces talk to. */
public record ExplainOperation(OperationListener listener) {

    /**
     * What to explain.
     *
     * @param group the group's id, or its name where only one group has that
     * @param policy what counts as the world
     * @param inventory where the group is
     * @param observed what was observed; empty leaves traffic out
     */
    public record Request(String group, Policy policy, InventorySource inventory, Optional<SavedEvidence> observed) {}

    /**
     * Evidence, and whose it is.
     *
     * @param evidence what a profile holds
     * @param series inventories over time
     * @param queries what names its destinations
     */
    public record SavedEvidence(Evidence evidence, List<InventorySource> series, Optional<QueryLogs> queries) {

        public SavedEvidence {
            series = List.copyOf(series);
        }
    }

    /**
     * What is known about the group.
     *
     * @param group the group
     * @param around what stands beside it: its interfaces, the groups on them, prefix lists, routes
     * @param findings about all of those
     * @param traffic what was observed; empty where nobody asked
     * @param complete whether everything was read
     */
    public record Result(
            SecurityGroup group,
            Snapshot around,
            List<Finding> findings,
            Optional<NamedTraffic> traffic,
            boolean complete) {

        public Result {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What was observed, with the newest inventory to name it by.
     *
     * @param profile resolved
     * @param newest of the series
     * @param queries what names its destinations; empty where no queries were read
     */
    public record NamedTraffic(TrafficProfile profile, Snapshot newest, Optional<QueryLogs.QueriesRead> queries) {

        /** What the destinations of a group are called. */
        public Optional<GroupNames> names(String group) {
            return queries.map(read -> read.of(profile, group));
        }
    }

    /** @throws FailureException if there is no such group, or several of that name */
    public Result run(Request request) {
        Optional<Histories> histories = request.observed().map(observed -> Histories.of(observed.series(), listener));
        InventorySource inventory = histories
                .map(Histories::inventory)
                .filter(history -> history.snapshots().size() == 1)
                .<InventorySource>map(
                        history -> history.snapshots().values().iterator().next()::read)
                .orElse(request.inventory());
        Snapshot around;
        Neighbourhood neighbourhood;
        if (GroupName.isId(request.group())) {
            neighbourhood = new Neighbourhood(request.group());
            OneBatch.read(inventory, new ListenedSink(neighbourhood, listener));
            around = neighbourhood.snapshot();
        } else {
            Snapshot.Builder all = new Snapshot.Builder();
            inventory.read(new ListenedSink(all, listener));
            Snapshot whole = all.build();
            neighbourhood = new Neighbourhood(GroupName.id(request.group(), whole));
            whole.read(neighbourhood);
            around = neighbourhood.snapshot();
        }
        listener.inventoryRead();
        listener.problems(around.problems());
        List<String> similar = neighbourhood.similar();
        SecurityGroup group = around.securityGroup(neighbourhood.groupId())
                .orElseThrow(() -> new FailureException(notFound(request.group(), similar, around)));
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(request.policy(), findings::add).ofSome();
        around.read(scan);
        boolean complete = scan.finish().complete();
        Optional<NamedTraffic> traffic =
                request.observed().flatMap(observed -> histories.map(known -> named(observed, known, group)));
        boolean named = traffic.flatMap(NamedTraffic::queries)
                .map(QueryLogs.QueriesRead::isWhole)
                .orElse(true);
        return new Result(group, around, findings, traffic, complete && named);
    }

    private NamedTraffic named(SavedEvidence observed, Histories known, SecurityGroup group) {
        TrafficProfile profile = TrafficProfile.of(observed.evidence(), known.inventory(), ProfileSettings.DEFAULT);
        return new NamedTraffic(
                profile,
                known.newest(),
                observed.queries().map(logs -> logs.read(profile, known.inventory(), Set.of(group.id()), listener)));
    }

    private static String notFound(String group, List<String> similar, Snapshot snapshot) {
        StringBuilder sentence = new StringBuilder("there is no security group `").append(group);
        sentence.append("` in what was read");
        if (!snapshot.problems().isEmpty()) {
            sentence.append(", which is not everything");
        }
        if (similar.isEmpty()) {
            return sentence.append("; help: `weir scan` lists the groups that fail")
                    .toString();
        }
        return sentence.append("; did you mean `")
                .append(String.join("` or `", similar))
                .append("`?")
                .toString();
    }
}
