package dev.weir.traffic;

import dev.weir.evidence.EntryTable;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Subnet;
import dev.weir.traffic.InterfaceCoverage.Attribution;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What was initiated, by whom and how sure that is: evidence resolved against an inventory.
 *
 * <p>It is drawn from the evidence and never saved; another inventory or other settings give another profile of the same
 * evidence. Everything is sorted, so equal evidence gives equal answers.
 */
public final class TrafficProfile {

    private final Evidence evidence;
    private final InventoryHistory inventory;
    private final ProfileSettings settings;
    private final Interfaces interfaces;
    private final int[] teams;
    private final List<InterfaceCoverage> coverage;
    private final Map<String, InterfaceCoverage> coverageById = new HashMap<>();
    private final Map<String, List<InterfaceCoverage>> interfacesByGroup = new HashMap<>();
    /** Each is drawn when it is first asked for: who only counts connections needs no observations. */
    private Optional<ConnectionCounts> counts = Optional.empty();

    private Optional<Observed> observed = Optional.empty();
    private Optional<PlaceConnections> byPlace = Optional.empty();

    private record Observed(Observations learned, GroupRows learnedRows, Observations denied, GroupRows deniedRows) {}

    private TrafficProfile(Evidence evidence, InventoryHistory inventory, ProfileSettings settings) {
        this.inventory = inventory;
        this.settings = settings;
        this.evidence = Orientation.orient(evidence, inventory);
        interfaces = new Interfaces(this.evidence, inventory);
        teams = interfaces.teams();
        coverage = List.copyOf(interfaces.coverage());
        for (InterfaceCoverage one : coverage) {
            coverageById.put(one.networkInterface(), one);
            one.groups()
                    .forEach(group -> interfacesByGroup
                            .computeIfAbsent(group, unused -> new ArrayList<>())
                            .add(one));
        }
    }

    /** Resolves evidence once, with what is known about the interfaces. */
    public static TrafficProfile of(Evidence evidence, InventoryHistory inventory, ProfileSettings settings) {
        return new TrafficProfile(evidence, inventory, settings);
    }

    private synchronized ConnectionCounts counts() {
        if (counts.isEmpty()) {
            counts = Optional.of(ConnectionCounts.of(evidence, teams, settings));
        }
        return counts.get();
    }

    private synchronized Observed observed() {
        if (observed.isEmpty()) {
            ObservedVerdicts drawn = ObservedVerdicts.of(evidence, teams, settings);
            observed = Optional.of(new Observed(
                    drawn.learned,
                    new GroupRows(drawn.learned, interfaces),
                    drawn.denied,
                    new GroupRows(drawn.denied, interfaces)));
        }
        return observed.get();
    }

    /** What was tried and refused, by interface, key and day. */
    Observations denied() {
        return observed().denied();
    }

    /** From the first to the last hour that some flow log covered. */
    public ObservationPeriod period() {
        return interfaces.period;
    }

    /** What was observed to make it. */
    public Collection<ObservedInput> inputs() {
        return evidence.inputs();
    }

    /** Records that named no interface or no time and so belong to nothing. */
    public Unusable homeless() {
        return Unusable.of(evidence.homeless);
    }

    /** Those of them that may be anybody's: all but what AWS says belongs to no interface. */
    private Unusable nobodys() {
        Unusable homeless = homeless();
        return new Unusable(
                homeless.byField().values().stream().mapToLong(Long::longValue).sum(), homeless.byField());
    }

    /** Every interface that a flow log or a snapshot knows, sorted by id. */
    public List<InterfaceCoverage> interfaces() {
        return coverage;
    }

    /** Hands on what was learned, by interface, key and day. */
    public void observations(Consumer<Observation> receiver) {
        Observations learned = observed().learned();
        for (int row = 0; row < learned.size(); row++) {
            receiver.accept(observation(learned, row));
        }
    }

