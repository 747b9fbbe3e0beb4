package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the optimiser says: the trade-off to choose from, or why there is none. */
public sealed interface OptimiserAnswer permits Tradeoff, OptimiserAnswer.OverQuota, OptimiserAnswer.NotPermitted {

    /** Answers by kind. */
    <R> R match(
            Function<Tradeoff, R> tradeoff, Function<OverQuota, R> overQuota, Function<NotPermitted, R> notPermitted);

    /**
     * One rule per class is already more than the quota.
     *
     * @param quota the quota that was asked for
     * @param neededIpv4 the least that all needed rules weigh for IPv4, beside what stands
     * @param neededIpv6 the same for IPv6, with the same rules
     * @param smallestQuota the smallest quota that would do, with what stands
     * @param smallestQuotaMergingPorts the smallest that would do if rules may name ranges of ports; empty where merging does
     *     not help
     */
    record OverQuota(
            Quota quota, int neededIpv4, int neededIpv6, int smallestQuota, Optional<Integer> smallestQuotaMergingPorts)
            implements OptimiserAnswer {
        @Override
        public <R> R match(
                Function<Tradeoff, R> tradeoff,
                Function<OverQuota, R> overQuota,
                Function<NotPermitted, R> notPermitted) {
            return overQuota.apply(this);
        }
    }

    /**
     * Something that must be permitted is forbidden, or the old rules do not permit it.
     *
     * @param conflicts what, by service; never empty
     */
    record NotPermitted(List<Conflict> conflicts) implements OptimiserAnswer {

        public NotPermitted {
            conflicts = List.copyOf(conflicts);
        }

        @Override
        public <R> R match(
                Function<Tradeoff, R> tradeoff,
                Function<OverQuota, R> overQuota,
                Function<NotPermitted, R> notPermitted) {
            return notPermitted.apply(this);
        }
    }

    /**
     * Destinations that may not be opened.
     *
     * @param service on which protocol and ports
     * @param cause which constraint says no
     * @param addresses where to
     */
    record Conflict(Service service, Cause cause, AddressSet addresses) {}

    /** Why a destination may not be opened. */
    enum Cause {
        /** Policy forbids it. */
        FORBIDDEN,
        /** The old rules do not permit it. */
        OUTSIDE_OLD_RULES
    }
}
