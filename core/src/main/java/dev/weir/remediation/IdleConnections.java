package dev.weir.remediation;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.TokenTable;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.Opened;
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

    private final Map<String, AssociatedInterface> interfaces = new HashMap<>();
    private final Map<Connection, Trace> traces = new HashMap<>();

    /**
     * @param opened what the journal says of the interfaces
     * @param rejected of which something was rejected
     */
    IdleConnections(Opened opened, Set<Connection> rejected) {
        opened.surroundings().interfaces().forEach(associated -> interfaces.put(associated.id(), associated));
        rejected.forEach(connection -> traces.put(connection, new Trace()));
    }

    /** A stretch of time in which packets were accepted. */
    private record Stretch(Instant from, Instant to) {}

    private static final class Trace {
        private final List<Stretch> accepted = new ArrayList<>();
        private boolean peerBegan;
        private boolean weBegan;
    }

    @Override
    public void record(FlowRecord flow) {
        int token = flow.interfaceId();
        if (token == TokenTable.NONE || flow.action() != FlowAction.ACCEPT || flow.start() == FlowRecord.ABSENT) {
            return;
        }
        String id = flow.tokens().text(token);
        AssociatedInterface associated = interfaces.get(id);
        if (associated == null) {
            return;
        }
        boolean outbound = Connection.isOutbound(flow, associated);
        Optional<Trace> known = (outbound ? Connection.outbound(id, flow) : Connection.inbound(id, flow))
                .flatMap(connection -> Optional.ofNullable(traces.get(connection)));
        known.ifPresent(of -> {
            of.accepted.add(new Stretch(
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
        other.traces.forEach((connection, theirs) -> {
            Trace mine = traces.computeIfAbsent(connection, key -> new Trace());
            mine.accepted.addAll(theirs.accepted);
            mine.peerBegan |= theirs.peerBegan;
            mine.weBegan |= theirs.weBegan;
        });
    }

    /** For how long the connection's interface tracks it, if that is less than it was idle before something was rejected of it. */
    Optional<Duration> outlived(Connection connection, Instant rejectedAt) {
        Trace of = traces.getOrDefault(connection, new Trace());
        Optional<Instant> last = of.accepted.stream()
                .filter(span -> !span.from().isAfter(rejectedAt))
                .map(span -> span.to().isBefore(rejectedAt) ? span.to() : rejectedAt)
                .max(Instant::compareTo);
        AssociatedInterface associated = interfaces.get(connection.networkInterface());
        if (last.isEmpty() || associated == null || !isOfPeer(connection, of)) {
            return Optional.empty();
        }
        Duration tracked = associated.tracking().idle(connection.protocol());
        return Optional.of(tracked)
                .filter(time -> Duration.between(last.get(), rejectedAt).compareTo(time) > 0);
    }

    private static boolean isOfPeer(Connection connection, Trace of) {
        if (of.peerBegan || of.weBegan) {
            return of.peerBegan && !of.weBegan;
        }
        return connection.port() < EPHEMERAL && connection.peerPort() >= EPHEMERAL;
    }
}
