package dev.weir.remediation;

import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import java.util.Optional;

/**
 * The two ends of a TCP or UDP connection of one interface, whoever began it.
 *
 * @param networkInterface its id
 * @param protocol TCP or UDP
 * @param port on our side
 * @param peer the far end
 * @param peerPort on the far side
 */
record Connection(String networkInterface, Protocol protocol, int port, IpAddress peer, int peerPort) {

    /** That of a record that left the interface; empty where the record does not say it. */
    static Optional<Connection> outbound(String networkInterface, FlowRecord flow) {
        return destination(flow).flatMap(peer -> of(networkInterface, flow, flow.srcPort(), peer, flow.dstPort()));
    }

    /** That of a record that came to the interface. */
    static Optional<Connection> inbound(String networkInterface, FlowRecord flow) {
        return peer(flow, flow.pktSrcFamily(), FlowField.PKT_SRCADDR, flow.srcFamily(), FlowField.SRCADDR)
                .flatMap(peer -> of(networkInterface, flow, flow.dstPort(), peer, flow.srcPort()));
    }

    /** Whether a record left the interface: as it says itself, else by the interface's own addresses. */
    static boolean isOutbound(FlowRecord flow, AssociatedInterface associated) {
        if (flow.flowDirection() != FlowDirection.NONE) {
            return flow.flowDirection() == FlowDirection.EGRESS;
        }
        return flow.srcFamily() != 0 && associated.addresses().contains(flow.address(FlowField.SRCADDR))
                || flow.pktSrcFamily() != 0 && associated.addresses().contains(flow.address(FlowField.PKT_SRCADDR));
    }

    /** Where a record went, behind what stands between; empty where it does not say. */
    static Optional<IpAddress> destination(FlowRecord flow) {
        return peer(flow, flow.pktDstFamily(), FlowField.PKT_DSTADDR, flow.dstFamily(), FlowField.DSTADDR);
    }

    private static Optional<Connection> of(
            String networkInterface, FlowRecord flow, int port, IpAddress peer, int peerPort) {
        boolean whole = flow.protocol() >= 0 && port > 0 && peerPort > 0;
        return Optional.of(networkInterface)
                .filter(id -> whole && new Protocol(flow.protocol()).hasPorts())
                .map(id -> new Connection(id, new Protocol(flow.protocol()), port, peer, peerPort));
    }

    private static Optional<IpAddress> peer(
            FlowRecord flow, int packetFamily, FlowField packet, int family, FlowField plain) {
        if (packetFamily != 0) {
            return Optional.of(flow.address(packet));
        }
        return family != 0 ? Optional.of(flow.address(plain)) : Optional.empty();
    }
}
