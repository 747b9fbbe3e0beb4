package dev.weir.operation;

import dev.weir.evidence.Evidence;
import java.util.Optional;

/** Where what was learned so far is kept now and then, so that a run which is killed need not begin anew. */
public interface Checkpoint {

    /** Nothing is kept. */
    Checkpoint NONE = new Checkpoint() {};

    /** What a run that did not end had kept, if it can be read. */
    default Optional<Evidence> kept() {
        return Optional.empty();
    }

    /** Whether it is time to keep something; asked by any thread, after every object. */
    default boolean isDue() {
        return false;
    }

    /** @throws FailureException if it cannot be kept; what was kept before is untouched */
    default void keep(Evidence soFar) {}
}
