package dev.weir.finding;

import java.util.Optional;

/**
 * What of a scan is shown, counted and asked about by the exit code, and how groups are counted together.
 *
 * @param filter what is meant
 * @param by what groups are counted by; empty where nobody asks
 */
public record Shown(ResourceFilter filter, Optional<Breakdown.By> by) {

    /** All of it. */
    public static final Shown EVERYTHING = new Shown(ResourceFilter.ALL, Optional.empty());

    /**
     * How much is shown.
     *
     * @param filter what was meant
     * @param shown how many groups are
     * @param all how many were judged
     * @param mayBe how many of those shown may be meant, of which not all that is asked is known
     */
    public record Part(ResourceFilter filter, long shown, long all, long mayBe) {

        /** {@code 12 of 41 groups are shown: --vpc vpc-1}; hostile text. */
        @Override
        public String toString() {
            return shown + " of " + all + (all == 1 ? " group" : " groups") + (shown == 1 ? " is" : " are") + " shown: "
                    + filter + (mayBe == 0 ? "" : "; of " + mayBe + " of them not all that is asked is known");
        }
    }
}
