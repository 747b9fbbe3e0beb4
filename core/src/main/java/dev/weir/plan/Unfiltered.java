package dev.weir.plan;

import dev.weir.inventory.NetworkInterface;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What security groups do not filter, so that it needs no rule: the services of the host itself, and the VPC's own DNS resolver
 * (VPC user guide, security groups; DNS of a VPC), also where a flow log shows it.
 *
 * <p>The resolver has the address two above the base of a VPC's CIDR, which AWS reserves in every subnet: nothing else can hold it.
 */
final class Unfiltered {

    private static final int DNS = 53;

    private static final AddressSet OF_THE_HOST = AddressSet.of(List.of(
            Cidr.parse("169.254.169.254/32"),
            Cidr.parse("169.254.169.253/32"),
            Cidr.parse("169.254.169.250/31"),
            Cidr.parse("169.254.169.123/32"),
            Cidr.parse("169.254.170.2/32"),
            Cidr.parse("169.254.170.23/32"),
            Cidr.parse("fd00:ec2::23/128"),
            Cidr.parse("fd00:ec2::253/128"),
            Cidr.parse("fd00:ec2::254/128"),
            Cidr.parse("fd00:ec2::123/128")));

    private final AddressSet resolvers;

    /** Of the VPCs that a group and its interfaces are in. */
    Unfiltered(PlannerInventory inventory, GroupView view) {
        Set<String> vpcs = new TreeSet<>();
        view.group.vpc().ifPresent(vpcs::add);
        view.interfaces.stream().map(NetworkInterface::vpc).forEach(vpc -> vpc.ifPresent(vpcs::add));
        List<Cidr> addresses = new ArrayList<>();
        for (String id : vpcs) {
            inventory
                    .snapshot
                    .vpc(id)
                    .ifPresent(vpc -> vpc.cidrs().stream()
                            .filter(cidr -> cidr.family() == IpFamily.IPV4 && cidr.prefixLength() <= 28)
                            .map(cidr -> Cidr.host(IpAddress.ipv4(cidr.first().low() + 2)))
                            .forEach(addresses::add));
        }
        resolvers = AddressSet.of(addresses);
    }

    boolean holds(Service service, IpAddress destination) {
        boolean dns = service.protocol().hasPorts() && service.from() == DNS && service.to() == DNS;
        return OF_THE_HOST.contains(destination) || dns && resolvers.contains(destination);
    }
}
