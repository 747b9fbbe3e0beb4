package dev.weir.ranges;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A customer-managed prefix list as a read shows it.
 *
 * @param id such as {@code pl-0a1b2c3d}
 * @param name such as {@code vendor-api}; empty if it has none
 * @param family the one family of its entries
 * @param version the version of its entries; each change of entries makes the next
 * @param maxEntries how many entries it may hold, and what a rule that names it weighs
 * @param entries what it holds, in order
 * @param phase AWS's {@code State}, such as {@code modify-complete}
 * @param phaseReason AWS's {@code StateMessage}; empty if there is none
 * @param notOurs why weir may not keep it, one sentence; empty if it may
 */
public record ListState(
        String id,
        String name,
        IpFamily family,
        long version,
        int maxEntries,
        Set<Cidr> entries,
        String phase,
        String phaseReason,
        Optional<String> notOurs) {

    /** The most entries that AWS lets any list have (Amazon VPC User Guide, "Amazon VPC quotas"). */
    static final int MOST = 1000;

    public ListState {
        entries = Collections.unmodifiableSet(new TreeSet<>(entries));
    }

    /** All addresses of its entries. */
    public AddressSet addresses() {
        return AddressSet.of(entries);
    }

    /** Whether a change is still being made. */
    public boolean isChanging() {
        return phase.endsWith("-in-progress");
    }

    /** Whether the last change failed; the entries are then as before. */
    public boolean hasFailed() {
        return phase.endsWith("-failed");
    }
}
