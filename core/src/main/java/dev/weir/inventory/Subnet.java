package dev.weir.inventory;

import dev.weir.net.Cidr;
import java.util.List;

/**
 * A subnet.
 *
 * @param scope owner account and Region, as far as known
 * @param id such as {@code subnet-0a1b}
 * @param vpc the VPC that it lies in
 * @param name its Name tag; empty where it has none
 * @param cidrs its IPv4 CIDR and associated IPv6 CIDRs
 * @param origin where it was read
 */
public record Subnet(Scope scope, String id, String vpc, String name, List<Cidr> cidrs, Origin origin) {
    public Subnet {
        cidrs = List.copyOf(cidrs);
    }
}
