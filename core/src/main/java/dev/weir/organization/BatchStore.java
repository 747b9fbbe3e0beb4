package dev.weir.organization;

import java.util.Optional;

/** Where bytes are kept between runs, each under a name such as {@code 111122223333/eu-west-1.json.gz}: whole, or not at all. */
public interface BatchStore {

    /** Nothing outlives the run. */
    BatchStore NONE = new BatchStore() {};

    /** What was kept under this name; empty where nothing was, or where it is damaged. */
    default Optional<byte[]> find(String name) {
        return Optional.empty();
    }

    /** Keeps it in the place of what was there. */
    default void keep(String name, byte[] bytes) {}
}
