package dev.weir.world;

import java.util.List;

/**
 * A host with one network interface.
 *
 * @param networkInterface the id of its interface
 * @param address its primary private IPv4 address
 * @param address6 its IPv6 address
 * @param groups the security groups of the interface
 * @param subnet the subnet that it lies in
 * @param instance its instance; empty for interfaces that AWS manages
 * @param born first second of its life
 * @param dies last second of its life
 */
public record Host(
        String networkInterface,
        String address,
        String address6,
        List<String> groups,
        String subnet,
        String instance,
        long born,
        long dies) {

    public Host {
        groups = List.copyOf(groups);
    }

    boolean holds(String candidate) {
        return candidate.equals(address) || candidate.equals(address6);
    }

    boolean lives(long at) {
        return born <= at && at <= dies;
    }
}
