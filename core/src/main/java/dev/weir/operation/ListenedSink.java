package dev.weir.operation;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.SecurityGroup;
import java.util.List;

/** Passes an inventory on, and tells the listener how far it is. */
public final class ListenedSink extends PassingSink {

    private final OperationListener listener;

    public ListenedSink(InventorySink next, OperationListener listener) {
        super(next);
        this.listener = listener;
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        listener.networkInterface();
        super.networkInterface(networkInterface);
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        listener.securityGroup();
        super.securityGroup(securityGroup);
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        listener.securityGroup();
        super.contradictorySecurityGroup(versions);
    }

    @Override
    public void passedOver(String name) {
        listener.passedOver(name);
        super.passedOver(name);
    }
}
