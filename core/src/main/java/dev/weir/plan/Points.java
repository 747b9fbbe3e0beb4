package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.Services;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import java.util.List;

/** Whether rules permit what was seen: to an address, or to a security group that its holder wore. */
final class Points {

    private Points() {}

    static boolean permits(Permissions permissions, Service service, IpAddress address, List<String> peerGroups) {
        boolean single = service.protocol().hasPorts() && service.from() == service.to();
        boolean toAddress = single
                ? permissions.permits(service.protocol(), service.from(), address)
                : permissions.known().contains(TrafficSet.of(service, AddressSet.of(Cidr.host(address))));
        if (toAddress) {
            return true;
        }
        for (String group : peerGroups) {
            Services services = permissions.toGroup(group);
            boolean toGroup = single
                    ? services.contains(service.protocol(), service.from())
                    : services.contains(Services.of(List.of(service)));
            if (toGroup) {
                return true;
            }
        }
        return false;
    }
}
