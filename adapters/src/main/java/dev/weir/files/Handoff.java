package dev.weir.files;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads groups in a second thread while this one judges them: the sink is called from one thread only, in order.
 *
 * <p>At most a few thousand groups wait, so the reader cannot outrun the memory.
 */
final class Handoff implements GroupStream.Output {

    private static final int BATCH = 256;
    private static final int BATCHES = 8;
    private static final List<Consumer<InventorySink>> END = List.of();

    private final ArrayBlockingQueue<List<Consumer<InventorySink>>> queue = new ArrayBlockingQueue<>(BATCHES);
    private List<Consumer<InventorySink>> batch = new ArrayList<>(BATCH);
    private volatile boolean stopped;
    private volatile List<Throwable> failures = List.of();

    private Handoff() {}

    /** The reader's side was told to stop, because the sink failed. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Runs {@code source} in a thread of its own and passes what it gives to the sink. */
    static void run(Consumer<GroupStream.Output> source, InventorySink sink) {
        Handoff handoff = new Handoff();
        Thread reader = new Thread(() -> handoff.produce(source), "weir-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            handoff.consume(sink);
        } finally {
            handoff.stopped = true;
            handoff.queue.clear();
        }
    }

    private void produce(Consumer<GroupStream.Output> source) {
        try {
            source.accept(this);
            flush();
        } catch (Stopped stop) {
            return;
        } catch (RuntimeException | Error failure) {
            failures = List.of(failure);
        }
        try {
            put(END);
        } catch (Stopped stop) {
            // nobody waits for the end
        }
    }

    @SuppressWarnings("ReferenceEquality") // the end is that one list
    private void consume(InventorySink sink) {
        try {
            for (List<Consumer<InventorySink>> next = queue.take(); next != END; next = queue.take()) {
                for (Consumer<InventorySink> push : next) {
                    push.accept(sink);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading was interrupted", interrupted);
        }
        for (Throwable failure : failures) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    private void add(Consumer<InventorySink> push) {
        batch.add(push);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            put(batch);
            batch = new ArrayList<>(BATCH);
        }
    }

    private void put(List<Consumer<InventorySink>> next) {
        try {
            while (!queue.offer(next, 100, TimeUnit.MILLISECONDS)) {
                if (stopped) {
                    throw new Stopped();
                }
            }
        } catch (InterruptedException interrupted) {
            throw new Stopped();
        }
        if (stopped) {
            throw new Stopped();
        }
    }

    @Override
    public void group(SecurityGroup group) {
        add(sink -> sink.securityGroup(group));
    }

    @Override
    public void versions(List<SecurityGroup> versions) {
        add(sink -> sink.contradictorySecurityGroup(versions));
    }

    @Override
    public void problem(Problem problem) {
        add(sink -> sink.problem(problem));
    }
}
