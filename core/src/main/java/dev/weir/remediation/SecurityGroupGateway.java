package dev.weir.remediation;

import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.GroupRef;
import java.util.OptionalInt;
import java.util.Set;

/**
 * AWS, as far as changing a security group needs it.
 *
 * <p>Answers are values. A call that changes something is sent at most once per invocation: whoever implements this repeats
 * no write, whatever happens, because only a read can tell what became of it.
 */
public interface SecurityGroupGateway {

    /** Who the calls are made as, such as {@code arn:aws:iam::111122223333:user/ops}. */
    ReadAnswer<String> caller();

    /** The group with all its rules, each with its id, description and tags. */
    ReadAnswer<SecurityGroup> read(GroupRef group);

    /**
     * The group of this name in the VPC of the group, and every interface that has either.
     *
     * @param name of a parking group
     */
    ReadAnswer<ParkingLot> parkingLot(GroupRef group, String name);

    /** How many groups an interface may have; empty where that is not known, and AWS's default of 5 is to be expected. */
    OptionalInt groupsPerInterface();

    /** Makes one call about a parking group, at most once. */
    WriteAnswer send(GroupRef group, ParkingCall call);

    /**
     * What is around the group: the interfaces that it is associated with, all groups of those, and what rules point to.
     *
     * @param group the group
     * @param lists ids of prefix lists to read beside those that the rules of the groups name
     * @param referenced ids of groups whose interfaces are wanted too
     */
    ReadAnswer<Snapshot> surroundings(GroupRef group, Set<String> lists, Set<String> referenced);

    /** Sends the call, once. */
    WriteAnswer send(GroupRef group, RuleCall call);

    /** Asks whether the call would be permitted, without making it. */
    DryRun mayI(GroupRef group, RuleCall call);

    /**
     * What a dry run of a call was answered.
     *
     * @param permitted whether the caller may make it
     * @param reason AWS's code, or what happened instead of an answer
     */
    record DryRun(Permitted permitted, String reason) {
        /** Whether a call is permitted. */
        public enum Permitted {
            PERMITTED,
            DENIED,
            UNKNOWN
        }
    }
}
