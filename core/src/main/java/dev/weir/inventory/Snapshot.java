package dev.weir.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An inventory kept whole: everything that was read, what was not, and how well each call went.
 *
 * <p>It is a source of itself: {@link #read} pushes everything in the order that {@link InventorySink} asks for, each kind in
 * the order it was read, so a scan of a snapshot gives the findings of a scan of what it was made from. Look-ups are by id
 * alone, because ids are unique in AWS and an interface may belong to another account than its group. Where two accounts have a
 * group of one id nevertheless, both are there, and a look-up by id says so by having several versions.
 */
public final class Snapshot implements InventorySource {

    /** Nothing was read. */
    public static final Snapshot EMPTY = new Builder().build();

    private final List<Listing> listings;
    private final Map<String, List<ManagedPrefixList>> prefixLists;
    private final Map<String, List<NetworkInterface>> networkInterfaces;
    private final Map<String, List<RouteTable>> routeTables;
    private final Map<String, List<Subnet>> subnets;
    private final Map<String, List<Vpc>> vpcs;
    private final Map<String, List<FlowLog>> flowLogs;
    private final Map<String, List<SecurityGroup>> securityGroups;
    private final Map<String, List<NetworkInterface>> associated;
    private final List<GroupHolder> holders;
    private final List<GroupHolder.Listed> holdersListed;
    private final List<Problem> problems;
    private final List<Input> inputs;

    private Snapshot(Builder builder) {
        listings = List.copyOf(builder.listings);
        prefixLists = copy(builder.prefixLists);
        networkInterfaces = copy(builder.networkInterfaces);
        routeTables = copy(builder.routeTables);
        subnets = copy(builder.subnets);
        vpcs = copy(builder.vpcs);
        flowLogs = copy(builder.flowLogs);
        holders = List.copyOf(builder.holders);
        holdersListed = List.copyOf(builder.holdersListed);
        securityGroups = copy(builder.securityGroups);
        problems = List.copyOf(builder.problems);
        inputs = List.copyOf(builder.inputs);
        associated = associated(networkInterfaces());
    }

    /** Everything that the source has. */
    public static Snapshot of(InventorySource source) {
        Builder builder = new Builder();
        source.read(builder);
        return builder.build();
    }

    private static <T> Map<String, List<T>> copy(Map<String, List<T>> things) {
        Map<String, List<T>> copy = new LinkedHashMap<>();
        things.forEach((id, versions) -> copy.put(id, List.copyOf(versions)));
        return copy;
    }

    private static Map<String, List<NetworkInterface>> associated(List<NetworkInterface> networkInterfaces) {
        Map<String, List<NetworkInterface>> associated = new LinkedHashMap<>();
        Set<String> counted = new LinkedHashSet<>();
        for (NetworkInterface networkInterface : networkInterfaces) {
            for (String group : new LinkedHashSet<>(networkInterface.groups())) {
                if (counted.add(networkInterface.id() + " " + group)) {
                    associated.computeIfAbsent(group, id -> new ArrayList<>()).add(networkInterface);
                }
            }
        }
        return copy(associated);
    }

    @Override
    public void read(InventorySink sink) {
        inputs.forEach(sink::input);
        problems.forEach(sink::problem);
        listings.forEach(sink::listing);
        prefixLists().forEach(sink::prefixList);
        networkInterfaces().forEach(sink::networkInterface);
        routeTables().forEach(sink::routeTable);
        subnets().forEach(sink::subnet);
        vpcs().forEach(sink::vpc);
        flowLogs().forEach(sink::flowLog);
        holders.forEach(sink::holder);
        holdersListed.forEach(sink::holdersListed);
        groups().forEach(sink::securityGroupInVersions);
    }

    public List<Listing> listings() {
        return listings;
    }

    /** Every prefix list as it came; the same list may come from two accounts. */
    public List<ManagedPrefixList> prefixLists() {
        return flat(prefixLists);
    }

    public List<NetworkInterface> networkInterfaces() {
        return flat(networkInterfaces);
    }

    public List<RouteTable> routeTables() {
        return flat(routeTables);
    }

    public List<Subnet> subnets() {
        return flat(subnets);
    }

    public List<Vpc> vpcs() {
        return flat(vpcs);
    }

    /** What names groups besides interfaces and rules, as far as it was read. */
    public List<GroupHolder> holders() {
        return holders;
    }

    /** How far those were read. */
    public List<GroupHolder.Listed> holdersListed() {
        return holdersListed;
    }

    public List<FlowLog> flowLogs() {
        return flat(flowLogs);
    }

    /** Every group once; of one that the inputs disagree about, the first version. */
    public List<SecurityGroup> securityGroups() {
        return groups().map(versions -> versions.get(0)).toList();
    }

    /** The versions of each group: of one id there may be a group in each of two accounts. */
    private Stream<List<SecurityGroup>> groups() {
        return securityGroups.values().stream()
                .flatMap(versions ->
                        versions.size() == 1 ? Stream.of(versions) : SecurityGroup.apart(versions).stream());
    }

    public List<Problem> problems() {
        return problems;
    }

    public List<Input> inputs() {
        return inputs;
    }

    /** The prefix list with this id; of several the first. */
    public Optional<ManagedPrefixList> prefixList(String id) {
        return first(prefixLists, id);
    }

    public Optional<NetworkInterface> networkInterface(String id) {
        return first(networkInterfaces, id);
    }

    public Optional<Subnet> subnet(String id) {
        return first(subnets, id);
    }

    public Optional<Vpc> vpc(String id) {
        return first(vpcs, id);
    }

    /** The group with this id; of one that the inputs disagree about, the first version. */
    public Optional<SecurityGroup> securityGroup(String id) {
        return first(securityGroups, id);
    }

    /** The name of the group with this id; empty where it was not read. */
    public Optional<String> groupName(String id) {
        return securityGroup(id).map(SecurityGroup::name);
    }

    /** Every version of the group with this id: none where it was not read, several where the inputs disagree or two accounts have one. */
    public List<SecurityGroup> versionsOf(String id) {
        return securityGroups.getOrDefault(id, List.of());
    }

    /** The VPC of an interface, also where only its subnet tells. */
    public Optional<String> vpcOf(NetworkInterface one) {
        return one.vpc().or(() -> one.subnet().flatMap(this::subnet).map(Subnet::vpc));
    }

    /** The interfaces that were seen to be associated with this group, each once. */
    public List<NetworkInterface> associatedWith(String securityGroupId) {
        return associated.getOrDefault(securityGroupId, List.of());
    }

    /** Whether everything of this kind in this scope was read, so that what is missing is not there. */
    public boolean isWhole(Listing.Kind kind, Scope scope) {
        return collected().isWhole(kind, scope);
    }

    /** Why this kind is not whole in this scope, where a listing says so. */
    public Optional<String> problem(Listing.Kind kind, Scope scope) {
        return collected().problem(kind, scope);
    }

    /** The listings with what each makes of absence. */
    private Listings collected() {
        Listings collected = new Listings();
        listings.forEach(collected::add);
        return collected;
    }

    /** Whether nothing went wrong: no problem, and no listing that is not whole. */
    public boolean isComplete() {
        return problems.isEmpty() && listings.stream().noneMatch(Listing::leavesAGap);
    }

    private static <T> Optional<T> first(Map<String, List<T>> things, String id) {
        List<T> versions = things.get(id);
        return versions == null ? Optional.empty() : Optional.of(versions.get(0));
    }

    private static <T> List<T> flat(Map<String, List<T>> things) {
        return things.values().stream().flatMap(List::stream).toList();
    }

    /**
     * The sink that keeps everything.
     *
     * <p>A thing that comes twice with equal contents is kept once. A group that comes twice with different contents is kept in
     * both versions, which a scan judges as the worse.
     */
    public static final class Builder implements InventorySink {

        private final Set<Listing> listings = new LinkedHashSet<>();
        private final Map<String, List<ManagedPrefixList>> prefixLists = new LinkedHashMap<>();
        private final Map<String, List<NetworkInterface>> networkInterfaces = new LinkedHashMap<>();
        private final Map<String, List<RouteTable>> routeTables = new LinkedHashMap<>();
        private final Map<String, List<Subnet>> subnets = new LinkedHashMap<>();
        private final Map<String, List<Vpc>> vpcs = new LinkedHashMap<>();
        private final Map<String, List<FlowLog>> flowLogs = new LinkedHashMap<>();
        private final Set<GroupHolder> holders = new LinkedHashSet<>();
        private final Set<GroupHolder.Listed> holdersListed = new LinkedHashSet<>();
        private final Map<String, List<SecurityGroup>> securityGroups = new LinkedHashMap<>();
        private final Set<Problem> problems = new LinkedHashSet<>();
        private final Set<Input> inputs = new LinkedHashSet<>();

        @Override
        public void listing(Listing listing) {
            listings.add(listing);
        }

        @Override
        public void prefixList(ManagedPrefixList prefixList) {
            add(prefixLists, prefixList.id(), prefixList);
        }

        @Override
        public void networkInterface(NetworkInterface networkInterface) {
            add(networkInterfaces, networkInterface.id(), networkInterface);
        }

        @Override
        public void routeTable(RouteTable routeTable) {
            add(routeTables, routeTable.id(), routeTable);
        }

        @Override
        public void subnet(Subnet subnet) {
            add(subnets, subnet.id(), subnet);
        }

        @Override
        public void vpc(Vpc vpc) {
            add(vpcs, vpc.id(), vpc);
        }

        @Override
        public void holder(GroupHolder holder) {
            holders.add(holder);
        }

        @Override
        public void holdersListed(GroupHolder.Listed listed) {
            holdersListed.add(listed);
        }

        @Override
        public void flowLog(FlowLog flowLog) {
            add(flowLogs, flowLog.id(), flowLog);
        }

        @Override
        public void securityGroup(SecurityGroup securityGroup) {
            add(securityGroups, securityGroup.id(), securityGroup);
        }

        @Override
        public void contradictorySecurityGroup(List<SecurityGroup> versions) {
            versions.forEach(this::securityGroup);
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void input(Input input) {
            inputs.add(input);
        }

        public Snapshot build() {
            return new Snapshot(this);
        }

        private static <T> void add(Map<String, List<T>> things, String id, T thing) {
            List<T> versions = things.computeIfAbsent(id, key -> new ArrayList<>(1));
            if (!versions.contains(thing)) {
                versions.add(thing);
            }
        }
    }
}
