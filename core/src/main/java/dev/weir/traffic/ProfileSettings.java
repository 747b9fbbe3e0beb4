package dev.weir.traffic;

import dev.weir.evidence.PortSets;

/**
 * How evidence is resolved.
 *
 * @param fanIn how many distinct opposite ports onto one address and port make that one the server
 * @param joinDays how many days back a connection may have begun: five, the longest that AWS tracks an idle TCP connection
 */
public record ProfileSettings(int fanIn, int joinDays) {

    /** Fan-in 10; 432,000 seconds, the default TCP established timeout of connection tracking. */
    public static final ProfileSettings DEFAULT = new ProfileSettings(10, 5);

    public ProfileSettings {
        if (fanIn < 2 || fanIn > PortSets.KEPT) {
            throw new IllegalArgumentException("the fan-in bound is 2 to %d, found %d".formatted(PortSets.KEPT, fanIn));
        }
        if (joinDays < 0) {
            throw new IllegalArgumentException("the join reaches back 0 days or more, found " + joinDays);
        }
    }
}
