package dev.weir.operation;

import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;

/**
 * What was observed of one group, for reports that show it.
 *
 * @param period from when to when anything was observed
 * @param group the group's part of it
 */
public record SeenTraffic(ObservationPeriod period, GroupTraffic group) {}
