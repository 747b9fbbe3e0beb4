package dev.weir.remediation;

/** Where a run is heading. */
public enum Direction {
    /** To the planned rules. */
    FORWARD,
    /** To the rules as they were. */
    BACK
}
