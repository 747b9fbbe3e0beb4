package dev.weir.finding;

import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.PortRange;
import dev.weir.net.Ratio;
import java.util.List;

/**
 * What is open to the world, and by which rules: the known part only.
 *
 * @param rules the known rules that contribute to a port that is open to the world, in the order of the source; on a pass of
 *     the reading they are empty
 * @param tcp the TCP ports that are open to the world, disjoint and ascending
 * @param udp the UDP ports that are open to the world, likewise
 * @param widestIpv4 the largest share of the public IPv4 space that any one TCP or UDP port reaches
 * @param widestIpv6 the same for IPv6
 */
public record Opening(List<Known> rules, List<PortRange> tcp, List<PortRange> udp, Ratio widestIpv4, Ratio widestIpv6) {

    public Opening {
        rules = List.copyOf(rules);
        tcp = List.copyOf(tcp);
        udp = List.copyOf(udp);
    }

    /** How many TCP ports are open to the world, 0 to 65 536. */
    public int openTcpPorts() {
        return sizeOf(tcp);
    }

    /** How many UDP ports are open to the world, 0 to 65 536. */
    public int openUdpPorts() {
        return sizeOf(udp);
    }

    private static int sizeOf(List<PortRange> ports) {
        int size = 0;
        for (int i = 0; i < ports.size(); i++) {
            size += ports.get(i).size();
        }
        return size;
    }
}
