package dev.weir.operation.logs;

import dev.weir.evidence.Evidence;
import dev.weir.finding.Baseline;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.ScopedSuppression;
import dev.weir.finding.Severity;
import dev.weir.finding.Shown;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.operation.ListenedSink;
import dev.weir.operation.OperationListener;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What flow logs can tell of each VPC and each failing group, from when on, and what to do about what they cannot. */
public record LogsOperation(OperationListener listener) {

    /**
     * What is asked.
     *
     * @param policy which groups fail
     * @param inventory the groups, interfaces, VPCs and flow logs
     * @param evidence what was observed; empty where nothing was
     * @param today the day, UTC
     * @param buckets tells whose buckets are whose
     * @param destination where flow logs that are to be made shall deliver: a bucket's ARN, with a folder if need be
     * @param suppressions what may stay open, and so needs no plan
     * @param organization whether the accounts are those of an organization, which one rule can watch
     * @param filter which groups are meant, and the VPCs where these lie
     */
    public record Request(
            Policy policy,
            InventorySource inventory,
            Optional<Evidence> evidence,
            LocalDate today,
            OwnBuckets buckets,
            Optional<String> destination,
            List<ScopedSuppression> suppressions,
            boolean organization,
            ResourceFilter filter) {

        public Request {
            suppressions = List.copyOf(suppressions);
        }
    }

    /**
     * A VPC.
     *
     * @param scope its owner and Region
     * @param name its Name tag, if any
     * @param sight how well its interfaces are seen
     */
    public record SeenVpc(String id, Scope scope, String name, Sight sight) {}

    /**
     * A failing group.
     *
     * @param severity of its worst finding
     * @param sight how well its interfaces are seen
     */
    public record SeenGroup(SecurityGroup group, Severity severity, Sight sight) {

        /** Whether a plan would be made blindly, of some of its interfaces at least. */
        public boolean isUnseen() {
            return sight.state() == Sight.State.NOT_SEEN || sight.state() == Sight.State.IN_PART;
        }
    }

    /**
     * What came of it.
     *
     * @param vpcs sorted by scope and id
     * @param groups those that fail, worst first
     * @param remedies what to do, in the order to do it
     * @param problems what was not read
     * @param complete whether all was read
     * @param part how much is shown, where that is not all
     */
    public record Result(
            List<SeenVpc> vpcs,
            List<SeenGroup> groups,
            List<LogRemedy> remedies,
            List<Problem> problems,
            boolean complete,
            Optional<Shown.Part> part) {

        public Result {
            vpcs = List.copyOf(vpcs);
            groups = List.copyOf(groups);
            remedies = List.copyOf(remedies);
            problems = List.copyOf(problems);
        }

        /** Whether every failing group is seen. */
        public boolean clean() {
            return groups.stream().noneMatch(SeenGroup::isUnseen);
        }
    }

    /** Looks. */
    public Result run(Request request) {
        Snapshot snapshot = Snapshot.of(sink -> request.inventory().read(new ListenedSink(sink, listener)));
        listener.inventoryRead();
        Map<List<?>, Finding> failing = new LinkedHashMap<>();
        Scan scan = new Scan(request.policy(), finding -> keep(finding, failing));
        scan.on(request.today(), Baseline.NONE, request.suppressions());
        scan.showing(new Shown(request.filter(), Optional.empty()));
        snapshot.read(scan);
        ScanSummary summary = scan.finish();
        Map<String, InterfaceCoverage> observed = observed(request, snapshot);
        Watchers watchers = new Watchers(snapshot, request.buckets(), observed, request.today());
        Map<String, List<NetworkInterface>> byVpc = new HashMap<>();
        snapshot.networkInterfaces().stream()
                .filter(one -> snapshot.networkInterface(one.id()).equals(Optional.of(one)))
                .forEach(one -> snapshot.vpcOf(one)
                        .ifPresent(vpc -> byVpc.computeIfAbsent(vpc, id -> new ArrayList<>())
                                .add(one)));
        Set<String> ofGroups = failing.values().stream()
                .flatMap(finding -> finding.subject().vpc().stream())
                .collect(Collectors.toSet());
        List<SeenVpc> vpcs = vpcs(snapshot, failing.values(), byVpc.keySet()).values().stream()
                .filter(vpc -> request.filter().mayLieIn(vpc.scope(), vpc.id()))
                .filter(vpc -> !request.filter().asksOfGroups() || ofGroups.contains(vpc.id()))
                .map(vpc -> new SeenVpc(
                        vpc.id(),
                        vpc.scope(),
                        vpc.name(),
                        watchers.sight(byVpc.getOrDefault(vpc.id(), List.of()), vpc.id(), vpc.scope())))
                .sorted(Comparator.comparing(SeenVpc::scope).thenComparing(SeenVpc::id))
                .toList();
        List<SeenGroup> groups = failing.values().stream()
                .map(finding -> group(finding, snapshot, watchers))
                .sorted(Comparator.comparing(SeenGroup::severity, Comparator.reverseOrder())
                        .thenComparing(seen -> seen.group().scope())
                        .thenComparing(seen -> seen.group().id()))
                .toList();
        List<LogRemedy> remedies = new Remedying(request, snapshot, watchers, observed).of(vpcs, byVpc, groups);
        List<Problem> problems = new ArrayList<>(summary.problems());
        problems.addAll(unread(remedies, snapshot));
        return new Result(
                vpcs,
                groups,
                remedies,
                problems,
                summary.complete() && problems.size() == summary.problems().size(),
                summary.part());
    }

