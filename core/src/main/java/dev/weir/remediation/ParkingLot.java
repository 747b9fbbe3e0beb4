package dev.weir.remediation;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import java.util.List;
import java.util.Optional;

/**
 * What a read shows of a parking group.
 *
 * @param group the group of that name in the VPC, with all its rules; empty where there is none
 * @param interfaces those that have the narrowed group or the parking group, by id
 */
public record ParkingLot(Optional<SecurityGroup> group, List<NetworkInterface> interfaces) {

    public ParkingLot {
        interfaces = List.copyOf(interfaces);
    }
}
