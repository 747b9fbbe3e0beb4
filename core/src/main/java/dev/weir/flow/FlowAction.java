package dev.weir.flow;

/** What happened to the traffic of a flow record. */
public enum FlowAction {
    ACCEPT,
    /** Denied by a security group or a network ACL, or packets that came after the connection was closed. */
    REJECT,
    /** The record does not say. */
    NONE
}
