package dev.weir.remediation;

import dev.weir.net.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What flow logs say of a change.
 *
 * @param changedAt when the change took effect
 * @param undoneAt when it was undone; empty where it was not
 * @param denied what the change denies, most first
 * @param late replies that no rule is missing for
 * @param afterwards what is rejected since the change was undone, which its rules permit
 * @param observed interfaces of which there are records after the change, with the end of the last
 * @param notObserved interfaces of which there are none
 * @param firstDelivery the start of the first record after the change; empty where there is none
 */
public record Rejects(
        Instant changedAt,
        Optional<Instant> undoneAt,
        List<Denied> denied,
        List<Late> late,
        List<Denied> afterwards,
        Map<String, Instant> observed,
        Set<String> notObserved,
        Optional<Instant> firstDelivery) {

    /** How many records say that the change denied something. */
    public long rejected() {
        return denied.stream().mapToLong(Denied::rejected).sum();
    }

    /**
     * Traffic that the change denies.
     *
     * @param flow which
     * @param rejected how many records say so, since the change and before it was undone
     * @param rejectedAfterwards how many records of it were rejected since the change was undone
     * @param rejectedBefore how many records of it were rejected before the change
     * @param acceptedBefore how many records of it were accepted before the change
     * @param first the start of the first rejected record since
     */
    public record Denied(
            RejectedFlow flow,
            long rejected,
            long rejectedAfterwards,
            long rejectedBefore,
            long acceptedBefore,
            Instant first) {}

    /**
     * Replies of connections that peers began and that were idle for longer than they are tracked.
     *
     * @param networkInterface of which interface
     * @param protocol TCP or UDP
     * @param port on our side
     * @param rejected how many records say so
     * @param tracked how long the interface tracks idle connections
     */
    public record Late(String networkInterface, Protocol protocol, int port, long rejected, Duration tracked) {

        Late times(long count) {
            return new Late(networkInterface, protocol, port, count, tracked);
        }
    }
}
