package dev.weir.plan;

import dev.weir.inventory.SecurityGroupRule;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule to authorize, with what speaks for it.
 *
 * @param rule protocol, ports, destination, description and tags; it has no id yet
 * @param evidence what was observed; empty for a rule that was asked for by hand
 */
public record Authorization(SecurityGroupRule.Known rule, Optional<ServedTraffic> evidence) {

    /**
     * The traffic that a rule serves.
     *
     * @param connections how many, a lower bound
     * @param destinations how many distinct addresses
     * @param days on how many days
     * @param interfaces by how many interfaces of the group; empty in plans that were made before this was counted
     * @param firstSeen when first
     * @param lastSeen when last
     * @param confidence certain, high, medium or low
     * @param ambiguous how many of the connections the records cannot tell from answers
     * @param neverSeen how many addresses the rule permits on its ports that were never seen, as a whole number
     */
    public record ServedTraffic(
            long connections,
            long destinations,
            int days,
            OptionalInt interfaces,
            Instant firstSeen,
            Instant lastSeen,
            String confidence,
            long ambiguous,
            BigInteger neverSeen) {

        /** Whether nothing but ambiguous records speaks for the rule, so that all it serves may be answers, which need none. */
        public boolean isAmbiguous() {
            return ambiguous == connections;
        }
    }
}
