package dev.weir.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Passes batches on as one, for a sink that keeps what surrounds groups apart from them: once a batch begins, groups wait for the
 * end. A source that gives everything as one streams through.
 */
public final class OneBatch extends PassingSink {

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean inBatches;

    private OneBatch(InventorySink next) {
        super(next);
    }

    /** Reads a source into a sink that hears of no batch. */
    public static void read(InventorySource source, InventorySink next) {
        OneBatch one = new OneBatch(next);
        source.read(one);
        one.waiting.forEach(Runnable::run);
    }

    @Override
    public void batch(Scope scope) {
        inBatches = true;
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        push(() -> super.securityGroup(securityGroup));
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        push(() -> super.contradictorySecurityGroup(versions));
    }

    @Override
    public void possibleSecurityGroup(List<SecurityGroup> versions) {
        push(() -> super.possibleSecurityGroup(versions));
    }

    private void push(Runnable group) {
        if (inBatches) {
            waiting.add(group);
        } else {
            group.run();
        }
    }
}
