package dev.weir.finding;

import dev.weir.net.Share;

/**
 * What counts as the world, as all ports, and as bad enough for the exit code.
 *
 * @param worldShare the share of the public address space of a family that is the world; default 5 %
 * @param portsShare the share of the 65 536 ports that is all ports; default 50 %
 * @param failOn the lowest severity of a fail or unknown that makes the answer not clean; none turns it off
 */
public record Policy(Share worldShare, Share portsShare, Severity failOn) {

    public static final Policy DEFAULT = new Policy(Share.ofPercent(5), Share.ofPercent(50), Severity.HIGH);

    /** Whether the other calls the same the world, and all ports. */
    public boolean judgesAs(Policy other) {
        return worldShare.equals(other.worldShare) && portsShare.equals(other.portsShare);
    }
}
