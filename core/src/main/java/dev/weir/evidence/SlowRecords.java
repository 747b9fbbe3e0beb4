package dev.weir.evidence;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;

/**
 * The plain way into the evidence: IPv6, and records that do not say their direction.
 *
 * <p>Without a direction nobody knows yet which address is the interface's. Such a record is filed under both addresses, the
 * more service-like end named first; it is turned when the interface's addresses are known.
 */
final class SlowRecords {

    private int srcFamily;
    private long srcHigh;
    private long srcLow;
    private int dstFamily;
    private long dstHigh;
    private long dstLow;

    private boolean directed;
    private int localFamily;
    private long localHigh;
    private long localLow;
    private int packetFamily;
    private long packetHigh;
    private long packetLow;

    private final WaitingRecords narrow;
    private final WaitingRecords wide = WaitingRecords.wide();

    private Evidence evidence = Evidence.empty();
    private FlowRecord record;
    private long place;
    private int second;
    private int end;
    private int service;
    private int protocol;
    private int paths;
    private boolean oriented;

    /** Records of IPv4 that say their direction wait among the others. */
    SlowRecords(WaitingRecords narrow) {
        this.narrow = narrow;
        record = new FlowRecord(new TokenTable(1));
    }

    /** Files all that wait. */
    void flush(Evidence evidence) {
        wide.flush(evidence);
    }

    /** The AWS service of whichever end has one, the destination first. */
    int service(FlowRecord record) {
        return switch (record.flowDirection()) {
            case EGRESS -> record.token(FlowField.PKT_DST_AWS_SERVICE);
            case INGRESS -> record.token(FlowField.PKT_SRC_AWS_SERVICE);
            case NONE -> TokenTable.NONE;
        };
    }

    /** Takes what says the record's lane. */
    void locate(FlowRecord record) {
        FlowDirection direction = record.flowDirection();
        addresses(record);
        directed = direction != FlowDirection.NONE && srcFamily != 0 && dstFamily != 0;
        boolean egress = direction == FlowDirection.EGRESS;
        localFamily = !directed ? 0 : egress ? srcFamily : dstFamily;
        localHigh = !directed ? 0 : egress ? srcHigh : dstHigh;
        localLow = !directed ? 0 : egress ? srcLow : dstLow;
        packetFamily = !directed ? 0 : egress ? record.pktSrcFamily() : record.pktDstFamily();
        packetHigh = packetFamily == 0 ? 0 : egress ? record.pktSrcHigh() : record.pktDstHigh();
        packetLow = packetFamily == 0 ? 0 : egress ? record.pktSrcLow() : record.pktDstLow();
        if (packetFamily == localFamily && packetHigh == localHigh && packetLow == localLow) {
            packetFamily = 0;
            packetHigh = 0;
            packetLow = 0;
        }
    }

    /** Whether the located record's lane has an address: only where the record says its direction. */
    boolean isDirected() {
        return directed;
    }

    /** Whether it is one IPv6 address, which is the packet's too. */
    boolean isIpv6Alone() {
        return localFamily == 6 && packetFamily == 0;
    }

    long localHigh() {
        return localHigh;
    }

    long localLow() {
        return localLow;
    }

    /** The lane of the located record. */
    int lane(Evidence evidence, int networkInterface, int flowLog) {
        return evidence.lanes.find(
                networkInterface, flowLog, localFamily, localHigh, localLow, packetFamily, packetHigh, packetLow);
    }

    private void addresses(FlowRecord record) {
        boolean src = record.srcFamily() != 0;
        srcFamily = src ? record.srcFamily() : record.pktSrcFamily();
        srcHigh = srcFamily == 0 ? 0 : src ? record.srcHigh() : record.pktSrcHigh();
        srcLow = srcFamily == 0 ? 0 : src ? record.srcLow() : record.pktSrcLow();
        boolean dst = record.dstFamily() != 0;
        dstFamily = dst ? record.dstFamily() : record.pktDstFamily();
        dstHigh = dstFamily == 0 ? 0 : dst ? record.dstHigh() : record.pktDstHigh();
        dstLow = dstFamily == 0 ? 0 : dst ? record.dstLow() : record.pktDstLow();
    }

