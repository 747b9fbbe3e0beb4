package dev.weir.cli;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import java.util.ArrayList;
import java.util.List;

/** Passes an inventory on and counts it: how much there was, and whether it was all. */
final class Tally extends PassingSink {

    private final List<Problem> problems = new ArrayList<>();
    private long securityGroups;
    private long networkInterfaces;
    private long prefixLists;
    private boolean whole = true;

    Tally(InventorySink next) {
        super(next);
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
        super.listing(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        prefixLists++;
        super.prefixList(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        networkInterfaces++;
        super.networkInterface(networkInterface);
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        securityGroups++;
        super.securityGroup(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        securityGroups++;
        super.contradictorySecurityGroup(versions);
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
        super.problem(problem);
    }
}
