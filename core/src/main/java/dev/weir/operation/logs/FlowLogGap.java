package dev.weir.operation.logs;

import java.util.Locale;

/** What keeps a plan from being made of what flow logs say; in the order of how much it keeps back. */
public enum FlowLogGap {
    /** Which flow logs there are was not read. */
    NOT_READ,
    /** No flow log watches. */
    NO_FLOW_LOG,
    /** It is made, and does not work. */
    NOT_ACTIVE,
    /** Its last delivery failed. */
    DELIVERY_FAILED,
    /** It records what is rejected, or nobody knows what: nothing that a rule must permit. */
    REJECT_ONLY,
    /** Its records lack what every rule is made of. */
    FIELDS_MISSING,
    /** Its records lack what makes the reading sure. */
    FIELDS_LACKING,
    /** It does not record what is rejected, by which a change is watched. */
    ACCEPT_ONLY,
    /** One record stands for up to ten minutes. */
    AGGREGATION_600,
    /** It delivers to a stream, and only whoever empties that knows where to. */
    STREAM,
    /** It delivers to a bucket or log group of another account. */
    OTHER_ACCOUNT,
    /** It watches for less time than the gates of a plan ask. */
    TOO_YOUNG;

    /** Whether nothing can be learned from a flow log with this gap. */
    public boolean blinds() {
        return compareTo(FIELDS_MISSING) <= 0;
    }

    /** The name in reports, such as {@code reject-only}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
