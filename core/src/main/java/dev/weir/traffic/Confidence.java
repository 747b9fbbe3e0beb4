package dev.weir.traffic;

/** How sure it is that an interface initiated what was observed; the order is from surest to least sure. */
public enum Confidence {
    /** A SYN went out or a SYN-ACK came back, by the record's own direction. */
    CERTAIN,
    /** The same, with the direction taken from the interface's addresses. */
    HIGH,
    /** By ports, listeners, fan-in or the earliest start. */
    MEDIUM,
    /** By little: ICMP, other protocols, an owner field, or nothing at all. */
    LOW;

    /** The less sure of the two. */
    public Confidence or(Confidence other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The surer of the two. */
    public Confidence and(Confidence other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
