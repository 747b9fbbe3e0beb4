package dev.weir.backtest;

/**
 * How much of the traffic to come goes to destinations not seen before ({@link UnseenEstimate}).
 *
 * @param share tomorrow's, estimated: connections to destinations seen on exactly one day, as a share of all, 0 to 1
 * @param upper95 what the share of the coming week does not exceed, with 95 %
 * @param newDestinationsNext30Days how many destinations not seen before to expect in 30 days
 */
public record UnseenMass(double share, double upper95, double newDestinationsNext30Days) {}
