package dev.weir.traffic;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What one interface initiated (or tried) toward one destination in one day.
 *
 * @param networkInterface its id
 * @param day the day, UTC
 * @param service protocol with the one port; all types for ICMP, whose type is not logged; no ports for other protocols
 * @param destination the address in the packet
 * @param connections a lower bound: by SYN and SYN-ACK where there are TCP flags, else the distinct initiator ports
 * @param bytes both ways
 * @param packets both ways
 * @param firstSeen the first packet of the first record
 * @param lastSeen the last packet of the last record
 * @param confidence how sure it is that the interface initiated it
 * @param ambiguous whether the records cannot decide who initiated it: kept, and flagged
 * @param awsService AWS's name for the destination's service, where the record has one
 * @param trafficPaths the values of {@code traffic-path} that were seen, 1 to 8
 */
public record Observation(
        String networkInterface,
        LocalDate day,
        Service service,
        IpAddress destination,
        long connections,
        long bytes,
        long packets,
        Instant firstSeen,
        Instant lastSeen,
        Confidence confidence,
        boolean ambiguous,
        Optional<String> awsService,
        Set<Integer> trafficPaths) {

    public Observation {
        trafficPaths = Set.copyOf(trafficPaths);
    }

    /** Where it went. */
    public TrafficPoint point() {
        return new TrafficPoint(service, destination);
    }

    /** The same, this sure. */
    public Observation with(Confidence other, boolean isAmbiguous) {
        return new Observation(
                networkInterface,
                day,
                service,
                destination,
                connections,
                bytes,
                packets,
                firstSeen,
                lastSeen,
                other,
                isAmbiguous,
                awsService,
                trafficPaths);
    }
}
