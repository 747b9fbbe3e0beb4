package dev.weir.operation.logs;

import java.util.Optional;
import java.util.Set;

/** Whose buckets are whose, as far as somebody may be asked: EC2 says where a flow log delivers, and not whose that is. */
public interface OwnBuckets {

    /** Nobody can be asked. */
    OwnBuckets NOT_ASKED = Optional::empty;

    /**
     * The buckets of the account that calls; empty where nobody may ask.
     */
    Optional<Owned> find();

    /**
     * An account and its buckets.
     *
     * @param account twelve digits
     * @param buckets their names
     */
    record Owned(String account, Set<String> buckets) {

        public Owned {
            buckets = Set.copyOf(buckets);
        }
    }
}
