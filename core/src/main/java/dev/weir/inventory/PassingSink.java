package dev.weir.inventory;

import java.util.List;

/** Passes an inventory on, piece by piece; who looks at a piece, or leaves it out, overrides that one method. */
public abstract class PassingSink implements InventorySink {

    private final InventorySink next;

    protected PassingSink(InventorySink next) {
        this.next = next;
    }

    /** Whom a piece is passed on to. */
    protected InventorySink next() {
        return next;
    }

    @Override
    public void batch(Scope scope) {
        next().batch(scope);
    }

    @Override
    public void listing(Listing listing) {
        next().listing(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        next().prefixList(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        next().networkInterface(networkInterface);
    }

    @Override
    public void routeTable(RouteTable routeTable) {
        next().routeTable(routeTable);
    }

    @Override
    public void subnet(Subnet subnet) {
        next().subnet(subnet);
    }

    @Override
    public void vpc(Vpc vpc) {
        next().vpc(vpc);
    }

    @Override
    public void holder(GroupHolder holder) {
        next().holder(holder);
    }

    @Override
    public void holdersListed(GroupHolder.Listed listed) {
        next().holdersListed(listed);
    }

    @Override
    public void flowLog(FlowLog flowLog) {
        next().flowLog(flowLog);
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        next().securityGroup(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        next().contradictorySecurityGroup(versions);
    }

    @Override
    public void possibleSecurityGroup(List<SecurityGroup> versions) {
        next().possibleSecurityGroup(versions);
    }

    @Override
    public void suppression(Suppression suppression) {
        next().suppression(suppression);
    }

    @Override
    public void problem(Problem problem) {
        next().problem(problem);
    }

    @Override
    public void input(Input input) {
        next().input(input);
    }

    @Override
    public void passedOver(String name) {
        next().passedOver(name);
    }
}
