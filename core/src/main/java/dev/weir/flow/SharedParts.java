package dev.weir.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The parts of objects that threads of a pass offer to those that have no object left to begin. */
final class SharedParts implements FlowHelpers {

    private final Deque<SharedPart> open = new ArrayDeque<>();
    /** How many threads may still offer something. */
    private int beginning;

    SharedParts(int threads) {
        beginning = threads;
    }

    private static final class SharedPart {
        private final FlowObject object;
        private final Part part;
        private int helpers;

        SharedPart(FlowObject object, Part part) {
            this.object = object;
            this.part = part;
        }
    }

    @Override
    public void share(FlowObject object, Part part, FlowRecord record, FlowSink sink) {
        SharedPart offer = new SharedPart(object, part);
        synchronized (this) {
            open.add(offer);
            notifyAll();
        }
        try {
            part.read(record, sink);
        } finally {
            end(offer);
        }
    }

    private synchronized void end(SharedPart offer) {
        open.remove(offer);
        boolean interrupted = false;
        while (offer.helpers > 0) {
            interrupted |= waited();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread has no object left to begin: it helps the others until they have none either. */
    void help(FlowRecord record, FlowSink sink) {
        synchronized (this) {
            beginning--;
            notifyAll();
        }
        for (SharedPart offer = next(); offer != null; offer = next()) {
            try {
                FlowPass.begin(offer.object, record, sink);
                offer.part.read(record, sink);
            } finally {
                left(offer);
            }
        }
    }

    private synchronized @Nullable SharedPart next() {
        boolean interrupted = false;
        while (open.isEmpty() && beginning > 0 && !interrupted) {
            interrupted = waited();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
        SharedPart offer = open.peek();
        if (offer != null) {
            offer.helpers++;
        }
        return offer;
    }

    /** A helper found nothing left, so nobody else will. */
    private synchronized void left(SharedPart offer) {
        open.remove(offer);
        offer.helpers--;
        notifyAll();
    }

    /** Whether the wait was interrupted. */
    private boolean waited() {
        try {
            wait();
            return false;
        } catch (InterruptedException interrupted) {
            return true;
        }
    }
}
