package dev.weir.remediation;

/** A mistake that somebody could make in the sequence, seeded into a run through its ports. */
enum Bug {
    NONE,
    /** Takes it as given that what was authorized is there. */
    REVOKES_BEFORE_READ_BACK,
    /** Sends a call whose outcome is not known once more. */
    RETRIES_BLINDLY,
    /** Decides from the read before the last write. */
    READS_NOT_AFRESH,
    /** Journals a call when its answer is there. */
    JOURNALS_AFTER_THE_CALL,
    /** Takes it as given, on the way back, that the old rules are there. */
    ROLLBACK_REVOKES_FIRST,
    /** Knows a rule that it made without learning its id by its tag, which anybody may have taken off. */
    KNOWS_ITS_OWN_BY_TAG_ALONE,
    /** Counts its waits from times that an earlier process wrote, whose clock may have been wrong. */
    BELIEVES_AN_EARLIER_CLOCK
}
