package dev.weir.traffic;

import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Inventories over time: which interface wore which groups and held which address when.
 *
 * <p>A snapshot is in force from the moment it was taken to the next one; the first one is in force before as well. An
 * interface that the one in force does not know is looked up in the others, nearest first: ids are never given twice.
 */
public final class InventoryHistory {

    /** Nothing is known. */
    public static final InventoryHistory EMPTY = new InventoryHistory(Map.of());

    private record ListEntries(ManagedPrefixList list, AddressSet addresses) {}

    private record Epoch(
            Instant asOf,
            Snapshot snapshot,
            Map<IpAddress, List<NetworkInterface>> holders,
            List<ListEntries> prefixLists) {}

    private final List<Epoch> epochs = new ArrayList<>();
    private final Map<String, Set<IpAddress>> addresses = new HashMap<>();

    private InventoryHistory(Map<Instant, Snapshot> snapshots) {
        new TreeMap<>(snapshots).forEach((asOf, snapshot) -> {
            Map<IpAddress, List<NetworkInterface>> holders = new HashMap<>();
            for (NetworkInterface networkInterface : snapshot.networkInterfaces()) {
                for (IpAddress address : networkInterface.addresses()) {
                    holders.computeIfAbsent(address, unused -> new ArrayList<>(1))
                            .add(networkInterface);
                    addresses
                            .computeIfAbsent(networkInterface.id(), unused -> new LinkedHashSet<>())
                            .add(address);
                }
            }
            epochs.add(new Epoch(asOf, snapshot, holders, entries(snapshot)));
        });
    }

    /** One inventory, in force at all times; when it was true is not known, so it says nothing about how long things lived. */
    public static InventoryHistory of(Snapshot snapshot) {
        return new InventoryHistory(Map.of(Instant.EPOCH, snapshot));
    }

    /** Inventories by the moment at which each was true. */
    public static InventoryHistory of(Map<Instant, Snapshot> snapshots) {
        return new InventoryHistory(snapshots);
    }

    public boolean isEmpty() {
        return epochs.isEmpty();
    }

    /** The snapshots, oldest first, by when each was true. */
    public Map<Instant, Snapshot> snapshots() {
        Map<Instant, Snapshot> snapshots = new LinkedHashMap<>();
        epochs.forEach(epoch -> snapshots.put(epoch.asOf(), epoch.snapshot()));
        return snapshots;
    }

    /** Every private address that an interface had in any snapshot. */
    public Set<IpAddress> addressesOf(String networkInterface) {
        return addresses.getOrDefault(networkInterface, Set.of());
    }

    /** The interface as it was then: by the snapshot in force, else by the nearest one that knows it. */
    public Optional<NetworkInterface> networkInterface(String id, Instant at) {
        return nearest(at).stream()
                .flatMap(epoch -> epoch.snapshot().networkInterface(id).stream())
                .findFirst();
    }

    /**
     * Every state of an interface that was in force at some moment from {@code from} to {@code to}; the nearest one where
     * none in force knows it.
     */
    List<NetworkInterface> networkInterface(String id, Instant from, Instant to) {
        List<NetworkInterface> states = between(from, to).stream()
                .flatMap(epoch -> epoch.snapshot().networkInterface(id).stream())
                .toList();
        return states.isEmpty() ? networkInterface(id, from).stream().toList() : states;
    }

    /** Who held a private address then, in this VPC where it is known; several only where the VPC is not. */
    public List<NetworkInterface> holdersOf(IpAddress address, Optional<String> vpc, Instant at) {
        for (Epoch epoch : nearest(at)) {
            List<NetworkInterface> holders = epoch.holders().getOrDefault(address, List.of());
            List<NetworkInterface> inVpc = holders.stream()
                    .filter(holder -> vpc.isPresent() && holder.vpc().equals(vpc))
                    .toList();
            if (!inVpc.isEmpty()) {
                return inVpc;
            }
            if (!holders.isEmpty()) {
                return holders;
            }
        }
        return List.of();
    }

    /** The subnet that an address lies in then, in this VPC where it is known. */
    public Optional<Subnet> subnetOf(IpAddress address, Optional<String> vpc, Instant at) {
        return subnetsOf(address, at)
                .filter(subnet -> vpc.isEmpty() || subnet.vpc().equals(vpc.get()))
                .findFirst();
    }

    /** Every subnet that an address lies in, those of the snapshot in force first. */
    Stream<Subnet> subnetsOf(IpAddress address, Instant at) {
        return nearest(at).stream()
                .flatMap(epoch -> epoch.snapshot().subnets().stream())
                .filter(subnet -> subnet.cidrs().stream().anyMatch(cidr -> cidr.contains(address)));
    }

    /** The prefix lists whose entries held an address then, the smallest list first. */
    public List<ManagedPrefixList> prefixListsOf(IpAddress address, Instant at) {
        return epochs.isEmpty()
                ? List.of()
                : epoch(at).prefixLists().stream()
                        .filter(entries -> entries.addresses().contains(address))
                        .map(ListEntries::list)
                        .toList();
    }

    /** The prefix lists of a snapshot with the addresses that they hold, the smallest first. */
    private static List<ListEntries> entries(Snapshot snapshot) {
        return snapshot.prefixLists().stream()
                .map(list -> new ListEntries(list, AddressSet.of(list.entries())))
                .sorted(Comparator.comparing((ListEntries entries) -> entries.addresses()
                                .size(IpFamily.IPV4)
                                .add(entries.addresses().size(IpFamily.IPV6)))
                        .thenComparing(entries -> entries.list().id()))
                .toList();
    }

    /** By order of time, the number of the epoch in force at that second; 0 when there is none. */
    int epochNumber(long second) {
        int number = 0;
        for (int i = 1; i < epochs.size(); i++) {
            if (epochs.get(i).asOf().getEpochSecond() <= second) {
                number = i;
            }
        }
        return number;
    }

    /** The interfaces of an instance, in any snapshot. */
    public List<NetworkInterface> interfacesOf(String instance) {
        return epochs.stream()
                .flatMap(epoch -> epoch.snapshot().networkInterfaces().stream())
                .filter(networkInterface -> networkInterface.instance().equals(Optional.of(instance)))
                .toList();
    }

    private Epoch epoch(Instant at) {
        Epoch inForce = epochs.get(0);
        for (Epoch epoch : epochs) {
            if (!epoch.asOf().isAfter(at)) {
                inForce = epoch;
            }
        }
        return inForce;
    }

    private List<Epoch> between(Instant from, Instant to) {
        if (epochs.isEmpty()) {
            return List.of();
        }
        int first = epochNumber(from.getEpochSecond());
        int last = first;
        while (last + 1 < epochs.size() && !epochs.get(last + 1).asOf().isAfter(to)) {
            last++;
        }
        return epochs.subList(first, last + 1);
    }

    /** The epochs, the one in force first, then by how near they are. */
    private List<Epoch> nearest(Instant at) {
        if (epochs.size() < 2) {
            return epochs;
        }
        Instant inForce = epoch(at).asOf();
        List<Epoch> nearest = new ArrayList<>(epochs);
        nearest.sort(Comparator.comparing((Epoch epoch) -> !epoch.asOf().equals(inForce))
                .thenComparing(epoch -> Math.abs(epoch.asOf().getEpochSecond() - at.getEpochSecond()))
                .thenComparing(Epoch::asOf));
        return nearest;
    }
}
