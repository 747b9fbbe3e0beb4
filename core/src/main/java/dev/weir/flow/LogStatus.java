package dev.weir.flow;

/** What the {@code log-status} of a flow record says about the logging itself. */
public enum LogStatus {
    OK,
    /** There was no traffic on the interface in the interval. */
    NODATA,
    /** Records were lost in the interval; one such line can stand for many flows. */
    SKIPDATA,
    /** The format has no {@code log-status}, or the record leaves it out. */
    NONE
}
