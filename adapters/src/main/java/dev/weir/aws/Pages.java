package dev.weir.aws;

import dev.weir.inventory.Listing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a paginated call gave: every item that arrived, and how far it went.
 *
 * @param items in the order of the answers
 * @param status whole, or cut short, or not read at all
 * @param failure why it is not whole; empty when it is
 */
record Pages<T>(List<T> items, Listing.Status status, Optional<Failure> failure) {

    Pages {
        items = List.copyOf(items);
    }

    static <T> Pages<T> whole(List<T> items) {
        return new Pages<>(items, Listing.Status.WHOLE, Optional.empty());
    }

    static <T> Pages<T> cutShort(List<T> items, Failure failure) {
        return new Pages<>(
                items, items.isEmpty() ? Listing.Status.NOT_READ : Listing.Status.IN_PART, Optional.of(failure));
    }

    boolean isWhole() {
        return status == Listing.Status.WHOLE;
    }

    /**
     * One answer.
     *
     * @param items its items
     * @param next the token of the answer after it; empty for the last
     */
    record Page<T>(List<T> items, Optional<String> next) {
        /** The same of an answer of the SDK, whose last one has no token or an empty one. */
        static <T> Page<T> of(List<T> items, @Nullable String next) {
            return new Page<>(items, Optional.ofNullable(next).filter(token -> !token.isEmpty()));
        }
    }
}
