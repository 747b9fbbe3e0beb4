package dev.weir.cli;

import dev.weir.finding.Shown;
import dev.weir.flow.FlowReading;
import dev.weir.inventory.Problem;
import dev.weir.operation.OperationListener;
import dev.weir.organization.OrganizationListener;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A line on standard error that says what is done, how far and how long, while somebody watches. */
final class Progress implements OperationListener {

    private static final int LOOK_AT_CLOCK_EVERY = 256;
    private static final long FIRST_AFTER = 1_000_000_000L;
    private static final long AGAIN_AFTER = 500_000_000L;
    private static final int PASSED_OVER_NAMED = 6;

    private final ProcessContext surroundings;
    private final LongSupplier nanoTime;
    private final boolean watched;
    private final long began;
    private boolean countsDays;
    private long groups;
    private long interfaces;
    private int objects;
    private int objectsRead;
    private long records;
    private long next;
    private long passedOverCount;
    private final List<String> passedOver = new ArrayList<>();
    private Optional<AccountsProgress> accounts = Optional.empty();
    private boolean shown;

    Progress(ProcessContext surroundings) {
        this(surroundings, System::nanoTime);
    }

    Progress(ProcessContext surroundings, LongSupplier nanoTime) {
        this.surroundings = surroundings;
        this.nanoTime = nanoTime;
        watched = surroundings.watched().get();
        began = watched ? nanoTime.getAsLong() : 0;
        next = began + FIRST_AFTER;
    }

    /** The objects of flow records are days of a table. */
    void countsDays() {
        countsDays = true;
    }

    private String noun() {
        return countsDays ? "day" : "file";
    }

    @Override
    public void securityGroup() {
        if (watched && ++groups % LOOK_AT_CLOCK_EVERY == 0) {
            show();
        }
    }

    @Override
    public void networkInterface() {
        if (watched && ++interfaces % LOOK_AT_CLOCK_EVERY == 0) {
            show();
        }
    }

    @Override
    public void shown(Shown.Part part) {
        surroundings.say("weir: " + Printable.of(part.toString()));
    }

    @Override
    public void goesOn(int count) {
        surroundings.say("weir: goes on from where a run that did not end had come to: " + Counted.of(count, noun())
                + " need not be read again");
    }

    @Override
    public synchronized void flowObjects(int count) {
        objects = count;
        if (countsDays && count > 0) {
            surroundings.say("weir: asks for " + Counted.of(count, "day") + " of the table, a statement each");
        }
    }

    @Override
    public synchronized void flowObjectRead(FlowReading reading) {
        objectsRead++;
        records += reading.records();
        look();
    }

    private synchronized void show() {
        long now = nanoTime.getAsLong();
        if (now - next < 0) {
            return;
        }
        next = now + AGAIN_AFTER;
        shown = true;
        if (accounts.isPresent() && objects == 0) {
            surroundings.sayOver("reading: " + accounts.get().line(now));
            return;
        }
        String far = objects > 0
                ? objectsRead + " of " + Counted.of(objects, noun()) + ", " + Counted.of(records, "record")
                : Counted.of(groups, "security group") + ", " + Counted.of(interfaces, "network interface");
        surroundings.sayOver("reading: " + far + ", " + (now - began) / 1_000_000_000L + " s");
    }

    @Override
    public void passedOver(String name) {
        if (passedOver.size() < PASSED_OVER_NAMED) {
            passedOver.add(Printable.of(name));
        }
        passedOverCount++;
    }

    /** Takes the line away, and names once what was passed over. */
    @Override
    public void inventoryRead() {
        end();
        if (passedOverCount > 0) {
            long unnamed = passedOverCount - passedOver.size();
            surroundings.say("weir: passed over "
                    + Counted.of(passedOverCount, "file that is", "files that are") + " no inventory: "
                    + String.join(", ", passedOver)
                    + (unnamed > 0 ? " and " + unnamed + " more" : ""));
            passedOver.clear();
            passedOverCount = 0;
        }
    }

    @Override
    public synchronized void problems(List<Problem> problems) {
        end();
        Problems.say(problems, surroundings);
    }

    @Override
    public void flowsRead() {
        end();
    }

    /** What hears how the reading of many accounts goes; how many calls it made, and how long those waited, is asked for. */
    OrganizationListener of(LongSupplier calls, Supplier<Duration> waited) {
        AccountsProgress counted = new AccountsProgress(surroundings, this, calls, waited, nanoTime.getAsLong());
        accounts = Optional.of(counted);
        return counted;
    }

    /** Shows how far it is, where somebody watches. */
    void look() {
        if (watched) {
            show();
        }
    }

    /** Takes the line away. */
    synchronized void end() {
        if (shown) {
            surroundings.sayOver("");
            shown = false;
        }
    }
}