    /** Hands on what was learned, each with the groups that its interface wore then. */
    public void observationsByGroup(BiConsumer<Set<String>, Observation> receiver) {
        Observations learned = observed().learned();
        for (int row = 0; row < learned.size(); row++) {
            receiver.accept(
                    interfaces.groups(learned.interfaceToken(row), learned.firstSecond(row), learned.lastSecond(row)),
                    observation(learned, row));
        }
    }

    /** Of an interface whose groups rest on an owner field nothing is surer than low. */
    private Observation observation(Observations learned, int row) {
        Observation seen = learned.get(row);
        InterfaceCoverage by = coverageById.get(seen.networkInterface());
        return by != null && by.attribution() == Attribution.OWNER ? seen.with(Confidence.LOW, seen.ambiguous()) : seen;
    }

    /** The figures of the whole profile. */
    public GroupTraffic.Figures figures() {
        return figuresOf(coverage);
    }

    /** The figures of these interfaces of the profile; unattributed is counted over them. */
    public GroupTraffic.Figures figuresOf(Collection<InterfaceCoverage> chosen) {
        Map<String, InterfaceCoverage> byId = new HashMap<>();
        chosen.forEach(one -> byId.put(one.networkInterface(), one));
        ConnectionCounts drawn = counts();
        long connections = 0;
        long ambiguous = 0;
        long unattributed = 0;
        for (int token = 0; token < evidence.texts.size(); token++) {
            InterfaceCoverage by = drawn.connections(token) == 0 ? null : byId.get(evidence.texts.text(token));
            if (by != null) {
                connections += drawn.connections(token);
                ambiguous += drawn.ambiguous(token);
                unattributed += by.attribution() == Attribution.NONE ? drawn.connections(token) : 0;
            }
        }
        return figures(
                connections, ambiguous, chosen, new PlaceConnections.Count(connections - unattributed, unattributed));
    }

    /** What is known about the outbound traffic of one group. */
    public GroupTraffic forGroup(String group) {
        Observed drawn = observed();
        long connections = 0;
        long ambiguous = 0;
        List<Observation> observations = new ArrayList<>();
        for (int row : drawn.learnedRows().of(group)) {
            long count = drawn.learned().connections(row);
            connections += count;
            ambiguous += drawn.learned().isAmbiguous(row) ? count : 0;
            observations.add(observation(drawn.learned(), row));
        }
        List<Observation> tried = Arrays.stream(drawn.deniedRows().of(group))
                .mapToObj(drawn.denied()::get)
                .toList();
        List<InterfaceCoverage> associated = interfacesByGroup.getOrDefault(group, List.of());
        Set<InterfaceLocation> places = new HashSet<>();
        associated.forEach(one -> places.add(interfaces.places.of(one.networkInterface())));
        if (associated.isEmpty()) {
            places.add(interfaces.places.ofGroup(group));
        }
        GroupTraffic.Figures figures =
                figures(connections, ambiguous, associated, byPlace().among(places));
        return new GroupTraffic(group, observations, conversations(observations), tried, associated, figures);
    }

    private synchronized PlaceConnections byPlace() {
        if (byPlace.isPresent()) {
            return byPlace.get();
        }
        Observations learned = observed().learned();
        Map<Integer, Long> connections = new HashMap<>();
        // Rows of one interface mostly follow each other.
        int row = 0;
        while (row < learned.size()) {
            int token = learned.interfaceToken(row);
            long sum = 0;
            for (; row < learned.size() && learned.interfaceToken(row) == token; row++) {
                sum += learned.connections(row);
            }
            connections.merge(token, sum, Long::sum);
        }
        PlaceConnections sums = new PlaceConnections();
        connections.forEach((token, count) -> {
            String id = evidence.texts.text(token);
            InterfaceCoverage by = coverageById.get(id);
            sums.add(interfaces.places.of(id), by != null && by.attribution() != Attribution.NONE, count);
        });
        byPlace = Optional.of(sums);
        return sums;
    }

