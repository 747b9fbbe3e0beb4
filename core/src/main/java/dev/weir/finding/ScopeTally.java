package dev.weir.finding;

import dev.weir.finding.ScanSummary.ScopeStatus;
import dev.weir.finding.ScanSummary.Status;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listings;
import dev.weir.inventory.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts groups per account and Region, and tells how far each was read. */
final class ScopeTally {

    private final Map<Scope, Long> groups = new TreeMap<>();
    private Scope current = Scope.UNKNOWN;
    private long inCurrent;

    /** Notes one group. Groups of one scope mostly come together, so the map is asked when the scope changes. */
    void group(Scope scope) {
        if (!scope.equals(current)) {
            settle();
            current = scope;
        }
        inCurrent++;
    }

    /** Notes that something lies in the scope. */
    void seen(Scope scope) {
        groups.putIfAbsent(scope, 0L);
    }

    private void settle() {
        if (inCurrent > 0) {
            groups.merge(current, inCurrent, Long::sum);
            inCurrent = 0;
        }
    }

    /**
     * Every scope that was seen, sorted. A listing that does not know its account or Region stands for the scopes that it
     * covers, and has a line of its own only where there are none.
     */
    List<ScopeStatus> statuses(Listings listings) {
        settle();
        for (Listing listing : listings.all()) {
            Scope scope = listing.scope();
            boolean isExact = scope.account().isPresent() && scope.region().isPresent();
            if (isExact) {
                seen(scope);
            }
        }
        for (Listing listing : listings.all()) {
            if (groups.keySet().stream().noneMatch(listing.scope()::mayHold)) {
                seen(listing.scope());
            }
        }
        List<ScopeStatus> statuses = new ArrayList<>();
        groups.forEach((scope, count) -> statuses.add(new ScopeStatus(scope, status(scope, count, listings), count)));
        return List.copyOf(statuses);
    }

    private static Status status(Scope scope, long count, Listings listings) {
        List<Listing> ofGroups =
                listings.covering(Listing.Kind.SECURITY_GROUPS, scope).toList();
        boolean notRead = ofGroups.stream().noneMatch(listing -> listing.status() != Listing.Status.NOT_READ);
        if (count == 0 && notRead) {
            return Status.NOT_READ;
        }
        for (Listing listing : listings.all()) {
            if (listing.scope().mayHold(scope) && listing.status() != Listing.Status.WHOLE) {
                return Status.PARTLY_READ;
            }
        }
        return Status.READ;
    }
}
