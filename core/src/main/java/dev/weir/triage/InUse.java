package dev.weir.triage;

import java.util.List;

/**
 * Whether something uses a group now, three-valued.
 *
 * @param answer whether
 * @param interfaces how many interfaces it was seen to be associated with
 * @param reasons what holds it where it is in use, and what was not read where that is not known; one clause each
 */
public record InUse(Answer answer, int interfaces, List<String> reasons) {

    public InUse {
        reasons = List.copyOf(reasons);
    }

    /** The three answers. */
    public enum Answer {
        /** Some interface is associated with it, and all of them are known. */
        BY_INTERFACES,
        /** No interface is, and something holds it all the same: a rule of another group, a function, a launch template. */
        HELD,
        /** Nothing is and nothing does: everything that could have told was read. */
        NO,
        /** Something that could tell was not read. */
        NOT_KNOWN
    }
}
