package dev.weir.traffic;

import java.util.Collection;
import java.util.Optional;

/**
 * Where an interface is, as far as anything tells.
 *
 * @param account the one that owns it
 */
record InterfaceLocation(
        Optional<String> account, Optional<String> region, Optional<String> vpc, Optional<String> subnet) {

    /**
     * Whether it may be in one of the subnets of these places: it is in one of them, or nobody knows its subnet and nothing that is
     * known of the two differs.
     */
    boolean mayBeAmong(Collection<InterfaceLocation> places) {
        return places.stream()
                .anyMatch(one -> subnet.isPresent() && one.subnet.isPresent()
                        ? subnet.equals(one.subnet)
                        : agree(account, one.account) && agree(region, one.region) && agree(vpc, one.vpc));
    }

    private static boolean agree(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
