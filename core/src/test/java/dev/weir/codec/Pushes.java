package dev.weir.codec;

import dev.weir.inventory.FlowLog;
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

/** Every push in order; problems and inputs, which may come at any time, apart. */
public final class Pushes implements InventorySink {

    public final List<Object> things = new ArrayList<>();
    public final List<Problem> problems = new ArrayList<>();
    public final List<Input> inputs = new ArrayList<>();
    public final List<String> passedOver = new ArrayList<>();

    @Override
    public void listing(Listing listing) {
        things.add(listing);
    }

    @Override
    public void prefixList(ManagedPrefixList prefixList) {
        things.add(prefixList);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        things.add(networkInterface);
    }

    @Override
    public void routeTable(RouteTable routeTable) {
        things.add(routeTable);
    }

    @Override
    public void subnet(Subnet subnet) {
        things.add(subnet);
    }

    @Override
    public void vpc(Vpc vpc) {
        things.add(vpc);
    }

    @Override
    public void flowLog(FlowLog flowLog) {
        things.add(flowLog);
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        things.add(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        things.add(versions);
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }

    @Override
    public void input(Input input) {
        inputs.add(input);
    }

    @Override
    public void passedOver(String name) {
        passedOver.add(name);
    }
}
