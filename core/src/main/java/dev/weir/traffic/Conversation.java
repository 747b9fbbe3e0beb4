package dev.weir.traffic;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the interfaces of a group initiated toward one destination over the whole period.
 *
 * @param service protocol and port
 * @param destination the address
 * @param peer who it was
 * @param connections a lower bound, over all days and interfaces
 * @param bytes both ways
 * @param days the days on which it was seen, UTC
 * @param interfaces the interfaces that initiated it
 * @param firstSeen the first packet
 * @param lastSeen the last packet
 * @param confidence the surest of its observations
 * @param ambiguousConnections how many of the connections the records cannot decide
 */
public record Conversation(
        Service service,
        IpAddress destination,
        Peer peer,
        long connections,
        long bytes,
        SortedSet<LocalDate> days,
        SortedSet<String> interfaces,
        Instant firstSeen,
        Instant lastSeen,
        Confidence confidence,
        long ambiguousConnections) {

    public Conversation {
        days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
        interfaces = Collections.unmodifiableSortedSet(new TreeSet<>(interfaces));
    }

    /** Where it went. */
    public TrafficPoint point() {
        return new TrafficPoint(service, destination);
    }

    /** Whether nothing but undecidable records speaks for it. */
    public boolean isAmbiguous() {
        return ambiguousConnections == connections;
    }
}
