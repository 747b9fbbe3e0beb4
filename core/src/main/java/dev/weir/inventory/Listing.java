package dev.weir.inventory;

import java.util.Optional;

/**
 * One read call's outcome in one scope: what absence means.
 *
 * <p>Only a {@link Status#WHOLE} listing makes "not in it" an answer. A listing that no source gave is the same as one that
 * failed: not known.
 *
 * @param scope the account and Region that it covers; what is unknown in it covers any
 * @param kind what was listed
 * @param status how far
 * @param problem why it is not whole; empty when it is
 */
public record Listing(Scope scope, Kind kind, Status status, Optional<String> problem) {

    /** What is listed: one EC2 describe call each. */
    public enum Kind {
        SECURITY_GROUPS("DescribeSecurityGroups"),
        SECURITY_GROUP_RULES("DescribeSecurityGroupRules"),
        NETWORK_INTERFACES("DescribeNetworkInterfaces"),
        /**
         * Those that EKS, ECS, Lambda and WorkSpaces manage, which DescribeNetworkInterfaces leaves out unless it is asked
         * with {@code IncludeManagedResources}, since 2026-04-22 (EC2 API reference, DescribeNetworkInterfaces). A file
         * cannot show what was left out of it.
         */
        HIDDEN_NETWORK_INTERFACES("DescribeNetworkInterfaces with IncludeManagedResources"),
        PREFIX_LISTS("DescribeManagedPrefixLists"),
        PREFIX_LIST_ENTRIES("GetManagedPrefixListEntries"),
        ROUTE_TABLES("DescribeRouteTables"),
        SUBNETS("DescribeSubnets"),
        VPCS("DescribeVpcs"),
        /** Only who asks what is watched needs them: without this listing an inventory is no less whole. */
        FLOW_LOGS("DescribeFlowLogs");

        private final String call;

        Kind(String call) {
            this.call = call;
        }

        /** The EC2 operation. */
        public String call() {
            return call;
        }
    }

    /** How far a listing was read. */
    public enum Status {
        WHOLE,
        /** A page, or part of a file, is missing. */
        IN_PART,
        /** Refused, failed or unreadable: nothing of it is known. */
        NOT_READ
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Listing that
                && kind == that.kind
                && status == that.status
                && scope.equals(that.scope)
                && problem.equals(that.problem);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.ordinal() + status.ordinal()) + scope.hashCode();
    }

    /** Whether the inventory lacks something that judging its groups needs. */
    public boolean leavesAGap() {
        return status != Status.WHOLE && kind != Kind.FLOW_LOGS;
    }

    public static Listing whole(Scope scope, Kind kind) {
        return new Listing(scope, kind, Status.WHOLE, Optional.empty());
    }

    public static Listing inPart(Scope scope, Kind kind, String problem) {
        return new Listing(scope, kind, Status.IN_PART, Optional.of(problem));
    }

    public static Listing notRead(Scope scope, Kind kind, String problem) {
        return new Listing(scope, kind, Status.NOT_READ, Optional.of(problem));
    }
}
