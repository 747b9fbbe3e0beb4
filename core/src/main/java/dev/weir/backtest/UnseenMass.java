package dev.weir.backtest;

/**
 * How much of tomorrow's traffic goes to destinations not seen before (Good and Turing's estimate, over days).
 *
 * @param share connections to destinations seen on exactly one day, as a share of all, 0 to 1
 * @param upper95 its 95 % upper bound from the leave-one-day-out shares
 * @param newDestinationsNext30Days how many destinations not seen before to expect in 30 days
 */
public record UnseenMass(double share, double upper95, double newDestinationsNext30Days) {}
