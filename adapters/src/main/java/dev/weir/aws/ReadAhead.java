package dev.weir.aws;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fetches the objects that will be read next, in their order, as far as {@link #MOST} bytes of them may wait; nobody waits for
 * it, and an object that is opened out of turn is fetched at once.
 */
final class ReadAhead {

    /** How many bytes may wait to be read. */
    private static final long MOST = 32L << 20;

    private final ExecutorService network;
    private final Queue<RemoteObject> waiting = new ArrayDeque<>();
    private final Set<RemoteObject> here = new HashSet<>();
    private long held;

    /** One that fetches so much at once. */
    ReadAhead(int connections) {
        network = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work, "weir-fetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    Executor network() {
        return network;
    }

    /** These will be read, in this order. */
    synchronized void willBeRead(Collection<RemoteObject> order) {
        waiting.addAll(order);
        fill();
    }

    /** This one is being read: from now on it looks after its parts itself. */
    synchronized void opened(RemoteObject object) {
        if (here.remove(object)) {
            held -= object.weight();
            fill();
        } else {
            waiting.remove(object);
        }
    }

    private void fill() {
        for (RemoteObject next = waiting.peek(); next != null && held < MOST; next = waiting.peek()) {
            waiting.remove();
            here.add(next);
            held += next.weight();
            next.begin();
        }
    }
}
