package dev.weir.cli;

import dev.weir.flow.FlowReading;
import java.util.function.BooleanSupplier;

/** A line on standard error that says how far the reading of flow logs is, while somebody watches. */
final class FlowProgress implements FlowReadings.Watcher {

    private static final long FIRST_AFTER = 1_000_000_000L;
    private static final long AGAIN_AFTER = 500_000_000L;

    private final Surroundings surroundings;
    private final boolean watched;
    private final long began = System.nanoTime();
    private int objects;
    private int done;
    private long records;
    private long next = began + FIRST_AFTER;
    private boolean shown;

    FlowProgress(Surroundings surroundings) {
        this.surroundings = surroundings;
        watched = surroundings.watched().get();
    }

    @Override
    public synchronized void objects(int count, long bytes) {
        objects = count;
    }

    @Override
    public synchronized void read(FlowReading reading) {
        done++;
        records += reading.records();
        long now = System.nanoTime();
        if (watched && now - next >= 0) {
            next = now + AGAIN_AFTER;
            shown = true;
            surroundings.sayOver("reading: " + done + " of " + Counted.of(objects, "file") + ", "
                    + Counted.of(records, "record") + ", " + (now - began) / 1_000_000_000L + " s");
        }
    }

    /** Takes the line away for as long as something else is said. */
    synchronized boolean aside(BooleanSupplier saying) {
        end();
        shown = false;
        return saying.getAsBoolean();
    }

    /** Takes the line away. */
    synchronized void end() {
        if (shown) {
            surroundings.sayOver("");
        }
    }
}
