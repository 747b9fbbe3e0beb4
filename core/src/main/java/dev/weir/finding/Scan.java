package dev.weir.finding;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listings;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Routing;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Suppression;
import dev.weir.inventory.Vpc;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges an inventory while it is read: groups in their order, as they come; interfaces at the end.
 *
 * <p>A finding per group and reading goes to the sink at once and nothing of the group is kept, unless an interface is
 * associated with it beside others. So memory grows with interfaces, routes and prefix lists of one batch, not with groups,
 * and from batch to batch with accounts, Regions and what crosses batches alone. The order of {@link InventorySink} is relied
 * upon: what judging a group needs must not come after the first group of the batch. Only the listings of groups and rules
 * themselves may, whose end is known last.
 */
public final class Scan implements InventorySink {

    private final Policy policy;
    private final FindingSink findings;
    private final Listings listings = new Listings();
    private Counts counts;
    private final AcrossBatches across = new AcrossBatches();
    private PrefixLists.Builder prefixLists = new PrefixLists.Builder();
    private Routing routing = new Routing(listings);
    private final Map<String, NetworkInterface> networkInterfaces = new HashMap<>();
    private final List<NetworkInterface> inOrder = new ArrayList<>();
    private final ScopeTally scopes = new ScopeTally();
    private boolean areAllGroups = true;
    private final NetworkOwners owners = new NetworkOwners();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Scope> unlisted = new HashSet<>();
    private final List<Input> inputs = new ArrayList<>();
    private Optional<Suppressions> suppressions = Optional.empty();
    private long interfaceCount;
    private @Nullable Judging judging;
    private Optional<Scope> batch = Optional.empty();
    private boolean finished;

    public Scan(Policy policy, FindingSink findings) {
        this.policy = policy;
        this.findings = findings;
        this.counts = new Counts(policy, Shown.EVERYTHING);
    }

    /** Of a few groups, chosen from what was read: that others are missing says nothing. */
    public Scan ofSome() {
        areAllGroups = false;
        return this;
    }

    @Override
    public void batch(Scope scope) {
        if (batch.isPresent()) {
            judging().interfacesOf(batch.get(), across);
            judging = null;
            prefixLists = new PrefixLists.Builder();
            routing = new Routing(listings);
        }
        batch = Optional.of(scope);
    }

    /**
     * Before anything else: the day on which suppressions are asked whether they hold, else none does; what was known; and those
     * suppressions that are written apart from what they are about.
     */
    public void on(LocalDate day, Baseline baseline, List<ScopedSuppression> apart) {
        suppressions = Optional.of(Suppressions.on(day, baseline, apart));
    }

    /** Before anything else: what of it is handed on and counted, and by what. */
    public void showing(Shown showing) {
        counts = new Counts(policy, showing);
    }

    private Suppressions suppressions() {
        Suppressions all = suppressions.orElseGet(Suppressions::onNoDay);
        suppressions = Optional.of(all);
        return all;
    }

    @Override
    public void suppression(Suppression suppression) {
        beforeTheFirstGroup("a suppression");
        suppressions().add(suppression).ifPresent(this::problem);
    }

    /** Before the first group: flow logs know interfaces there which no listing shows, so that some may be hidden. */
    public void unlistedInterfaces(Scope scope) {
        beforeTheFirstGroup("an interface that no listing shows");
        unlisted.add(scope);
    }

    @Override
    public void listing(Listing listing) {
        if (listing.kind() == Listing.Kind.FLOW_LOGS) {
            return; // no verdict depends on who watches
        }
        if (listing.kind() != Listing.Kind.SECURITY_GROUPS && listing.kind() != Listing.Kind.SECURITY_GROUP_RULES) {
            beforeTheFirstGroup("a listing of " + listing.kind().call());
        }
        listings.add(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        beforeTheFirstGroup("a prefix list");
        prefixLists.add(prefixList);
    }

    /** An interface that two accounts list is one interface; where they disagree on its groups, the first counts. */
    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        beforeTheFirstGroup("a network interface");
        NetworkInterface before = networkInterfaces.putIfAbsent(networkInterface.id(), networkInterface);
        if (before == null) {
            interfaceCount += across.knows(networkInterface) ? 0 : 1;
            scopes.seen(networkInterface.scope());
            owners.uses(networkInterface);
            inOrder.add(networkInterface);
        } else if (!before.groups().equals(networkInterface.groups())
                || before.groupsRead() != networkInterface.groupsRead()) {
            problem(new Problem(
                    networkInterface.origin(),
                    "`%s` has other security groups here than in %s: expected one answer; help: read the interfaces once"
                            .formatted(networkInterface.id(), before.origin())));
        }
    }

