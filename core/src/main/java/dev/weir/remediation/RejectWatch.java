package dev.weir.remediation;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.TokenTable;
import dev.weir.net.Protocol;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Looks in flow logs for traffic that a change denies: rejected on its way out, permitted by the old rules, not by the new.
 *
 * <p>REJECT alone says little (it may be a network ACL, another rule, a port that never was open), so our own evaluator judges
 * each rejected flow by the rules of all groups of its interface, before and after. An answer to an inbound connection (SYN
 * with ACK) needs no outbound rule and is left out. ICMP records carry no type: any rule for the protocol counts as
 * permitting it. A packet of a connection that was idle for longer than it is tracked may need none, either: {@link IdleConnections}
 * tells. A prefix list whose entries were not read may hold any address, so it denies nothing.
 *
 * <p>Interfaces of which the logs say nothing after the change were <i>not observed</i>: that is no "no rejects".
 */
public final class RejectWatch implements FlowSink {

    private static final int SYN = 0x02;
    private static final int SYN_AND_ACK = 0x12;

    private final Opened opened;
    private final Instant changedAt;
    private final Optional<Instant> undoneAt;
    private final Map<String, InterfaceRules> judges = new HashMap<>();
    private final Map<RejectedFlow, RejectCounts> counts = new TreeMap<>();
    private final Map<Connection, List<Packet>> rejected = new HashMap<>();
    private final Map<String, Instant> seenUntil = new TreeMap<>();
    private Optional<Instant> firstDelivery = Optional.empty();

    /**
     * @param opened what the journal says of the group as it was
     * @param changedAt when the old rules were taken away
     * @param undoneAt when they stood again; empty where the change was not undone
     */
    public RejectWatch(Opened opened, Instant changedAt, Optional<Instant> undoneAt) {
        this.opened = opened;
        this.changedAt = changedAt;
        this.undoneAt = undoneAt;
        Surroundings around = opened.surroundings();
        for (AssociatedInterface associated : around.interfaces()) {
            judges.put(associated.id(), new InterfaceRules(opened, associated, around));
        }
    }

    private record Packet(RejectedFlow flow, Instant at) {}

    private static final class RejectCounts {
        private long rejected;
        private long rejectedAfterwards;
        private long rejectedBefore;
        private long acceptedBefore;
        private Instant first = Instant.MAX;

        private RejectCounts copy() {
            RejectCounts copy = new RejectCounts();
            copy.add(this);
            return copy;
        }

        private void add(RejectCounts theirs) {
            rejected += theirs.rejected;
            rejectedAfterwards += theirs.rejectedAfterwards;
            rejectedBefore += theirs.rejectedBefore;
            acceptedBefore += theirs.acceptedBefore;
            first = theirs.first.isBefore(first) ? theirs.first : first;
        }
    }

    /** When the change took effect: the first answer to a call that revoked rules of {@code before}. */
    public static Optional<Instant> changedAt(List<JournalEntry> journal) {
        Map<Integer, RuleCall> calls = new HashMap<>();
        for (JournalEntry entry : journal) {
            if (entry instanceof JournalEntry.Intended intended) {
                calls.put(intended.number(), intended.call());
            }
            if (entry instanceof JournalEntry.Answered answered
                    && answered.answer() instanceof WriteAnswer.Done
                    && calls.get(answered.number()) instanceof RuleCall.Revoke) {
                return Optional.of(answered.at());
            }
        }
        return Optional.empty();
    }

    /** When the old rules stood again: a read showed them after the journal last turned back, if it did. */
    public static Optional<Instant> undoneAt(List<JournalEntry> journal) {
        boolean back = false;
        Optional<Instant> undone = Optional.empty();
        for (JournalEntry entry : journal) {
            if (entry instanceof JournalEntry.Announced announced
                    && (announced.direction() == Direction.BACK) != back) {
                back = !back;
                undone = Optional.empty();
            }
            boolean stood = entry instanceof JournalEntry.Seen || entry instanceof JournalEntry.Closed;
            if (back && stood && undone.isEmpty()) {
                undone = Optional.of(entry.at());
            }
        }
        return undone;
    }

    @Override
    public void record(FlowRecord flow) {
        int token = flow.interfaceId();
        if (token == TokenTable.NONE) {
            return;
        }
        String id = flow.tokens().text(token);
        InterfaceRules judge = judges.get(id);
        if (judge == null || flow.start() == FlowRecord.ABSENT) {
            return;
        }
        Instant start = Instant.ofEpochSecond(flow.start());
        boolean after = !start.isBefore(changedAt);
        if (after) {
            Instant end = Instant.ofEpochSecond(Math.max(flow.start(), flow.end()));
            seenUntil.merge(id, end, (one, other) -> one.isAfter(other) ? one : other);
            firstDelivery = firstDelivery.filter(first -> !first.isAfter(start)).or(() -> Optional.of(start));
        }
        if (flow.action() == FlowAction.NONE || flow.protocol() < 0 || !Connection.isOutbound(flow, judge.associated)) {
            return;
        }
        int handshake = flow.has(FlowField.TCP_FLAGS) ? flow.tcpFlags() & SYN_AND_ACK : 0;
        boolean answers = handshake == SYN_AND_ACK;
        Optional<RejectedFlow> named = answers ? Optional.empty() : named(id, flow);
        if (named.isPresent() && judge.isDeniedByTheChange(named.get())) {
            boolean denied = flow.action() == FlowAction.REJECT && after && !isUndone(start);
            Optional<Connection> old = Optional.of(id)
                    .filter(any -> denied && handshake != SYN)
                    .flatMap(any -> Connection.outbound(any, flow));
            if (old.isPresent()) {
                rejected.computeIfAbsent(old.get(), key -> new ArrayList<>()).add(new Packet(named.get(), start));
            } else {
                count(counts.computeIfAbsent(named.get(), key -> new RejectCounts()), flow.action(), start, after);
            }
        }
    }

