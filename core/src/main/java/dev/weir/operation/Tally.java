package dev.weir.operation;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import java.util.ArrayList;
import java.util.List;

/** Counts an inventory that is passed on: how much there was, and whether it was all. */
final class Tally {

    private final List<Problem> problems = new ArrayList<>();
    private long securityGroups;
    private long networkInterfaces;
    private long prefixLists;
    private boolean whole = true;

    SnapshotOperation.Result at(String place) {
        return new SnapshotOperation.Result(
                place, securityGroups, networkInterfaces, prefixLists, whole && problems.isEmpty(), problems);
    }

    /** Counts what goes into this sink. */
    InventorySink before(InventorySink next) {
        return new PassingSink(next) {
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
        };
    }
}
