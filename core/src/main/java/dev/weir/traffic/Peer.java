package dev.weir.traffic;

import java.util.List;
import java.util.Optional;

/**
 * Who a destination was at the time: every name that is known for it.
 *
 * @param interfaces the interfaces that held the address
 * @param groups the security groups that those wore
 * @param subnet the subnet that it lies in
 * @param prefixLists the prefix lists that hold it, the smallest first
 * @param awsService AWS's name for the service, from the records
 */
public record Peer(
        List<String> interfaces,
        List<String> groups,
        Optional<String> subnet,
        List<String> prefixLists,
        Optional<String> awsService) {

    public Peer {
        interfaces = List.copyOf(interfaces);
        groups = List.copyOf(groups);
        prefixLists = List.copyOf(prefixLists);
    }
}
