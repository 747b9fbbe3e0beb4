package dev.weir.files;

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

/** Passes everything on but inputs: what a snapshot was made from is not what is read now, the snapshot is. */
record WithoutInputs(InventorySink sink) implements InventorySink {

    @Override
    public void listing(Listing listing) {
        sink.listing(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        sink.prefixList(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        sink.networkInterface(networkInterface);
    }

    @Override
    public void routeTable(RouteTable routeTable) {
        sink.routeTable(routeTable);
    }

    @Override
    public void subnet(Subnet subnet) {
        sink.subnet(subnet);
    }

    @Override
    public void vpc(Vpc vpc) {
        sink.vpc(vpc);
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        sink.securityGroup(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        sink.contradictorySecurityGroup(versions);
    }

    @Override
    public void problem(Problem problem) {
        sink.problem(problem);
    }

    @Override
    public void input(Input input) {}
}
