package dev.weir.cli;

import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.logs.FlowLogPlaces;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Flow logs found by asking where they go, instead of being named.
 *
 * @param series the inventories that were asked, each read already
 * @param places where what they say lies
 */
record Discovery(List<InventorySource> series, FlowLogPlaces places) {

    static final Grammar.Option DISCOVER = Grammar.Option.flag(
            "--discover",
            "Ask the account (or --inventory) where the flow logs of its VPCs, subnets and interfaces go, and read them"
                    + " there.");

    /** Reads the inventories, and looks where what watches these groups delivers; all that watches for no group. */
    static Discovery of(Arguments arguments, Set<String> groups, Clock clock, Progress progress) {
        List<Snapshot> snapshots = Inventories.seriesWithFlowLogs(arguments, clock, progress).stream()
                .map(Snapshot::of)
                .toList();
        return new Discovery(List.copyOf(snapshots), FlowLogPlaces.of(snapshots, groups));
    }
}