    private GroupTraffic.Figures figures(
            long connections,
            long ambiguous,
            Collection<InterfaceCoverage> associated,
            PlaceConnections.Count connectionsAround) {
        long records = 0;
        long lost = 0;
        Unusable unusable = Unusable.NONE;
        long hoursObserved = 0;
        long hoursExpected = 0;
        for (InterfaceCoverage one : associated) {
            records += one.records();
            lost += one.lost();
            unusable = unusable.plus(one.unusable());
            hoursObserved += Math.min(one.hoursObserved(), one.hoursExpected());
            hoursExpected += one.hoursExpected();
        }
        return new GroupTraffic.Figures(
                connections,
                ambiguous,
                connectionsAround.unattributed(),
                connectionsAround.attributed(),
                records,
                lost,
                unusable,
                nobodys(),
                hoursObserved,
                hoursExpected);
    }

    private List<Conversation> conversations(List<Observation> observations) {
        return observations.stream().collect(Collectors.groupingBy(Observation::point)).values().stream()
                .map(this::conversation)
                .sorted(Comparator.comparingLong(Conversation::connections)
                        .reversed()
                        .thenComparing(Conversation::service)
                        .thenComparing(Conversation::destination))
                .toList();
    }

    private Conversation conversation(List<Observation> seen) {
        long connections = 0;
        long bytes = 0;
        long ambiguous = 0;
        SortedSet<LocalDate> days = new TreeSet<>();
        SortedSet<String> initiators = new TreeSet<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        Confidence surest = Confidence.LOW;
        for (Observation one : seen) {
            connections += one.connections();
            bytes = EntryTable.sum(bytes, one.bytes());
            ambiguous += one.ambiguous() ? one.connections() : 0;
            days.add(one.day());
            initiators.add(one.networkInterface());
            first = one.firstSeen().isBefore(first) ? one.firstSeen() : first;
            last = one.lastSeen().isAfter(last) ? one.lastSeen() : last;
            surest = surest.and(one.confidence());
        }
        return new Conversation(
                seen.get(0).service(),
                seen.get(0).destination(),
                peer(seen),
                connections,
                bytes,
                days,
                initiators,
                first,
                last,
                surest,
                ambiguous);
    }

    /** Who the destination of an observation was at the time; a prefix list of another Region names nothing here. */
    public Peer peer(Observation seen) {
        return peer(List.of(seen));
    }

    private Peer peer(List<Observation> seen) {
        Set<String> holders = new LinkedHashSet<>();
        Set<String> groups = new LinkedHashSet<>();
        Set<String> prefixLists = new LinkedHashSet<>();
        Optional<String> subnet = Optional.empty();
        Optional<String> awsService = Optional.empty();
        Map<Long, Boolean> asked = new LinkedHashMap<>();
        for (Observation one : seen) {
            awsService = awsService.or(one::awsService);
            Optional<String> vpc = interfaces.places.vpc(one.networkInterface());
            long when =
                    (long) inventory.epochNumber(one.lastSeen().getEpochSecond()) << 32 | vpc.hashCode() & 0xffff_ffffL;
            if (asked.putIfAbsent(when, true) != null) {
                continue;
            }
            for (NetworkInterface holder : inventory.holdersOf(one.destination(), vpc, one.lastSeen())) {
                holders.add(holder.id());
                groups.addAll(holder.groups());
            }
            subnet = subnet.or(() ->
                    inventory.subnetOf(one.destination(), vpc, one.lastSeen()).map(Subnet::id));
            Optional<String> region = inventory
                    .networkInterface(one.networkInterface(), one.lastSeen())
                    .flatMap(networkInterface -> networkInterface.scope().region());
            inventory.prefixListsOf(one.destination(), one.lastSeen()).stream()
                    .filter(list -> region.isEmpty()
                            || list.scope().region().isEmpty()
                            || list.scope().region().equals(region))
                    .map(ManagedPrefixList::id)
                    .forEach(prefixLists::add);
        }
        return new Peer(List.copyOf(holders), List.copyOf(groups), subnet, List.copyOf(prefixLists), awsService);
    }
}
