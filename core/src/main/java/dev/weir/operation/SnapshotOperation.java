package dev.weir.operation;

import dev.weir.inventory.InventorySource;
import dev.weir.inventory.OneBatch;
import dev.weir.inventory.Problem;
import java.time.Instant;
import java.util.List;

/** An inventory kept for offline use, what could not be read included. */
public final class SnapshotOperation {

    private final OperationListener listener;

    /**
     * What to keep.
     *
     * @param inventory what is read
     * @param at when
     */
    public record Request(InventorySource inventory, Instant at) {}

    /**
     * What was kept.
     *
     * @param place where, for people
     * @param complete whether it is everything
     * @param problems what was not read
     */
    public record Result(
            String place,
            long securityGroups,
            long networkInterfaces,
            long prefixLists,
            boolean complete,
            List<Problem> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    public SnapshotOperation(OperationListener listener) {
        this.listener = listener;
    }

    /** @throws FailureException if it cannot be kept */
    public Result run(Request request, SnapshotStore store) {
        Tally tally = new Tally();
        String place = store.keep(
                sink -> OneBatch.read(request.inventory(), new ListenedSink(tally.before(sink), listener)),
                request.at());
        listener.inventoryRead();
        return tally.at(place);
    }
}
