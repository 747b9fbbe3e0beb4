package dev.weir.report;

import dev.weir.finding.Policy;
import java.time.Instant;

/**
 * The run that a report tells of.
 *
 * @param version weir's own version
 * @param at when the result was made
 * @param policy what was asked
 * @param access whether AWS was called
 */
public record Run(String version, Instant at, Policy policy, Access access) {

    /** Where the inventory came from. */
    public enum Access {
        /** Files alone: no AWS call was made, and origins are files. */
        OFFLINE,
        /** Files, some of them in S3, so that AWS was called: origins are files and objects. */
        STORED,
        /** The live account: origins are API calls. */
        LIVE
    }
}
