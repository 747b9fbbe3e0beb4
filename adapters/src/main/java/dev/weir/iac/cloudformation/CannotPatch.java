package dev.weir.iac.cloudformation;

import dev.weir.inventory.Origin;

/** A template cannot be changed safely, and is not: where, and why. */
public final class CannotPatch extends Exception {

    private static final long serialVersionUID = 1;

    CannotPatch(Origin origin, String why) {
        super(origin + ": " + why);
    }

    /** The place and the reason, in a sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
