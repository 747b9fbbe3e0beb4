package dev.weir.cli;

import dev.weir.operation.OperationListener;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A line on standard error that says what is done, how far and how long, while somebody watches. */
final class Progress implements OperationListener {

    private static final int LOOK_AT_CLOCK_EVERY = 256;
    private static final long FIRST_AFTER = 1_000_000_000L;
    private static final long AGAIN_AFTER = 500_000_000L;
    private static final int PASSED_OVER_NAMED = 6;

    private final Surroundings surroundings;
    private final LongSupplier nanoTime;
    private final boolean watched;
    private final long began;
    private long groups;
    private long interfaces;
    private long next;
    private long passedOverCount;
    private final List<String> passedOver = new ArrayList<>();
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

    @Override
    public void passedOver(String name) {
        if (passedOver.size() < PASSED_OVER_NAMED) {
            passedOver.add(Printable.of(name));
        }
        passedOverCount++;
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

    /** Takes the line away, and names once what was passed over. */
    @Override
    public void inventoryRead() {
        if (shown) {
            surroundings.sayOver("");
        }
        if (passedOverCount > 0) {
            long unnamed = passedOverCount - passedOver.size();
            surroundings.say("weir: passed over " + passedOverCount
                    + (passedOverCount == 1 ? " file that is" : " files that are") + " no inventory: "
                    + String.join(", ", passedOver)
                    + (unnamed > 0 ? " and " + unnamed + " more" : ""));
            passedOver.clear();
            passedOverCount = 0;
        }
    }
}
