package dev.weir.recommendation;

import dev.weir.net.AddressSet;

/**
 * Addresses that an organisation would rather open, or rather not: each counts as {@code weight} addresses.
 *
 * <p>Where zones overlap the largest weight counts. An address in no zone weighs 1.
 *
 * @param addresses the zone
 * @param weight 0 to {@value #HEAVIEST}
 */
public record Zone(AddressSet addresses, int weight) {

    /** The largest weight. */
    public static final int HEAVIEST = 1000;

    public Zone {
        if (weight < 0 || weight > HEAVIEST) {
            throw new IllegalArgumentException("the weight of a zone is 0 to %d, found %d".formatted(HEAVIEST, weight));
        }
    }
}
