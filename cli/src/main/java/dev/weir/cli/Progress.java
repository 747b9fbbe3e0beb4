package dev.weir.cli;

import dev.weir.operation.OperationListener;
import java.util.function.LongSupplier;

/** A line on standard error that says what is done, how far and how long, while somebody watches. */
final class Progress implements OperationListener {

    private static final int LOOK_AT_CLOCK_EVERY = 256;
    private static final long FIRST_AFTER = 1_000_000_000L;
    private static final long AGAIN_AFTER = 500_000_000L;

    private final Surroundings surroundings;
    private final LongSupplier nanoTime;
    private final boolean watched;
    private final long began;
    private long groups;
    private long interfaces;
    private long next;
    private boolean shown;

    Progress(Surroundings surroundings) {
        this(surroundings, System::nanoTime);
    }

    Progress(Surroundings surroundings, LongSupplier nanoTime) {
        this.surroundings = surroundings;
        this.nanoTime = nanoTime;
        watched = surroundings.watched().get();
        began = watched ? nanoTime.getAsLong() : 0;
        next = began + FIRST_AFTER;
    }

    @Override
    public void securityGroup() {
        groups++;
        if (watched && groups % LOOK_AT_CLOCK_EVERY == 0) {
            show();
        }
    }

    @Override
    public void networkInterface() {
        interfaces++;
        if (watched && interfaces % LOOK_AT_CLOCK_EVERY == 0) {
            show();
        }
    }

    private void show() {
        long now = nanoTime.getAsLong();
        if (now - next < 0) {
            return;
        }
        next = now + AGAIN_AFTER;
        shown = true;
        surroundings.sayOver("reading: " + groups + " security groups, " + interfaces + " network interfaces, "
                + (now - began) / 1_000_000_000L + " s");
    }

    /** Takes the line away. */
    @Override
    public void inventoryRead() {
        if (shown) {
            surroundings.sayOver("");
        }
    }
}
