package dev.weir.operation;

import dev.weir.evidence.Evidence;
import java.util.Optional;

/** Where what was learned so far is kept now and then, so that a run which is killed need not begin anew. */
public interface Checkpoint {

    /** Nothing is kept. */
    Checkpoint NONE = new Checkpoint() {
        @Override
        public Optional<Evidence> kept() {
            return Optional.empty();
        }

        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public void keep(Evidence soFar) {}
    };

    /** What a run that did not end had kept, if it can be read. */
    Optional<Evidence> kept();

    /** Whether it is time to keep something; asked by any thread, after every object. */
    boolean isDue();

    /** @throws FailureException if it cannot be kept; what was kept before is untouched */
    void keep(Evidence soFar);
}
