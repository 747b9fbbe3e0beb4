package dev.weir.inventory;

import java.util.List;

/**
 * Takes an inventory piece by piece, so that a million groups need no memory of a million groups.
 *
 * <p>Order of the calls, in each {@linkplain #batch batch}: everything that judging its groups needs (listings, prefix lists,
 * interfaces, routes, subnets, VPCs) comes before the first of them. Problems and inputs may come at any time, and so may the
 * listings of groups and rules themselves, whose end is known last. Each security group id comes once: as a
 * group, or, where the inputs disagree about it, as its versions.
 */
public interface InventorySink {

    /**
     * A batch begins: the groups of one account and Region, and all that they need. A source that does not know where one ends
     * gives everything as one, and never calls this. An interface of a shared VPC comes in its own batch and in that of each of
     * its groups; what is of no one account and Region comes before the first batch.
     */
    default void batch(Scope scope) {}

    /** A read call's outcome in a scope. */
    void listing(Listing listing);

    void prefixList(ManagedPrefixList prefixList);

    void networkInterface(NetworkInterface networkInterface);

    void routeTable(RouteTable routeTable);

    void subnet(Subnet subnet);

    void vpc(Vpc vpc);

    /** Something that names groups, on an interface or not; before the first group. */
    default void holder(GroupHolder holder) {}

    /** How far the holders of a kind were read; before the first group. */
    default void holdersListed(GroupHolder.Listed listed) {}

    /** What watches the traffic; before the first group. */
    void flowLog(FlowLog flowLog);

    void securityGroup(SecurityGroup securityGroup);

    /**
     * The same id read in two or more places with different contents: judged as the worst of them. The source also reports a
     * problem that names the places.
     */
    void contradictorySecurityGroup(List<SecurityGroup> versions);

    /** A group in the one version that was read of it, or in those that contradict each other. */
    default void securityGroupInVersions(List<SecurityGroup> versions) {
        if (versions.size() == 1) {
            securityGroup(versions.get(0));
        } else {
            contradictorySecurityGroup(versions);
        }
    }

    /**
     * The group that will be one of these, by what the source does not know: a verdict under which all of them agree is its
     * verdict, else it is unknown.
     */
    default void possibleSecurityGroup(List<SecurityGroup> versions) {
        securityGroup(SecurityGroup.commonTo(versions));
    }

    /** A decision that a finding is to be hidden; before the first group. */
    default void suppression(Suppression suppression) {}

    /** Something that was not read, or is wrong: the result is incomplete. */
    void problem(Problem problem);

    /** Something that was read. */
    void input(Input input);

    /** A document beside the inventory that holds something else, well-formed: it makes no difference to the result. */
    default void passedOver(String name) {}
}
