package dev.weir.cli;

import dev.weir.files.InventorySeries;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.ListenedSink;
import dev.weir.traffic.InventoryHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The inventories that a command on traffic is told, over time: who wore which group when.
 *
 * @param inventory all of them, by when each was true
 * @param problems what could not be read
 */
record Histories(InventoryHistory inventory, List<Problem> problems) {

    static final Grammar.Option INVENTORY = new Grammar.Option(
            "--inventory",
            "SOURCE",
            Grammar.Times.MANY,
            "Which interface has which groups: a file or folder, as for scan; several snapshots are a series over"
                    + " time. Default: the live account.");

    /** Reads what {@code --inventory} names, or the live account. */
    static Histories of(Arguments arguments, Surroundings surroundings) {
        List<String> sources = arguments.all(INVENTORY.name());
        List<InventorySource> series = sources.isEmpty()
                ? List.of(Inventories.forPlanning(sources, arguments, surroundings.clock()))
                : InventorySeries.of(sources.stream().map(Inventories::path).toList(), Inventories.FORMATS);
        Progress progress = new Progress(surroundings);
        Set<Problem> problems = new LinkedHashSet<>();
        List<Snapshot> snapshots = new ArrayList<>();
        for (InventorySource source : series) {
            Snapshot.Builder builder = new Snapshot.Builder();
            source.read(new ListenedSink(builder, progress));
            Snapshot snapshot = builder.build();
            problems.addAll(snapshot.problems());
            snapshots.add(snapshot);
        }
        progress.inventoryRead();
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

    /** Says what could not be read; true if that is nothing. */
    boolean say(Surroundings surroundings) {
        Problems.say(problems, surroundings);
        return problems.isEmpty();
    }
}
