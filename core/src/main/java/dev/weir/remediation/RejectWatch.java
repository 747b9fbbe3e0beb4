package dev.weir.remediation;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.ListContents;
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
import java.util.OptionalInt;
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
    private final Map<Flow, Counts> counts = new TreeMap<>();
    private final Map<Connection, List<Packet>> rejected = new HashMap<>();
    private final Map<String, Instant> seenUntil = new TreeMap<>();
    private Optional<Instant> firstDelivery = Optional.empty();

    /**
     * A watch for one change.
     *
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

    /** When the change took effect: the first answer to a call that revoked rules of {@code before}. */
    public static Optional<Instant> changedAt(List<JournalEntry> journal) {
        Map<Integer, Call> calls = new HashMap<>();
        for (JournalEntry entry : journal) {
            if (entry instanceof JournalEntry.Intended intended) {
                calls.put(intended.number(), intended.call());
            }
            if (entry instanceof JournalEntry.Answered answered
                    && answered.answer() instanceof WriteAnswer.Done
                    && calls.get(answered.number()) instanceof Call.Revoke) {
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

    /**
     * A kind of traffic of one interface.
     *
     * @param networkInterface its id
     * @param protocol of the flow
     * @param port destination port; 0 where the protocol has none
     * @param destination the far end
     */
    public record Flow(String networkInterface, Protocol protocol, int port, IpAddress destination)
            implements Comparable<Flow> {

        private static final Comparator<Flow> ORDER = Comparator.comparing(Flow::networkInterface)
                .thenComparing(Flow::protocol)
                .thenComparingInt(Flow::port)
                .thenComparing(Flow::destination);

        @Override
        public int compareTo(Flow other) {
            return ORDER.compare(this, other);
        }
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
            Flow flow,
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

        private Late times(long count) {
            return new Late(networkInterface, protocol, port, count, tracked);
        }
    }

    private record Packet(Flow flow, Instant at) {}

    /**
     * What the logs say.
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
    public record Result(
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
    }

    private static final class Counts {
        private long rejected;
        private long rejectedAfterwards;
        private long rejectedBefore;
        private long acceptedBefore;
        private Instant first = Instant.MAX;

        private Counts copy() {
            Counts copy = new Counts();
            copy.add(this);
            return copy;
        }

        private void add(Counts theirs) {
            rejected += theirs.rejected;
            rejectedAfterwards += theirs.rejectedAfterwards;
            rejectedBefore += theirs.rejectedBefore;
            acceptedBefore += theirs.acceptedBefore;
            first = theirs.first.isBefore(first) ? theirs.first : first;
        }
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
        if (flow.action() == FlowAction.NONE || flow.protocol() < 0 || !Heading.isOutbound(flow, judge.associated)) {
            return;
        }
        int handshake = flow.has(FlowField.TCP_FLAGS) ? flow.tcpFlags() & SYN_AND_ACK : 0;
        boolean answers = handshake == SYN_AND_ACK;
        Optional<Flow> named = answers ? Optional.empty() : named(id, flow);
        if (named.isPresent() && judge.isDeniedByTheChange(named.get())) {
            boolean denied = flow.action() == FlowAction.REJECT && after && !isUndone(start);
            Optional<Connection> old = Optional.of(id)
                    .filter(any -> denied && handshake != SYN)
                    .flatMap(any -> Connection.outbound(any, flow));
            if (old.isPresent()) {
                rejected.computeIfAbsent(old.get(), key -> new ArrayList<>()).add(new Packet(named.get(), start));
            } else {
                count(counts.computeIfAbsent(named.get(), key -> new Counts()), flow.action(), start, after);
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

    private static Optional<Flow> named(String id, FlowRecord flow) {
        Optional<FlowField> far = flow.pktDstFamily() != 0
                ? Optional.of(FlowField.PKT_DSTADDR)
                : Optional.of(FlowField.DSTADDR).filter(field -> flow.dstFamily() != 0);
        Protocol protocol = new Protocol(flow.protocol());
        int port = protocol.hasPorts() ? Math.max(0, flow.dstPort()) : 0;
        return far.map(field -> new Flow(id, protocol, port, flow.address(field)));
    }

    private void count(Counts counts, FlowAction action, Instant start, boolean after) {
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
                counts.computeIfAbsent(flow, key -> new Counts()).add(theirs));
        other.rejected.forEach((connection, theirs) ->
                rejected.computeIfAbsent(connection, key -> new ArrayList<>()).addAll(theirs));
    }

    /** What was seen so far; {@code idle} tells of {@link #idleConnections} what else was seen of them. */
    public Result result(IdleConnections idle) {
        Map<Flow, Counts> counts = new TreeMap<>();
        this.counts.forEach((flow, count) -> counts.put(flow, count.copy()));
        Map<Late, Long> lateOnes = new HashMap<>();
        rejected.forEach((connection, packets) -> packets.forEach(packet -> {
            Optional<Duration> tracked = idle.outlived(connection, packet.at());
            if (tracked.isPresent()) {
                Late late = new Late(
                        connection.networkInterface(), connection.protocol(), connection.port(), 0, tracked.get());
                lateOnes.merge(late, 1L, Long::sum);
            } else {
                Counts count = counts.computeIfAbsent(packet.flow(), key -> new Counts());
                count(count, FlowAction.REJECT, packet.at(), true);
            }
        }));
        List<Late> late = lateOnes.entrySet().stream()
                .map(one -> one.getKey().times(one.getValue()))
                .sorted(Comparator.comparing(Late::networkInterface)
                        .thenComparing(Late::protocol)
                        .thenComparingInt(Late::port))
                .toList();
        List<Denied> all = new ArrayList<>();
        counts.forEach((flow, count) -> all.add(new Denied(
                flow,
                count.rejected,
                count.rejectedAfterwards,
                count.rejectedBefore,
                count.acceptedBefore,
                count.first)));
        Set<String> notObserved = new TreeSet<>(judges.keySet());
        notObserved.removeAll(seenUntil.keySet());
        return new Result(
                changedAt,
                undoneAt,
                most(all, Denied::rejected),
                late,
                most(all, Denied::rejectedAfterwards),
                new TreeMap<>(seenUntil),
                notObserved,
                firstDelivery);
    }

    private static List<Denied> most(List<Denied> all, ToLongFunction<Denied> count) {
        return all.stream()
                .filter(denied -> count.applyAsLong(denied) > 0)
                .sorted(Comparator.comparingLong(count).reversed().thenComparing(Denied::flow))
                .toList();
    }

    /** Judges the flows of one interface by all its groups' rules. */
    private static final class InterfaceRules {

        private final AssociatedInterface associated;
        private final PrefixLists lists;
        private final Map<String, List<IpAddress>> members;
        private final List<Known> before;
        private final List<Known> after;

        InterfaceRules(Opened opened, AssociatedInterface associated, Surroundings around) {
            this.associated = associated;
            this.lists = PrefixLists.of(
                    around.prefixLists().stream().map(InterfaceRules::list).toList());
            this.members = around.members();
            List<Known> siblings = associated.groups().stream()
                    .flatMap(group -> around.siblings().getOrDefault(group, List.of()).stream())
                    .toList();
            this.before = new ArrayList<>(opened.before());
            this.after = new ArrayList<>(opened.before());
            after.removeAll(opened.revoke());
            after.addAll(opened.authorize());
            before.addAll(siblings);
            after.addAll(siblings);
        }

        private static ManagedPrefixList list(ListContents contents) {
            return new ManagedPrefixList(
                    Scope.UNKNOWN,
                    contents.id(),
                    "",
                    false,
                    Optional.empty(),
                    OptionalInt.empty(),
                    contents.version(),
                    contents.entries().orElse(List.of()),
                    contents.entries().isPresent() ? ManagedPrefixList.Extent.WHOLE : ManagedPrefixList.Extent.NOT_READ,
                    Optional.empty(),
                    Origin.of("journal"));
        }

        boolean isDeniedByTheChange(Flow flow) {
            return before.stream().anyMatch(rule -> permits(rule, flow))
                    && after.stream().noneMatch(rule -> mayPermit(rule, flow));
        }

        private boolean permits(Known rule, Flow flow) {
            return names(rule, flow)
                    && (isMember(rule, flow)
                            || Permissions.knownAddresses(rule.destination(), lists)
                                    .contains(flow.destination()));
        }

        private boolean mayPermit(Known rule, Flow flow) {
            return names(rule, flow)
                    && (isMember(rule, flow)
                            || Permissions.possibleAddresses(rule.destination(), lists)
                                    .contains(flow.destination()));
        }

        private boolean isMember(Known rule, Flow flow) {
            return rule.destination() instanceof Destination.Group group
                    && members.getOrDefault(group.id(), List.of()).contains(flow.destination());
        }

        private static boolean names(Known rule, Flow flow) {
            Protocol protocol = rule.service().protocol();
            if (!protocol.isAll() && !protocol.equals(flow.protocol())) {
                return false;
            }
            return !protocol.hasPorts() || rule.service().span().contains(PortRange.of(flow.port()));
        }
    }
}
