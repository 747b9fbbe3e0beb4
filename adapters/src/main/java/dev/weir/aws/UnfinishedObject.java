package dev.weir.aws;

import dev.weir.evidence.Evidence;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FailureException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run has learned so far, in an object beside the profile that it will write, which is whole or as it was all the while.
 *
 * <p>One that stayed because nobody may delete it holds less than the profile that was made since, and is passed over.
 */
final class UnfinishedObject implements Checkpoint {

    private final KeptObject object;
    private final long between;
    private volatile long last = System.nanoTime();
    private boolean there;

    UnfinishedObject(KeptObject object, Duration between) {
        this.object = object;
        this.between = between.toNanos();
    }

    /** Where it cannot be read, for want of a permission too, nothing counts as kept; writing then says why. */
    @Override
    public Optional<Evidence> kept() {
        try {
            Evidence evidence = S3Profile.read(object);
            there = true;
            return Optional.of(evidence);
        } catch (FailureException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isDue() {
        return System.nanoTime() - last > between;
    }

    @Override
    public synchronized void keep(Evidence soFar) {
        S3Profile.write(object, soFar);
        there = true;
        last = System.nanoTime();
    }

    /** The profile is there. */
    synchronized void drop() {
        if (there) {
            object.drop();
            there = false;
        }
    }
}
