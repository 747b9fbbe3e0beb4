package dev.weir.cli;

import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import java.util.ArrayList;
import java.util.List;

/** Passes an inventory on and counts it: how much there was, and whether it was all. */
final class Tally implements InventorySink {

    private final InventorySink next;
    private final List<Problem> problems = new ArrayList<>();
    private long securityGroups;
    private long networkInterfaces;
    private long prefixLists;
    private boolean whole = true;

    Tally(InventorySink next) {
        this.next = next;
    }

    long securityGroups() {
        return securityGroups;
    }

    long networkInterfaces() {
        return networkInterfaces;
    }

    long prefixLists() {
        return prefixLists;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Whether everything was read. */
    boolean isComplete() {
        return whole && problems.isEmpty();
    }

    @Override
    public void listing(Listing listing) {
        whole &= listing.status() == Listing.Status.WHOLE;
        next.listing(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        prefixLists++;
        next.prefixList(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        networkInterfaces++;
        next.networkInterface(networkInterface);
    }

    @Override
    public void routeTable(RouteTable routeTable) {
        next.routeTable(routeTable);
    }

    @Override
    public void subnet(Subnet subnet) {
        next.subnet(subnet);
    }

    @Override
    public void vpc(Vpc vpc) {
        next.vpc(vpc);
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        securityGroups++;
        next.securityGroup(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        securityGroups++;
        next.contradictorySecurityGroup(versions);
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
        next.problem(problem);
    }

    @Override
    public void input(Input input) {
        next.input(input);
    }
}
