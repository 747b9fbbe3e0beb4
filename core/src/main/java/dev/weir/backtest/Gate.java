package dev.weir.backtest;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One question that a careful engineer asks before a change, with its answer.
 *
 * @param name which
 * @param status the answer; only {@link Status#FAIL} stands in the way
 * @param reason the figure behind it, found against asked; lower case, no full stop
 */
public record Gate(Name name, Status status, String reason) {

    public boolean fails() {
        return status == Status.FAIL;
    }

    /** The public names of the gates; each can be accepted one by one, with a reason. */
    public enum Name {
        EVIDENCE,
        OBSERVATION_PERIOD,
        FULL_WEEK,
        MONTH_END,
        COVERAGE,
        COLD_START_SEEN,
        LOST_RECORDS,
        UNATTRIBUTED,
        AMBIGUOUS,
        STABILITY,
        ATTACHMENT,
        INITIATES_NOTHING,
        PREFIX_LISTS,
        VOLATILE_DESTINATIONS,
        SIBLINGS_OPEN,
        UNTRACKED_CONNECTIONS,
        MANAGED_OUTSIDE,
        QUOTA_HEADROOM;

        /** The name in files and on the command line, such as {@code observation-period}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The gate of this name.
         *
         * @throws IllegalArgumentException naming all of them
         */
        public static Name parse(String id) {
            return Arrays.stream(values())
                    .filter(name -> name.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown gate `" + id + "`: expected one of "
                            + Arrays.stream(values()).map(Name::id).collect(Collectors.joining(", "))));
        }
    }

    /** A gate's answer. */
    public enum Status {
        PASS,
        FAIL,
        NOT_APPLICABLE;

        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
