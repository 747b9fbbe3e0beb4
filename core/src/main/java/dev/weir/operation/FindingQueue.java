package dev.weir.operation;

import dev.weir.finding.Finding;
import dev.weir.finding.FindingSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Findings on their way to who writes them: some hundred together are taken by a thread of their own, while the next are made.
 *
 * <p>They are taken one by one and in their order. Where there are few, the thread that brings them takes them, and no other is
 * begun. What the taker throws reaches the bringer later, with one of the next findings or at the end; it takes nothing after.
 */
final class FindingQueue implements FindingSink, AutoCloseable {

    /** Enough that handing over costs nothing, few enough that what they are made of is still in the processor's caches. */
    private static final int TOGETHER = 256;

    private final FindingSink taker;
    private List<Finding> waiting = new ArrayList<>();
    private Optional<ExecutorService> thread = Optional.empty();
    private Optional<Future<?>> taking = Optional.empty();

    FindingQueue(FindingSink taker) {
        this.taker = taker;
    }

    @Override
    public void finding(Finding finding) {
        waiting.add(finding);
        if (waiting.size() == TOGETHER) {
            awaitTaken();
            List<Finding> full = waiting;
            waiting = new ArrayList<>(TOGETHER);
            taking = Optional.of(begun().submit(() -> full.forEach(taker::finding)));
        }
    }

    private ExecutorService begun() {
        if (thread.isEmpty()) {
            thread = Optional.of(Executors.newSingleThreadExecutor(work -> {
                Thread writing = new Thread(work, "weir-findings");
                writing.setDaemon(true);
                return writing;
            }));
        }
        return thread.get();
    }

    /** Returns when all findings that came were taken. */
    void settle() {
        awaitTaken();
        List<Finding> rest = waiting;
        waiting = new ArrayList<>();
        rest.forEach(taker::finding);
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
            throw new FailureException("interrupted while findings were written", stopped);
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
