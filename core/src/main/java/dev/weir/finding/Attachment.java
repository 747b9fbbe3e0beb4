package dev.weir.finding;

import java.util.List;
import java.util.OptionalInt;

/**
 * How many interfaces are associated with a group.
 *
 * @param interfaces the number, 0 included; empty where interfaces were not listed completely and none was seen
 * @param ids the ids of some of them, sorted: all where there are no more than {@link #NAMED}, else so many; empty for an
 *     interface, which is its own
 * @param complete whether the listing of interfaces was complete, so that the number is exact and not at least
 */
public record Attachment(OptionalInt interfaces, List<String> ids, boolean complete) {

    /** How many of a group's interfaces are named. */
    public static final int NAMED = 20;

    public static final Attachment UNKNOWN = new Attachment(OptionalInt.empty(), List.of(), false);

    public Attachment {
        ids = List.copyOf(ids);
    }

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
