package dev.weir.finding;

/**
 * One of the two meanings of the check: its title says all ports, its text any TCP or UDP port. Both are always judged.
 */
public enum Reading {
    /** For TCP or for UDP, at least the policy's share of the ports is open to the world. */
    ALL_PORTS("all-ports", Severity.HIGH),
    /** For TCP or for UDP, at least one port is open to the world. */
    ANY_PORT("any-port", Severity.MEDIUM);

    private final String id;
    private final Severity base;

    Reading(String id, Severity base) {
        this.id = id;
        this.base = base;
    }

    /** The name in reports: {@code all-ports}, {@code any-port}. */
    public String id() {
        return id;
    }

    /** The severity before attachment and internet path move it. */
    public Severity base() {
        return base;
    }
}
