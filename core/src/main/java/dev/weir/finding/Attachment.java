package dev.weir.finding;

import java.util.OptionalInt;

/**
 * How many interfaces are associated with a group.
 *
 * @param interfaces the number, 0 included; empty where interfaces were not listed completely and none was seen
 * @param complete whether the listing of interfaces was complete, so that the number is exact and not at least
 */
public record Attachment(OptionalInt interfaces, boolean complete) {

    public static final Attachment UNKNOWN = new Attachment(OptionalInt.empty(), false);

    /** Whether the group is associated with some interface, as far as that is known. */
    public Answer answer() {
        if (interfaces.isPresent() && interfaces.getAsInt() > 0) {
            return Answer.ATTACHED;
        }
        return complete ? Answer.UNATTACHED : Answer.UNKNOWN;
    }

    /** The three answers. */
    public enum Answer {
        ATTACHED,
        UNATTACHED,
        UNKNOWN
    }
}
