package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What became of a {@link RuleCall}, as far as its sender knows. */
public sealed interface WriteAnswer
        permits WriteAnswer.Done, WriteAnswer.Refused, WriteAnswer.Throttled, WriteAnswer.Unknown {

    /** Answers by kind. */
    <R> R match(Cases<R> cases);

    /** A function for each kind. */
    record Cases<R>(
            Function<Done, R> done,
            Function<Refused, R> refused,
            Function<Throttled, R> throttled,
            Function<Unknown, R> unknown) {}

    /** The call did what it says. */
    record Done(String requestId, List<SecurityGroupRule.Known> made) implements WriteAnswer {
        /**
         * Keeps what AWS answered.
         *
         * @param requestId AWS's id of the request
         * @param made the rules that an authorize call made, with their ids; empty for a revoke. An answer may name fewer
         *     rules than were made, never more
         */
        public Done {
            made = List.copyOf(made);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done().apply(this);
        }
    }

    /**
     * AWS said no, and nothing was changed.
     *
     * @param code AWS's error code, such as {@code InvalidPermission.Duplicate}
     * @param requestId AWS's id of the request, where the answer had one
     */
    record Refused(String code, Optional<String> requestId) implements WriteAnswer {

        private static final String DUPLICATE = "InvalidPermission.Duplicate";
        private static final Set<String> NOT_FOUND =
                Set.of("InvalidPermission.NotFound", "InvalidSecurityGroupRuleId.NotFound");

        /** Whether a rule of the call is there already. */
        public boolean isDuplicate() {
            return code.equals(DUPLICATE);
        }

        /** Whether a rule of the call is not there. */
        public boolean isNotFound() {
            return NOT_FOUND.contains(code);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused().apply(this);
        }
    }

    /**
     * AWS put the call off, and nothing was changed.
     *
     * @param code AWS's error code, such as {@code RequestLimitExceeded}
     */
    record Throttled(String code) implements WriteAnswer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.throttled().apply(this);
        }
    }

    /**
     * The call may have been executed, may not have been, or may still be.
     *
     * @param reason what happened instead of an answer, one sentence without full stop
     */
    record Unknown(String reason) implements WriteAnswer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unknown().apply(this);
        }
    }
}
