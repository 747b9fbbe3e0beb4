package dev.weir.inventory;

/**
 * Something that could not be read, or contradicts itself: it makes the whole result incomplete.
 *
 * @param origin where
 * @param message what was found, what was expected and the next step; lower case, no full stop
 */
public record Problem(Origin origin, String message) {

    /** {@code groups.json:12: …}. */
    @Override
    public String toString() {
        return origin + ": " + message;
    }
}
