package dev.weir.flow;

/** Which way a flow record's traffic went, seen from the interface that recorded it. */
public enum FlowDirection {
    INGRESS,
    EGRESS,
    /** The record does not say: formats before version 5 have no {@code flow-direction}. */
    NONE
}
