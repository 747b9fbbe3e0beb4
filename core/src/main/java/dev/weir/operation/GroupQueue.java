package dev.weir.operation;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Groups on their way to who judges them: some hundred together are taken by a thread of their own, while the next are read.
 *
 * <p>They are taken one by one and in their order, and before anything else that comes after them. Where there are few, the
 * thread that brings them takes them, and no other is begun. What the taker throws reaches the bringer later, with something
 * that comes next or at the end; it takes nothing after.
 */
final class GroupQueue extends PassingSink implements AutoCloseable {

    /** Enough that handing over costs nothing, few enough that what they are made of is still in the processor's caches. */
    private static final int TOGETHER = 256;

    private final InventorySink taker;
    private List<SecurityGroup> waiting = new ArrayList<>();
    private Optional<ExecutorService> thread = Optional.empty();
    private Optional<Future<?>> taking = Optional.empty();

    GroupQueue(InventorySink taker) {
        super(taker);
        this.taker = taker;
    }

    @Override
    public void securityGroup(SecurityGroup group) {
        waiting.add(group);
        if (waiting.size() == TOGETHER) {
            awaitTaken();
            List<SecurityGroup> full = waiting;
            waiting = new ArrayList<>(TOGETHER);
            taking = Optional.of(begun().submit(() -> full.forEach(taker::securityGroup)));
        }
    }

    /** Whatever else comes finds all groups before it taken. */
    @Override
    protected InventorySink next() {
        settle();
        return taker;
    }

    private ExecutorService begun() {
        if (thread.isEmpty()) {
            thread = Optional.of(Executors.newSingleThreadExecutor(work -> {
                Thread judging = new Thread(work, "weir-judging");
                judging.setDaemon(true);
                return judging;
            }));
        }
        return thread.get();
    }

    /** Returns when all groups that came were taken. */
    void settle() {
        awaitTaken();
        List<SecurityGroup> rest = waiting;
        waiting = new ArrayList<>();
        rest.forEach(taker::securityGroup);
    }

    private void awaitTaken() {
        Optional<Future<?>> last = taking;
        taking = Optional.empty();
        try {
            if (last.isPresent()) {
                last.get().get();
            }
        } catch (ExecutionException failed) {
            waiting = new ArrayList<>();
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while groups were judged", stopped);
        }
    }

    /** Settles, and ends the thread. */
    @Override
    public void close() {
        try {
            settle();
        } finally {
            thread.ifPresent(ExecutorService::shutdown);
        }
    }
}
