package dev.weir.iac.cloudformation;

import dev.weir.inventory.Origin;
import java.util.function.LongUnaryOperator;

/** A template cannot be changed safely, and is not: where, and why. */
public final class CannotPatch extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Origin origin;
    private final String why;
    private final Way way;

    /** What is left to who has to change it. */
    enum Way {
        /** To write the change by hand, in two deployments. */
        BY_HAND,
        /** To change the account first, because no deployment does it without a gap. */
        LIVE_FIRST
    }

    CannotPatch(Origin origin, String why) {
        this(origin, why, Way.BY_HAND);
    }

    private CannotPatch(Origin origin, String why, Way way) {
        super(origin + ": " + why);
        this.origin = origin;
        this.why = why;
        this.way = way;
    }

    /** What no deployment of the template does without a gap. */
    static CannotPatch liveFirst(Origin origin, String why) {
        return new CannotPatch(
                origin,
                why
                        + "; help: `weir apply` the plan with `--accept managed-outside`, and then let the template say what is"
                        + " live",
                Way.LIVE_FIRST);
    }

    Way way() {
        return way;
    }

    /** The same on another line. */
    CannotPatch at(LongUnaryOperator line) {
        return origin.line().isEmpty()
                ? this
                : new CannotPatch(
                        Origin.of(origin.place(), line.applyAsLong(origin.line().getAsLong())), why, way);
    }

    /** The same, with what is left to a person. */
    CannotPatch with(String change) {
        return new CannotPatch(origin, why + change, way);
    }

    /** The place and the reason, in a sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
