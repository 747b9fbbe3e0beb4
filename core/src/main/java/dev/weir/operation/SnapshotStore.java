package dev.weir.operation;

import dev.weir.inventory.InventorySource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where a snapshot is kept: whole, or not at all. */
public interface SnapshotStore {

    /**
     * Reads the inventory and keeps it.
     *
     * @return the place, for people
     * @throws FailureException if it cannot be kept; what was there before is untouched
     */
    String keep(InventorySource inventory, Instant generatedAt);

    /** What one of a series is called: {@code snapshot-20261121T060000Z.json.gz}, or with {@code -2} and so on where that is taken. */
    static String nameInSeries(Instant generatedAt, int number) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(generatedAt);
        return "snapshot-" + time + (number == 1 ? "" : "-" + number) + ".json.gz";
    }
}
