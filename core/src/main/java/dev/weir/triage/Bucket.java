package dev.weir.triage;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What to do next with a group: each that does not pass is in exactly one. The order is that in which they are worked on. */
public enum Bucket {
    UNUSED("nothing is associated with it, holds it or names it", Effort.REVIEW, Closing.ALL),
    INITIATES_NOTHING("nothing that its interfaces begin needs a rule", Effort.REVIEW, Closing.ALL),
    PRIVATE_ONLY("it talks to private addresses alone", Effort.PLAN, Closing.PLANNED),
    STABLE_PUBLIC("all of its public destinations can be named", Effort.PLAN, Closing.PLANNED),
    PORT_LEFT_OPEN(
            "public destinations keep changing, so that a port stays open to the world",
            Effort.REVIEW,
            Closing.PLANNED),
    DEFAULT_GROUP(
            "the group that AWS makes with a VPC: to be emptied, once nothing needs it",
            Effort.REVIEW,
            Closing.PLANNED),
    MANAGED_IN_CODE("its rules are written in code: change it there", Effort.ELSEWHERE, Closing.PLANNED),
    MANAGED_BY_CONTROLLER(
            "a controller or an AWS service makes its rules: change it there", Effort.ELSEWHERE, Closing.PLANNED),
    LOGS_MISSING("what it needs was not seen, or not for long enough", Effort.WAIT, Closing.NOT_KNOWN),
    UNKNOWN("what it permits, or whether it is in use, was not read", Effort.READ, Closing.NOT_KNOWN),
    ATTENTION("what was read contradicts itself, or no plan can be made", Effort.DECIDE, Closing.NOT_KNOWN);

    private final String what;
    private final Effort effort;
    private final Closing closing;

    Bucket(String what, Effort effort, Closing closing) {
        this.what = what;
        this.effort = effort;
        this.closing = closing;
    }

    /** The name in files and on the command line, such as {@code private-only}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What its groups have in common, one clause. */
    public String what() {
        return what;
    }

    /** What closing its groups takes. */
    public Effort effort() {
        return effort;
    }

    Closing closing() {
        return closing;
    }

    /**
     * The bucket of this name.
     *
     * @throws IllegalArgumentException naming all of them
     */
    public static Bucket parse(String id) {
        return Arrays.stream(values())
                .filter(bucket -> bucket.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Bucket::id).collect(Collectors.joining(", ")) + ", found `" + id
                        + "`"));
    }

    /** What closing a group takes, from least to most. */
    public enum Effort {
        /** A plan that follows from what was seen. */
        PLAN,
        /** A plan, or a deletion, that somebody who knows the group should look at. */
        REVIEW,
        /** The same, made in code or in a controller's settings. */
        ELSEWHERE,
        /** Reading what was not read. */
        READ,
        /** Flow logs, and time. */
        WAIT,
        /** A decision that no record makes. */
        DECIDE;

        /** The name in files, such as {@code review}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much of what a group opens is closed by what its bucket asks for. */
    enum Closing {
        ALL,
        /** What its plan closes, where one can be made. */
        PLANNED,
        NOT_KNOWN
    }
}