    /** Where which flow logs there are was not read, and why. */
    private static List<Problem> unread(List<LogRemedy> remedies, Snapshot snapshot) {
        return remedies.stream()
                .filter(remedy -> remedy.gaps().contains(FlowLogGap.NOT_READ))
                .map(remedy -> new Problem(
                        Origin.of(Listing.Kind.FLOW_LOGS.call() + " in " + remedy.scope()),
                        snapshot.problem(Listing.Kind.FLOW_LOGS, remedy.scope()).orElse("not read")))
                .toList();
    }

    private static void keep(Finding finding, Map<List<?>, Finding> failing) {
        boolean counts =
                finding.verdict() == Verdict.FAIL && finding.suppression().isEmpty();
        if (counts && finding.subject() instanceof Subject.Group) {
            failing.merge(
                    List.of(finding.subject().scope(), finding.subject().id()),
                    finding,
                    (one, other) -> other.severity().compareTo(one.severity()) > 0 ? other : one);
        }
    }

    private static Map<String, InterfaceCoverage> observed(Request request, Snapshot snapshot) {
        Map<String, InterfaceCoverage> observed = new HashMap<>();
        request.evidence()
                .map(evidence -> TrafficProfile.of(evidence, InventoryHistory.of(snapshot), ProfileSettings.DEFAULT))
                .ifPresent(profile -> profile.interfaces().forEach(one -> observed.put(one.networkInterface(), one)));
        return observed;
    }

    private static SeenGroup group(Finding finding, Snapshot snapshot, Watchers watchers) {
        SecurityGroup group = ((Subject.Group) finding.subject()).group();
        String vpc = group.vpc().orElse("");
        Scope scope = snapshot.vpc(vpc).map(Vpc::scope).orElse(group.scope()).orElse(group.scope());
        Sight sight = watchers.sight(snapshot.associatedWith(group.id()), vpc, scope);
        boolean allListed = snapshot.isWhole(Listing.Kind.NETWORK_INTERFACES, group.scope());
        return new SeenGroup(group, finding.severity(), allListed ? sight : watchers.uncertain(sight));
    }

    /** Every VPC that is listed, or that something lies in. */
    private static Map<String, Vpc> vpcs(Snapshot snapshot, Collection<Finding> failing, Iterable<String> worn) {
        Map<String, Vpc> vpcs = new TreeMap<>();
        snapshot.vpcs().forEach(vpc -> vpcs.putIfAbsent(vpc.id(), vpc));
        for (Finding finding : failing) {
            SecurityGroup group = ((Subject.Group) finding.subject()).group();
            group.vpc()
                    .ifPresent(id -> vpcs.computeIfAbsent(
                            id, missing -> new Vpc(group.scope(), missing, "", false, List.of(), group.origin())));
        }
        for (String id : worn) {
            snapshot.subnets().stream()
                    .filter(subnet -> subnet.vpc().equals(id))
                    .findFirst()
                    .ifPresent(subnet -> vpcs.computeIfAbsent(id, missing -> vpc(missing, subnet)));
        }
        return vpcs;
    }

    private static Vpc vpc(String id, Subnet subnet) {
        return new Vpc(subnet.scope(), id, "", false, List.of(), subnet.origin());
    }
}
