package dev.weir.operation;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.OneBatch;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An inventory kept for offline use, what could not be read included. */
public record SnapshotOperation(OperationListener listener) {

    /**
     * What to keep.
     *
     * @param inventory what is read
     * @param at when
     */
    public record Request(InventorySource inventory, Instant at) {}

    /**
     * What was kept.
     *
     * @param place where, for people
     * @param complete whether it is everything
     * @param problems what was not read
     */
    public record Result(
            String place,
            long securityGroups,
            long networkInterfaces,
            long prefixLists,
            boolean complete,
            List<Problem> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** @throws FailureException if it cannot be kept */
    public Result run(Request request, SnapshotStore store) {
        Tally tally = new Tally();
        String place = store.keep(
                sink -> OneBatch.read(request.inventory(), new ListenedSink(tally.before(sink), listener)),
                request.at());
        listener.inventoryRead();
        return tally.at(place);
    }

    /** Counts an inventory that is passed on: how much there was, and whether it was all. */
    private static final class Tally {

        private final List<Problem> problems = new ArrayList<>();
        private long securityGroups;
        private long networkInterfaces;
        private long prefixLists;
        private boolean whole = true;

        Result at(String place) {
            return new Result(
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
}
