package dev.weir.operation;

import dev.weir.names.GroupNames;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;
import java.util.Optional;

/**
 * What was observed of one group, for reports that show it.
 *
 * @param period from when to when anything was observed
 * @param group the group's part of it
 * @param names what its destinations are called; empty where no queries were read
 */
public record SeenTraffic(ObservationPeriod period, GroupTraffic group, Optional<GroupNames> names) {

    /** The same where no queries were read. */
    public SeenTraffic(ObservationPeriod period, GroupTraffic group) {
        this(period, group, Optional.empty());
    }
}
