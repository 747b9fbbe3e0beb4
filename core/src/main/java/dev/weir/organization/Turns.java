package dev.weir.organization;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * So many pieces of work at once, first come, first served; who waits lets another work meanwhile.
 *
 * <pre>
 *   working         waiting to go on        not begun
 *   [ a ][ b ][ c ]  d                      e f g
 *
 *   b must wait for its bucket: it leaves, d goes on. Only where nobody waits to go on, e begins.
 * </pre>
 *
 * <p>So the number of threads is that of the places and of those that wait, and a Region whose bucket is empty costs the others
 * nothing. Who was begun goes first, for it holds what it has read in memory.
 */
public final class Turns implements AutoCloseable {

    private final int places;
    private final ExecutorService threads;
    private final Queue<Runnable> notBegun = new ArrayDeque<>();
    private int working;
    private int returning;

    /** @param places how many work at once */
    public Turns(int places) {
        this.places = places;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "weir-account");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Work to be done when it is its turn; what it throws, its result throws. */
    public <T> CompletableFuture<T> begin(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            notBegun.add(() -> {
                try {
                    result.complete(work.get());
                } catch (Throwable failed) { // an Error too: whoever joins must hear of it
                    result.completeExceptionally(failed);
                }
            });
        }
        next();
        return result;
    }

    /** Called by a piece of work: waits, and lets others work meanwhile. */
    public void leaveFor(Runnable wait) {
        leave();
        try {
            wait.run();
        } finally {
            comeBack();
        }
    }

    private synchronized void next() {
        while (working + returning < places && !notBegun.isEmpty()) {
            Runnable work = notBegun.remove();
            working++;
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    leave();
                }
            });
        }
        notifyAll();
    }

    private void leave() {
        synchronized (this) {
            working--;
        }
        next();
    }

    private synchronized void comeBack() {
        boolean interrupted = false;
        returning++;
        while (working >= places) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        returning--;
        working++;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins nothing more, and interrupts what goes on. */
    @Override
    public void close() {
        synchronized (this) {
            notBegun.clear();
        }
        threads.shutdownNow();
    }
}
