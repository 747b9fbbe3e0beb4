package dev.weir.remediation;

import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.remediation.JournalEntry.AssociatedInterface;

/** Which way a flow record goes. */
final class Heading {

    private Heading() {}

    /** Whether it left the interface: as it says itself, else by the interface's own addresses. */
    static boolean isOutbound(FlowRecord flow, AssociatedInterface associated) {
        if (flow.flowDirection() != FlowDirection.NONE) {
            return flow.flowDirection() == FlowDirection.EGRESS;
        }
        return flow.srcFamily() != 0 && associated.addresses().contains(flow.address(FlowField.SRCADDR))
                || flow.pktSrcFamily() != 0 && associated.addresses().contains(flow.address(FlowField.PKT_SRCADDR));
    }
}
