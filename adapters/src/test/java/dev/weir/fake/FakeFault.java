package dev.weir.fake;

/** What the fake can do to a call. */
public enum FakeFault {
    NONE,
    /** The connection closes, nothing was done. */
    LOST_CALL,
    /** The connection closes, all was done. */
    LOST_ANSWER,
    /** An error of the server's, nothing was done. */
    SERVER_ERROR_BEFORE,
    /** An error of the server's, all was done. */
    SERVER_ERROR_AFTER,
    /** Put off by the token bucket. */
    THROTTLED,
    /** A proxy's page with status 200, nothing was done. */
    PAGE,
    /** The first half of an answer, of which the length is said to be so much. */
    CUT
}
