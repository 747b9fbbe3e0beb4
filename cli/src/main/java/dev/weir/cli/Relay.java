package dev.weir.cli;

import dev.weir.finding.Finding;
import dev.weir.finding.FindingSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lets a thread of its own write findings while the next ones are judged, once there are enough of them to be worth it.
 *
 * <p>The first few go on at once, in the thread that brings them. At most a few thousand wait, so judging cannot outrun the
 * memory. What goes wrong with one is thrown to whoever brings a later one, or at the {@link #end}.
 */
final class Relay implements FindingSink, AutoCloseable {

    private static final int AT_ONCE = 4096;
    private static final int BATCH = 256;
    private static final int BATCHES = 8;
    private static final List<Finding> END = List.of();

    private final FindingSink next;
    private final ArrayBlockingQueue<List<Finding>> queue = new ArrayBlockingQueue<>(BATCHES);
    private Optional<Thread> writer = Optional.empty();
    private List<Finding> batch = new ArrayList<>();
    private int passed;
    private volatile boolean stopped;
    private volatile List<Throwable> failures = List.of();

    Relay(FindingSink next) {
        this.next = next;
    }

    @Override
    public void finding(Finding finding) {
        if (passed < AT_ONCE) {
            passed++;
            next.finding(finding);
            return;
        }
        batch.add(finding);
        if (batch.size() == BATCH) {
            put(batch);
            batch = new ArrayList<>(BATCH);
        }
    }

    /** Waits until all findings are written. */
    void end() {
        if (!batch.isEmpty()) {
            put(batch);
            batch = new ArrayList<>();
        }
        if (writer.isPresent()) {
            put(END);
            join();
            rethrow();
        }
    }

    /** Leaves what was not written yet; the sink is not called any more. */
    @Override
    public void close() {
        stopped = true;
        if (writer.isPresent()) {
            join();
        }
    }

    private void join() {
        try {
            writer.orElseThrow().join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("writing was interrupted", interrupted);
        }
    }

    private void put(List<Finding> findings) {
        if (writer.isEmpty()) {
            Thread thread = new Thread(this::write, "weir-writer");
            thread.setDaemon(true);
            thread.start();
            writer = Optional.of(thread);
        }
        try {
            while (!queue.offer(findings, 100, TimeUnit.MILLISECONDS)) {
                rethrow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("writing was interrupted", interrupted);
        }
    }

    private void rethrow() {
        for (Throwable failure : failures) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the end is that one list
    private void write() {
        try {
            while (!stopped) {
                List<Finding> findings = queue.poll(100, TimeUnit.MILLISECONDS);
                if (findings == END) {
                    return;
                }
                if (findings != null) {
                    findings.forEach(next::finding);
                }
            }
        } catch (RuntimeException | Error failure) {
            failures = List.of(failure);
        } catch (InterruptedException interrupted) {
            failures = List.of(new IllegalStateException("writing was interrupted", interrupted));
        }
    }
}
