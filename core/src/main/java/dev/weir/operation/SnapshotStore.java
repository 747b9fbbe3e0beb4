package dev.weir.operation;

import dev.weir.inventory.InventorySource;
import java.time.Instant;

/** Where a snapshot is kept: whole, or not at all. */
public interface SnapshotStore {

    /**
     * Reads the inventory and keeps it.
     *
     * @return the place, for people
     * @throws FailureException if it cannot be kept; what was there before is untouched
     */
    String keep(InventorySource inventory, Instant generatedAt);
}
