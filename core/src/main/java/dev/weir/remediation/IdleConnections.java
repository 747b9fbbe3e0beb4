package dev.weir.remediation;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.Tokens;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Wearer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rejected packets are of connections that a peer began and that were idle for longer than AWS tracks them: replies that
 * are judged by the rules again, and that no rule is missing for.
 *
 * <p>It looks for what was accepted of the connections that something was rejected of, so it reads the flow logs once more. That
 * the peer began one is certain where a record has its SYN; where none has, the side with the port above 32767 began it.
 */
public final class IdleConnections implements FlowSink {

    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int EPHEMERAL = 32_768;

    private final Map<String, Wearer> wearers = new HashMap<>();
    private final Map<Connection, Seen> seen = new HashMap<>();

    /**
     * A look for these connections.
     *
     * @param opened what the journal says of the interfaces
     * @param rejected of which something was rejected
     */
    IdleConnections(Opened opened, Set<Connection> rejected) {
        opened.surroundings().interfaces().forEach(wearer -> wearers.put(wearer.id(), wearer));
        rejected.forEach(connection -> seen.put(connection, new Seen()));
    }

    /** A stretch of time in which packets were accepted. */
    private record Span(Instant from, Instant to) {}

    private static final class Seen {
        private final List<Span> accepted = new ArrayList<>();
        private boolean peerBegan;
        private boolean weBegan;
    }

    @Override
    public void record(FlowRecord flow) {
        int token = flow.interfaceId();
        if (token == Tokens.NONE || flow.action() != FlowAction.ACCEPT || flow.start() == FlowRecord.ABSENT) {
            return;
        }
        String id = flow.tokens().text(token);
        Wearer wearer = wearers.get(id);
        if (wearer == null) {
            return;
        }
        boolean outbound = Heading.isOutbound(flow, wearer);
        Optional<Seen> known = (outbound ? Connection.outbound(id, flow) : Connection.inbound(id, flow))
                .flatMap(connection -> Optional.ofNullable(seen.get(connection)));
        known.ifPresent(of -> {
            of.accepted.add(new Span(
                    Instant.ofEpochSecond(flow.start()), Instant.ofEpochSecond(Math.max(flow.start(), flow.end()))));
            if (flow.has(FlowField.TCP_FLAGS)) {
                boolean syn = (flow.tcpFlags() & SYN) != 0;
                boolean answer = (flow.tcpFlags() & ACK) != 0;
                of.peerBegan |= syn && (outbound == answer);
                of.weBegan |= syn && (outbound != answer);
            }
        });
    }

    /** Adds what another look for the same connections saw. */
    public void merge(IdleConnections other) {
        other.seen.forEach((connection, theirs) -> {
            Seen mine = seen.computeIfAbsent(connection, key -> new Seen());
            mine.accepted.addAll(theirs.accepted);
            mine.peerBegan |= theirs.peerBegan;
            mine.weBegan |= theirs.weBegan;
        });
    }

    /** For how long the connection's interface tracks it, if that is less than it was idle before something was rejected of it. */
    Optional<Duration> outlived(Connection connection, Instant rejectedAt) {
        Seen of = seen.getOrDefault(connection, new Seen());
        Optional<Instant> last = of.accepted.stream()
                .filter(span -> !span.from().isAfter(rejectedAt))
                .map(span -> span.to().isBefore(rejectedAt) ? span.to() : rejectedAt)
                .max(Instant::compareTo);
        Wearer wearer = wearers.get(connection.networkInterface());
        if (last.isEmpty() || wearer == null || !isOfPeer(connection, of)) {
            return Optional.empty();
        }
        Duration tracked = wearer.tracking().idle(connection.protocol());
        return Optional.of(tracked)
                .filter(time -> Duration.between(last.get(), rejectedAt).compareTo(time) > 0);
    }

    private static boolean isOfPeer(Connection connection, Seen of) {
        if (of.peerBegan || of.weBegan) {
            return of.peerBegan && !of.weBegan;
        }
        return connection.port() < EPHEMERAL && connection.peerPort() >= EPHEMERAL;
    }
}
