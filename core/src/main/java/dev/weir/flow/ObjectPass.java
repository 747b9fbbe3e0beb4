package dev.weir.flow;

import dev.weir.catalogue.NumberSort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Many objects read by some threads, whatever they hold; an object is begun by one of them.
 *
 * <p>Which one is chance. The readings come in the order of the objects.
 */
public final class ObjectPass {

    private ObjectPass() {}

    /**
     * Reads every object once.
     *
     * @param readers one for each thread, at least one
     * @param read lets a reader read an object; what it throws ends the pass
     * @param told hears each reading as it comes, for progress; from any thread
     */
    public static <W> List<FlowReading> over(
            List<FlowObject> objects,
            List<W> readers,
            BiFunction<W, FlowObject, FlowReading> read,
            Consumer<FlowReading> told) {
        return over(objects, readers, read, told, FlowPass.Pause.NEVER, reader -> {});
    }

    /**
     * The same with pauses.
     *
     * @param idle what a reader does once there is no object left to begin
     */
    static <W> List<FlowReading> over(
            List<FlowObject> objects,
            List<W> readers,
            BiFunction<W, FlowObject, FlowReading> read,
            Consumer<FlowReading> told,
            FlowPass.Pause pause,
            Consumer<W> idle) {
        int[] order = order(objects);
        KeptReadings readings = new KeptReadings(objects);
        AtomicInteger next = new AtomicInteger();
        Pauses pauses = new Pauses(pause, readers.size());
        List<Runnable> work = new ArrayList<>();
        for (W reader : readers) {
            work.add(() -> {
                try {
                    for (int turn = next.getAndIncrement(); turn < order.length; turn = next.getAndIncrement()) {
                        int index = order[turn];
                        FlowReading reading = read.apply(reader, objects.get(index));
                        readings.keep(index, reading);
                        told.accept(reading);
                        if (!pauses.passed()) {
                            return;
                        }
                    }
                } finally {
                    pauses.leave();
                    idle.accept(reader);
                }
            });
        }
        run(work);
        pauses.end();
        return readings.all();
    }

    /** The largest first, so that no large one comes last. */
    static int[] order(List<FlowObject> objects) {
        long[] sizes = objects.stream().mapToLong(FlowObject::size).toArray();
        return NumberSort.sorted(sizes.length, (one, other) -> Long.compare(sizes[other], sizes[one]));
    }

    private static void run(List<Runnable> work) {
        if (work.size() == 1) {
            work.get(0).run();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            work.forEach(one -> running.add(pool.submit(one)));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException bug) {
            if (bug.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            if (bug.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException("a reader of flow logs broke", bug.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading flow logs", interrupted);
        } finally {
            pool.shutdownNow();
        }
    }
}
