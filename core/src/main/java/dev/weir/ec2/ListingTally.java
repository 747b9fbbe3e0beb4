package dev.weir.ec2;

import dev.weir.inventory.Listing;
import dev.weir.inventory.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each kind of listing covers, over all files: the worst of the files of a scope counts. */
final class ListingTally {

    private final Map<Listing.Kind, Map<Scope, Optional<String>>> problems = new EnumMap<>(Listing.Kind.class);

    void whole(Listing.Kind kind, Scope scope) {
        of(kind).putIfAbsent(scope, Optional.empty());
    }

    void inPart(Listing.Kind kind, Scope scope, String problem) {
        of(kind).merge(scope, Optional.of(problem), (known, added) -> known.isPresent() ? known : added);
    }

    /** Every listing of this kind that may overlap the scope is in part. */
    void spoil(Listing.Kind kind, Scope scope, String problem) {
        of(kind).replaceAll(
                        (known, before) -> known.mayHold(scope) && before.isEmpty() ? Optional.of(problem) : before);
    }

    private Map<Scope, Optional<String>> of(Listing.Kind kind) {
        return problems.computeIfAbsent(kind, unused -> new TreeMap<>());
    }

    /** The listings of this kind, by scope. */
    List<Listing> listings(Listing.Kind kind) {
        List<Listing> listings = new ArrayList<>();
        problems.getOrDefault(kind, Map.of())
                .forEach((scope, problem) -> listings.add(
                        problem.isPresent() ? Listing.inPart(scope, kind, problem.get()) : Listing.whole(scope, kind)));
        return listings;
    }
}
