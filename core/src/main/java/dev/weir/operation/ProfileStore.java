package dev.weir.operation;

import dev.weir.evidence.Evidence;

/** Where a traffic profile is kept: its evidence, whole or not at all. */
public interface ProfileStore {

    /** What it is called, for people. */
    String name();

    /** Whether there is one. */
    boolean exists();

    /** @throws FailureException if it cannot be read, or is no profile */
    Evidence read();

    /** What is kept beside it until the next {@link #write}. */
    Checkpoint checkpoint();

    /** @throws FailureException if it cannot be kept; what was there before is untouched */
    void write(Evidence evidence);
}
