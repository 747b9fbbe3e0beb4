package dev.weir.operation;

import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.InventoryHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The inventories that an operation on traffic is told, over time: which interface had which group when.
 *
 * @param inventory all of them, by when each was true
 * @param problems what could not be read
 */
record Histories(InventoryHistory inventory, List<Problem> problems) {

    /** Reads a series. */
    static Histories of(List<InventorySource> series, OperationListener listener) {
        Set<Problem> problems = new LinkedHashSet<>();
        List<Snapshot> snapshots = new ArrayList<>();
        for (InventorySource source : series) {
            Snapshot.Builder builder = new Snapshot.Builder();
            source.read(new ListenedSink(builder, listener));
            Snapshot snapshot = builder.build();
            problems.addAll(snapshot.problems());
            snapshots.add(snapshot);
        }
        listener.inventoryRead();
        return new Histories(history(snapshots), List.copyOf(problems));
    }

    private static InventoryHistory history(List<Snapshot> snapshots) {
        if (snapshots.size() == 1) {
            return InventoryHistory.of(snapshots.get(0));
        }
        TreeMap<Instant, Snapshot> byTime = new TreeMap<>();
        for (Snapshot snapshot : snapshots) {
            Instant asOf = snapshot.inputs().stream()
                    .map(Input::asOf)
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            while (byTime.containsKey(asOf)) {
                asOf = asOf.plusNanos(1); // two accounts, read at the same second
            }
            byTime.put(asOf, snapshot);
        }
        return InventoryHistory.of(byTime);
    }

    boolean areWhole() {
        return problems.isEmpty();
    }

    /** The newest inventory; an empty one where there is none. */
    Snapshot newest() {
        Snapshot newest = Snapshot.EMPTY;
        for (Snapshot snapshot : inventory.snapshots().values()) {
            newest = snapshot;
        }
        return newest;
    }

    /** What was read, each once. */
    List<Input> inputs() {
        Set<Input> inputs = new LinkedHashSet<>();
        inventory.snapshots().values().forEach(snapshot -> inputs.addAll(snapshot.inputs()));
        return List.copyOf(inputs);
    }
}
