package dev.weir.cli;

import dev.weir.evaluation.PrefixLists;
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
import java.util.List;
import java.util.Optional;

/** Passes an inventory on, keeps the prefix lists for the remedies, and tells who watches how far it is. */
final class Observed implements InventorySink {

    private final InventorySink next;
    private final Progress progress;
    private final PrefixLists.Builder builder = new PrefixLists.Builder();
    private Optional<PrefixLists> prefixLists = Optional.empty();

    Observed(InventorySink next, Progress progress) {
        this.next = next;
        this.progress = progress;
    }

    /** The prefix lists that came so far; all of them once groups come. */
    PrefixLists prefixLists() {
        if (prefixLists.isEmpty()) {
            prefixLists = Optional.of(builder.build());
        }
        return prefixLists.get();
    }

    @Override
    public void listing(Listing listing) {
        next.listing(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        builder.add(prefixList);
        prefixLists = Optional.empty();
        next.prefixList(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        progress.networkInterface();
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
        progress.securityGroup();
        next.securityGroup(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        progress.securityGroup();
        next.contradictorySecurityGroup(versions);
    }

    @Override
    public void problem(Problem problem) {
        next.problem(problem);
    }

    @Override
    public void input(Input input) {
        next.input(input);
    }
}
