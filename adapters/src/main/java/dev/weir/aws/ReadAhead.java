package dev.weir.aws;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fetches the objects that will be read next, in their order, as far as {@link #MOST} bytes of them may wait; nobody waits for
 * it, and an object that is opened out of turn is fetched at once.
 *
 * <p>By name, for of a million objects none is kept before its turn: whoever opens one has another that says the same.
 */
final class ReadAhead {

    /** How many bytes may wait to be read. */
    private static final long MOST = 32L << 20;

    private final ExecutorService network;
    private Iterator<? extends RemoteObject> waiting = Collections.emptyIterator();
    /** Begun, and not opened yet. */
    private final Map<String, FetchedParts> here = new HashMap<>();
    /** Opened before their turn came. */
    private final Set<String> early = new HashSet<>();

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

    /** These will be read, in this order, and no others any more. */
    synchronized void willBeRead(Iterator<? extends RemoteObject> order) {
        waiting = order;
        early.clear();
        fill();
    }

    /** This one is being read: what was fetched of it, which from now on looks after itself. */
    synchronized FetchedParts opened(RemoteObject object) {
        FetchedParts begun = here.remove(object.name());
        if (begun == null) {
            if (waiting.hasNext()) {
                early.add(object.name());
            }
            return new FetchedParts(object, network);
        }
        held -= object.weight();
        fill();
        return begun;
    }

    private void fill() {
        while (held < MOST && waiting.hasNext()) {
            RemoteObject next = waiting.next();
            if (!early.remove(next.name())) {
                FetchedParts parts = new FetchedParts(next, network);
                here.put(next.name(), parts);
                held += next.weight();
                parts.begin();
            }
        }
    }
}