    /** Files the record, which names what it must. */
    void add(Evidence evidence, FlowRecord record, long place, int second, int end, int service) {
        addresses(record);
        protocol = record.protocol();
        boolean ports = NeededFields.hasPorts(protocol);
        int srcPort = ports ? record.srcPort() : 0;
        int dstPort = ports ? record.dstPort() : 0;
        int flags = protocol == 6 ? record.tcpFlags() : -1;
        int synchronising = flags < 0 ? 0 : flags & 0x12;
        FlowDirection direction = record.flowDirection();
        this.evidence = evidence;
        this.record = record;
        this.place = place;
        this.second = second;
        this.end = end;
        this.service = service;
        oriented = direction != FlowDirection.NONE;
        paths = record.trafficPath() > 0 ? 1 << Math.min(8, record.trafficPath()) + 7 : 0;
        if (direction == FlowDirection.EGRESS && record.pktDstFamily() != 0) {
            dstFamily = record.pktDstFamily();
            dstHigh = record.pktDstHigh();
            dstLow = record.pktDstLow();
        }
        if (direction == FlowDirection.INGRESS && record.pktSrcFamily() != 0) {
            srcFamily = record.pktSrcFamily();
            srcHigh = record.pktSrcHigh();
            srcLow = record.pktSrcLow();
        }
        int ranks = ports ? ServicePorts.rank(dstPort) - ServicePorts.rank(srcPort) : 0;
        if (record.action() == FlowAction.REJECT) {
            boolean attempt = synchronising == 2 || flags < 0 && ranks <= 0;
            if (attempt && direction != FlowDirection.INGRESS) {
                toDestination(ServiceSide.DENIED, dstPort, 0, -1);
            }
            return;
        }
        if (synchronising == 2) {
            syn(direction, srcPort, dstPort);
        } else if (synchronising == 0x12) {
            fromSource(direction == FlowDirection.EGRESS ? ServiceSide.LISTENER : ServiceSide.PEER, srcPort, 2, -1);
        } else if (direction == FlowDirection.NONE) {
            if (!ports) {
                toDestination(ServiceSide.TIED, 0, 0, -1);
                fromSource(ServiceSide.TIED, 0, 0, -1);
            } else if (ranks == 0) {
                toDestination(ServiceSide.TIED, dstPort, 0, srcPort);
                fromSource(ServiceSide.TIED, srcPort, 0, dstPort);
            } else if (ranks < 0) {
                toDestination(ServiceSide.PEER, dstPort, 0, srcPort);
            } else {
                fromSource(ServiceSide.PEER, srcPort, 0, dstPort);
            }
        } else if (direction == FlowDirection.EGRESS) {
            if (ranks > 0) {
                toDestinationFromLocal(srcPort, dstPort);
            } else {
                toDestination(ranks < 0 ? ServiceSide.PEER : ServiceSide.TIED, dstPort, 0, ports ? srcPort : -1);
                if (ranks == 0 && ports) {
                    listener(srcFamily, srcHigh, srcLow, srcPort, dstPort);
                }
            }
        } else {
            if (ranks < 0) {
                fromSourceToLocal(dstPort, srcPort);
            } else {
                fromSource(ranks > 0 ? ServiceSide.PEER : ServiceSide.TIED, srcPort, 0, ports ? dstPort : -1);
                if (ranks == 0 && ports) {
                    listener(dstFamily, dstHigh, dstLow, dstPort, srcPort);
                }
            }
        }
    }

    /** A SYN; where its port may be taken for a service, it is noted which port that was and where it came to. */
    private void syn(FlowDirection direction, int srcPort, int dstPort) {
        boolean noted = ServicePorts.mayServe(srcPort, dstPort);
        if (direction != FlowDirection.INGRESS) {
            toDestination(ServiceSide.PEER, dstPort, 1, noted && direction == FlowDirection.NONE ? srcPort : -1);
            return;
        }
        toDestination(ServiceSide.LISTENER, dstPort, 1, -1);
        if (noted) {
            put(ServiceSide.LOCAL, dstPort, srcFamily, srcHigh, srcLow, 0, 0, 0, WaitingRecords.PORT_ONLY, srcPort);
        }
    }

    /** The destination is the service that the key names. */
    private void toDestination(int side, int port, int certain, int opposite) {
        int kind = WaitingRecords.TOWARD | certain << 1 | paths;
        put(side, port, dstFamily, dstHigh, dstLow, srcFamily, srcHigh, srcLow, kind, opposite);
    }

    /** The source is the service that the key names. */
    private void fromSource(int side, int port, int certain, int opposite) {
        put(side, port, srcFamily, srcHigh, srcLow, dstFamily, dstHigh, dstLow, certain << 1 | paths, opposite);
    }

    /** Egress, and the local port is the service: the key names the peer and the local port. */
    private void toDestinationFromLocal(int localPort, int peerPort) {
        put(ServiceSide.LOCAL, localPort, dstFamily, dstHigh, dstLow, 0, 0, 0, paths, peerPort);
    }

    /** Ingress, and the local port is the service. */
    private void fromSourceToLocal(int localPort, int peerPort) {
        put(ServiceSide.LOCAL, localPort, srcFamily, srcHigh, srcLow, 0, 0, 0, WaitingRecords.TOWARD | paths, peerPort);
    }

    private void listener(int family, long high, long low, int port, int opposite) {
        put(ServiceSide.LISTENER, port, family, high, low, 0, 0, 0, WaitingRecords.PORT_ONLY, opposite);
    }

    private void put(
            int side,
            int port,
            int family,
            long high,
            long low,
            int otherFamily,
            long otherHigh,
            long otherLow,
            int kind,
            int opposite) {
        if (oriented && family == 4) {
            long key = EntryTable.key(side, protocol, low, port);
            narrow.put(evidence, key, place, record, second, end, kind, opposite, service);
        } else if (oriented) {
            long key = EntryTable.key(side, protocol, family, port);
            wide.put(evidence, key, place, high, low, 0, 0, record, second, end, kind, opposite, service);
        } else {
            long key = EntryTable.key(side | ServiceSide.UNORIENTED, protocol, family | (long) otherFamily << 4, port);
            wide.put(
                    evidence, key, place, high, low, otherHigh, otherLow, record, second, end, kind, opposite, service);
        }
    }
}
