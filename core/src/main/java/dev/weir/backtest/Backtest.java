package dev.weir.backtest;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.time.Instant;
import java.util.List;

/**
 * What the method would have broken: rules learned from the earlier part of the period, replayed over the later part.
 *
 * @param learnedTo the end of the earlier part
 * @param connections how many later connections were judged
 * @param permitted how many of them the earlier rules permit
 * @param denied the others, one entry per interface, service and destination
 */
public record Backtest(Instant learnedTo, long connections, long permitted, List<DeniedLater> denied) {

    public Backtest {
        denied = List.copyOf(denied);
    }

    /**
     * Connections that the rules learned earlier would have denied.
     *
     * @param service protocol and port
     * @param destination the address
     * @param connections how many, a lower bound
     * @param networkInterface the interface that initiated them
     * @param at when the first of them was seen
     */
    public record DeniedLater(
            Service service, IpAddress destination, long connections, String networkInterface, Instant at) {}
}
