package dev.weir.inventory;

import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.Listing.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The outcomes of the read calls, and what each makes of absence.
 *
 * <p>A kind is whole for a scope when at least one listing covers the scope and every listing that covers it is whole: a
 * thing whose Region is not known may lie in the one Region that was denied. No listing at all is not whole.
 */
public final class Listings {

    private final Map<Kind, List<Listing>> byKind = new EnumMap<>(Kind.class);

    public void add(Listing listing) {
        byKind.computeIfAbsent(listing.kind(), kind -> new ArrayList<>()).add(listing);
    }

    /** Whether everything of this kind in this scope was read, so that what is missing is not there. */
    public boolean isWhole(Kind kind, Scope scope) {
        boolean covered = false;
        for (Listing listing : byKind.getOrDefault(kind, List.of())) {
            if (listing.scope().mayHold(scope)) {
                if (listing.status() != Status.WHOLE) {
                    return false;
                }
                covered = true;
            }
        }
        return covered;
    }

    /** Why this kind is not whole in this scope, where a listing says so. */
    public Optional<String> problem(Kind kind, Scope scope) {
        return covering(kind, scope)
                .map(listing -> listing.problem().orElse(""))
                .filter(problem -> !problem.isEmpty())
                .findFirst();
    }

    /** The listings of this kind that cover the scope, in the order they came. */
    public Stream<Listing> covering(Kind kind, Scope scope) {
        return byKind.getOrDefault(kind, List.of()).stream()
                .filter(listing -> listing.scope().mayHold(scope));
    }

    /** Every listing, by kind and then in the order they came. */
    public List<Listing> all() {
        List<Listing> all = new ArrayList<>();
        for (List<Listing> ofKind : byKind.values()) {
            all.addAll(ofKind);
        }
        return all;
    }

    /** Whether every listing that a source reported is whole. */
    public boolean areAllWhole() {
        return all().stream().noneMatch(Listing::leavesAGap);
    }
}
