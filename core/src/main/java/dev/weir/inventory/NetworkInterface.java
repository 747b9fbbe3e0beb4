package dev.weir.inventory;

import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network interface (ENI): what security groups are associated with.
 *
 * @param scope owner account and Region, as far as known
 * @param id such as {@code eni-0a1b2c3d}
 * @param groups ids of its security groups, in the order of the source
 * @param groupsRead whether the source carried the groups at all; if not, {@code groups} is empty and means nothing
 * @param vpc its VPC, where known
 * @param subnet its subnet, where known
 * @param type InterfaceType, such as {@code interface}, {@code nat_gateway}, {@code lambda}; empty where the source has none
 * @param description set by AWS services and by users: hostile text
 * @param instance the instance that it is attached to, where there is one
 * @param tracking how long it tracks idle connections
 * @param requesterManaged whether an AWS service manages it
 * @param addresses its private IPv4 addresses, the primary one first, then its IPv6 addresses
 * @param addressesRead whether all of its addresses could be read; if not, it may have others of either family
 * @param prefixes delegated prefixes (EKS pods and the like)
 * @param publicAddresses public and Elastic IPv4 addresses; an IPv6 address is public by itself and not repeated here
 * @param tags its tags
 * @param origin where it was read
 */
public record NetworkInterface(
        Scope scope,
        String id,
        List<String> groups,
        boolean groupsRead,
        Optional<String> vpc,
        Optional<String> subnet,
        String type,
        String description,
        Optional<String> instance,
        ConnectionTracking tracking,
        boolean requesterManaged,
        List<IpAddress> addresses,
        boolean addressesRead,
        List<Cidr> prefixes,
        List<IpAddress> publicAddresses,
        Map<String, String> tags,
        Origin origin) {

    /** The same, tracking connections in this way. */
    public NetworkInterface with(ConnectionTracking other) {
        return new NetworkInterface(
                scope,
                id,
                groups,
                groupsRead,
                vpc,
                subnet,
                type,
                description,
                instance,
                other,
                requesterManaged,
                addresses,
                addressesRead,
                prefixes,
                publicAddresses,
                tags,
                origin);
    }

    public NetworkInterface {
        groups = List.copyOf(groups);
        addresses = List.copyOf(addresses);
        prefixes = List.copyOf(prefixes);
        publicAddresses = List.copyOf(publicAddresses);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
