package dev.weir.inventory;

import dev.weir.net.Cidr;
import java.util.List;

/**
 * A VPC.
 *
 * @param scope owner account and Region, as far as known
 * @param id such as {@code vpc-0a1b}
 * @param name its Name tag; empty where it has none
 * @param isDefault whether it is the Region's default VPC, where revoking by properties fails in silence
 * @param cidrs every associated IPv4 and IPv6 CIDR
 * @param origin where it was read
 */
public record Vpc(Scope scope, String id, String name, boolean isDefault, List<Cidr> cidrs, Origin origin) {
    public Vpc {
        cidrs = List.copyOf(cidrs);
    }
}
