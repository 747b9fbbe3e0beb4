package dev.weir.operation;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The digests of the bytes of some objects, made beside their reading and in the same order; who asks for one waits for it.
 * What its store tells is asked when it is wanted, so that an object which could not be fetched has none.
 */
final class Digests implements FlowDigests {

    private final Map<String, Future<String>> byName = new HashMap<>();

    private Digests() {}

    /** Begins the digests of these objects, as many at once as there are threads. */
    static Digests begun(List<FlowObject> objects, int threads) {
        Digests digests = new Digests();
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "weir-digest");
            thread.setDaemon(true);
            return thread;
        });
        for (FlowObject object : FlowPass.largestFirst(objects)) {
            if (!object.isWrittenOnce()) {
                digests.byName.put(object.name(), pool.submit(object::digest));
            }
        }
        pool.shutdown();
        return digests;
    }

    @Override
    public String of(FlowObject object) throws IOException {
        if (object.isWrittenOnce()) {
            return object.digest();
        }
        Future<String> digest = byName.get(object.name());
        if (digest == null) {
            throw new IOException("no digest of it was asked for");
        }
        return result(digest);
    }

    private static String result(Future<String> digest) throws IOException {
        try {
            return digest.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new IOException(cause == null ? failed.toString() : String.valueOf(cause.getMessage()), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while reading flow logs", stopped);
        }
    }
}
