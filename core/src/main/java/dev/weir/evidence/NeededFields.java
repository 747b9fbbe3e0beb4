package dev.weir.evidence;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.LogStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a record must name so that a rule can come of it: whose it is, when it was, the protocol, both ends, the ports of TCP and
 * UDP, and whether it was accepted.
 *
 * <p>{@code pkt-srcaddr} stands in for {@code srcaddr}, {@code pkt-dstaddr} for {@code dstaddr} and {@code end} for {@code start}.
 * NODATA and SKIPDATA records name nearly nothing and are no loss here.
 */
public final class NeededFields {

    /**
     * In the order of the bits of a mask. The status is needed only of a record that says nothing else: with it nothing happened,
     * or something was lost, and without it nobody knows which.
     */
    static final List<FlowField> ALL = List.of(
            FlowField.INTERFACE_ID,
            FlowField.START,
            FlowField.PROTOCOL,
            FlowField.SRCADDR,
            FlowField.DSTADDR,
            FlowField.SRCPORT,
            FlowField.DSTPORT,
            FlowField.ACTION,
            FlowField.LOG_STATUS);

    static final int INTERFACE_ID = 1;
    static final int START = 1 << 1;
    private static final int PROTOCOL = 1 << 2;
    private static final int SRCADDR = 1 << 3;
    private static final int DSTADDR = 1 << 4;
    private static final int SRCPORT = 1 << 5;
    private static final int DSTPORT = 1 << 6;
    private static final int ACTION = 1 << 7;
    private static final int LOG_STATUS = 1 << 8;
    /** What a record that says nothing of any traffic lacks. */
    private static final int TRAFFIC = PROTOCOL | SRCADDR | DSTADDR | SRCPORT | DSTPORT | ACTION;

    private NeededFields() {}

    /** What the records of this format do not name, and cannot be used without. */
    public static Set<FlowField> lackedBy(FlowLogFormat format) {
        return fields(missing(format));
    }

    static int missing(FlowLogFormat format) {
        Set<FlowField> fields = format.fields();
        return (fields.contains(FlowField.INTERFACE_ID) ? 0 : INTERFACE_ID)
                | (fields.contains(FlowField.START) || fields.contains(FlowField.END) ? 0 : START)
                | (fields.contains(FlowField.PROTOCOL) ? 0 : PROTOCOL)
                | (fields.contains(FlowField.SRCADDR) || fields.contains(FlowField.PKT_SRCADDR) ? 0 : SRCADDR)
                | (fields.contains(FlowField.DSTADDR) || fields.contains(FlowField.PKT_DSTADDR) ? 0 : DSTADDR)
                | (fields.contains(FlowField.SRCPORT) ? 0 : SRCPORT)
                | (fields.contains(FlowField.DSTPORT) ? 0 : DSTPORT)
                | (fields.contains(FlowField.ACTION) ? 0 : ACTION);
    }

    /** Whether a record that belongs to an interface and a day names all the rest. */
    static boolean areNamedBy(FlowRecord record) {
        int protocol = record.protocol();
        return protocol >= 0
                && (!hasPorts(protocol) || (record.srcPort() | record.dstPort()) >= 0)
                && record.action() != FlowAction.NONE
                && (record.srcFamily() | record.pktSrcFamily()) != 0
                && (record.dstFamily() | record.pktDstFamily()) != 0;
    }

    /**
     * What such a record does not name; ports count as missing where the protocol is, too.
     *
     * @param byFormat what its format has no column for
     */
    static int missing(FlowRecord record, int byFormat) {
        boolean ports = record.protocol() < 0 || hasPorts(record.protocol());
        int missing = (record.protocol() >= 0 ? 0 : PROTOCOL)
                | ((record.srcFamily() | record.pktSrcFamily()) != 0 ? 0 : SRCADDR)
                | ((record.dstFamily() | record.pktDstFamily()) != 0 ? 0 : DSTADDR)
                | (!ports || record.srcPort() >= 0 ? 0 : SRCPORT)
                | (!ports || record.dstPort() >= 0 ? 0 : DSTPORT)
                | (record.action() != FlowAction.NONE ? 0 : ACTION);
        boolean saysNothing = missing == TRAFFIC && record.logStatus() == LogStatus.NONE;
        return saysNothing && byFormat == 0 ? LOG_STATUS : missing;
    }

    static boolean hasPorts(int protocol) {
        return protocol == 6 || protocol == 17;
    }

    static Set<FlowField> fields(int mask) {
        Set<FlowField> fields = EnumSet.noneOf(FlowField.class);
        for (int bit = 0; bit < ALL.size(); bit++) {
            if ((mask & 1 << bit) != 0) {
                fields.add(ALL.get(bit));
            }
        }
        return Collections.unmodifiableSet(fields);
    }
}
