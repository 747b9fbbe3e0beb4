package dev.weir.plan;

import java.util.Optional;

/**
 * What holds of a plan whatever else is thought of it.
 *
 * @param narrows the result permits nothing that the old rules do not
 * @param permitsObserved everything observed is permitted by the result or by what it relies on; empty without flows, and where
 *     all that could be read is, but not all could
 * @param nothingForbidden the result reaches no forbidden zone of the policy
 * @param ipv4 the quota of IPv4 rules
 * @param ipv6 the quota of IPv6 rules
 */
public record Proof(
        boolean narrows, Optional<Boolean> permitsObserved, boolean nothingForbidden, QuotaUse ipv4, QuotaUse ipv6) {

    /** Whether every statement holds. */
    public boolean holds() {
        return narrows && permitsObserved.orElse(true) && nothingForbidden && ipv4.fits() && ipv6.fits();
    }

    /**
     * One family's rules against the quota.
     *
     * @param used the weight of the result
     * @param whileApplying the largest weight that stands at any moment of the change
     * @param limit the quota
     */
    public record QuotaUse(int used, int whileApplying, int limit) {

        public boolean fits() {
            return used <= limit && whileApplying <= limit;
        }
    }
}