    private boolean isUndone(Instant start) {
        return undoneAt.filter(undone -> !start.isBefore(undone)).isPresent();
    }

    /** Looks for the connections that something was rejected of and that were not just begun; read the logs once more. */
    public IdleConnections idleConnections() {
        return new IdleConnections(opened, rejected.keySet());
    }

    /** Whether anything was rejected of which only {@link #idleConnections} can tell what it is. */
    public boolean isInDoubt() {
        return !rejected.isEmpty();
    }

    private static Optional<RejectedFlow> named(String id, FlowRecord flow) {
        Protocol protocol = new Protocol(flow.protocol());
        int port = protocol.hasPorts() ? Math.max(0, flow.dstPort()) : 0;
        return Connection.destination(flow).map(far -> new RejectedFlow(id, protocol, port, far));
    }

    private void count(RejectCounts counts, FlowAction action, Instant start, boolean after) {
        if (isUndone(start)) {
            counts.rejectedAfterwards += action == FlowAction.REJECT ? 1 : 0;
        } else if (action == FlowAction.REJECT && after) {
            counts.rejected++;
            counts.first = start.isBefore(counts.first) ? start : counts.first;
        } else if (!after) {
            counts.rejectedBefore += action == FlowAction.REJECT ? 1 : 0;
            counts.acceptedBefore += action == FlowAction.ACCEPT ? 1 : 0;
        }
    }

    /** Adds what another watch of the same change saw. */
    public void merge(RejectWatch other) {
        other.seenUntil.forEach((id, end) -> seenUntil.merge(id, end, (one, two) -> one.isAfter(two) ? one : two));
        other.firstDelivery.ifPresent(theirs -> firstDelivery =
                firstDelivery.filter(mine -> mine.isBefore(theirs)).or(() -> Optional.of(theirs)));
        other.counts.forEach((flow, theirs) ->
                counts.computeIfAbsent(flow, key -> new RejectCounts()).add(theirs));
        other.rejected.forEach((connection, theirs) ->
                rejected.computeIfAbsent(connection, key -> new ArrayList<>()).addAll(theirs));
    }

    /** What was seen so far; {@code idle} tells of {@link #idleConnections} what else was seen of them. */
    public Rejects result(IdleConnections idle) {
        Map<RejectedFlow, RejectCounts> counts = new TreeMap<>();
        this.counts.forEach((flow, count) -> counts.put(flow, count.copy()));
        Map<Rejects.Late, Long> lateOnes = new HashMap<>();
        rejected.forEach((connection, packets) -> packets.forEach(packet -> {
            Optional<Duration> tracked = idle.outlived(connection, packet.at());
            if (tracked.isPresent()) {
                Rejects.Late late = new Rejects.Late(
                        connection.networkInterface(), connection.protocol(), connection.port(), 0, tracked.get());
                lateOnes.merge(late, 1L, Long::sum);
            } else {
                RejectCounts count = counts.computeIfAbsent(packet.flow(), key -> new RejectCounts());
                count(count, FlowAction.REJECT, packet.at(), true);
            }
        }));
        List<Rejects.Late> late = lateOnes.entrySet().stream()
                .map(one -> one.getKey().times(one.getValue()))
                .sorted(Comparator.comparing(Rejects.Late::networkInterface)
                        .thenComparing(Rejects.Late::protocol)
                        .thenComparingInt(Rejects.Late::port))
                .toList();
        List<Rejects.Denied> all = new ArrayList<>();
        counts.forEach((flow, count) -> all.add(new Rejects.Denied(
                flow,
                count.rejected,
                count.rejectedAfterwards,
                count.rejectedBefore,
                count.acceptedBefore,
                count.first)));
        Set<String> notObserved = new TreeSet<>(judges.keySet());
        notObserved.removeAll(seenUntil.keySet());
        return new Rejects(
                changedAt,
                undoneAt,
                most(all, Rejects.Denied::rejected),
                late,
                most(all, Rejects.Denied::rejectedAfterwards),
                new TreeMap<>(seenUntil),
                notObserved,
                firstDelivery);
    }

    private static List<Rejects.Denied> most(List<Rejects.Denied> all, ToLongFunction<Rejects.Denied> count) {
        return all.stream()
                .filter(denied -> count.applyAsLong(denied) > 0)
                .sorted(Comparator.comparingLong(count).reversed().thenComparing(Rejects.Denied::flow))
                .toList();
    }
}
