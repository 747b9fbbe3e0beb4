package dev.weir.ec2;

import dev.weir.inventory.Listing;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What a document lists of one kind: the scopes of its elements, and why it may not be all. */
final class Coverage {

    private final Set<Scope> scopes = new LinkedHashSet<>();
    private Optional<String> problem = Optional.empty();
    private Scope last = Scope.UNKNOWN;

    void damaged(Problem by) {
        problem = problem.or(() -> Optional.of(by.toString()));
    }

    boolean isDamaged() {
        return problem.isPresent();
    }

    /** Notes the scope of an element; elements in a row mostly have the same. */
    void add(Scope scope) {
        if (scopes.isEmpty() || !scope.equals(last)) {
            last = scope;
            scopes.add(scope);
        }
    }

    /** The scopes, filled from what is known of the place; that alone where there is no element. */
    Set<Scope> scopes(Scope around) {
        Set<Scope> filled = new LinkedHashSet<>();
        for (Scope scope : scopes) {
            filled.add(scope.orElse(around));
        }
        return filled.isEmpty() ? Set.of(around) : filled;
    }

    void count(Listing.Kind kind, Scope around, ListingTally tally) {
        for (Scope scope : scopes(around)) {
            if (problem.isPresent()) {
                tally.inPart(kind, scope, problem.get());
            } else {
                tally.whole(kind, scope);
            }
        }
    }
}