    @Override
    public void routeTable(RouteTable routeTable) {
        beforeTheFirstGroup("a route table");
        owners.vpc(routeTable.vpc(), routeTable.scope());
        routing.add(routeTable);
    }

    @Override
    public void subnet(Subnet subnet) {
        beforeTheFirstGroup("a subnet");
        owners.subnet(subnet);
        routing.add(subnet);
    }

    @Override
    public void vpc(Vpc vpc) {
        beforeTheFirstGroup("a VPC");
        owners.vpc(vpc.id(), vpc.scope());
        routing.add(vpc);
    }

    /** No verdict depends on who watches. */
    @Override
    public void flowLog(FlowLog flowLog) {}

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        judging().group(securityGroup);
        owners.uses(securityGroup);
        scopes.group(securityGroup.scope());
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        judging().contradictoryGroup(List.copyOf(versions));
        owners.uses(versions.get(0));
        scopes.group(versions.get(0).scope());
    }

    @Override
    public void possibleSecurityGroup(List<SecurityGroup> versions) {
        judging().possibleGroup(List.copyOf(versions));
        owners.uses(versions.get(0));
        scopes.group(versions.get(0).scope());
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }

    @Override
    public void input(Input input) {
        inputs.add(input);
    }

    /** Judges the interfaces, whose findings go to the sink, and sums up. To be called once, after everything was read. */
    public ScanSummary finish() {
        if (finished) {
            throw new IllegalStateException("a scan finishes once");
        }
        finished = true;
        if (batch.isPresent()) {
            batch(Scope.UNKNOWN);
            Judging last = judging(across.prefixLists());
            across.interfaces().forEach(last::crossing);
        } else {
            judging().interfaces();
        }
        List<ScanSummary.ScopeStatus> statuses = scopes.statuses(listings);
        owners.unread(statuses, listings, areAllGroups).forEach(this::problem);
        boolean allRead = problems.isEmpty() && listings.areAllWhole();
        List<SuppressionUse> uses = suppressions().uses();
        uses.forEach(use -> use.problem().ifPresent(this::problem));
        suppressions().ended().forEach(this::problem);
        return new ScanSummary(
                policy,
                inputs,
                statuses,
                allRead
                        && uses.stream().allMatch(use -> use.problem().isEmpty())
                        && suppressions().ended().isEmpty(),
                problems,
                allRead,
                uses,
                counts.groups,
                interfaceCount,
                counts.attached,
                counts.fail,
                counts.pass,
                counts.unknown,
                counts.suppressed,
                counts.groupsFailing,
                counts.groupsFailingAllPorts,
                counts.groupsUnknown,
                counts.groupsSuppressed,
                counts.unattachedAsListed,
                !counts.severe,
                counts.part(),
                counts.breakdown());
    }

    private Judging judging() {
        Judging started = judging;
        if (started == null) {
            started = judging(prefixLists.build());
            judging = started;
        }
        return started;
    }

    private Judging judging(PrefixLists lists) {
        Associations associations = new Associations(listings, Set.copyOf(unlisted), new InternetPaths(routing, lists));
        for (NetworkInterface one : inOrder) {
            boolean isForeign = batch.isPresent() && !batch.get().mayHold(one.scope());
            if (isForeign || across.knows(one)) {
                associations.addCrossing(one);
            } else {
                associations.add(one);
            }
        }
        inOrder.clear();
        networkInterfaces.clear();
        return new Judging(policy, lists, associations, new Unread(lists, listings), suppressions(), findings, counts);
    }

    private void beforeTheFirstGroup(String what) {
        if (judging != null) {
            throw new IllegalStateException(what + " came after the first security group; it must come before");
        }
    }
}
