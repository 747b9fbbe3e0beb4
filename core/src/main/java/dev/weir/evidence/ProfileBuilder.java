package dev.weir.evidence;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.LogStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Turns flow records into {@link Evidence}.
 *
 * <p>One builder per thread; {@link #merge} brings them together, in any order, to the same evidence. No verdict is drawn here:
 * a record is filed under the key that its ports and flags name, and what it means is decided when all evidence is there.
 *
 * <p>IPv4 records that say their direction wait for each other in {@link WaitingRecords}. Everything else takes the plain way of
 * {@link SlowRecords}.
 */
public final class ProfileBuilder implements FlowSink {

    private static final int DAY = 86_400;
    private static final int LAST_DAY = 0xffff;

    /** Everything that a record is filed by; no reader need parse the rest. */
    private static final Set<FlowField> FIELDS = fieldsOfInterest();

    private Evidence evidence;
    private final WaitingRecords waiting = WaitingRecords.narrow();
    private final SlowRecords slow = new SlowRecords(waiting);

    private final Losses losses = new Losses();
    private InterfaceDays days;

    public ProfileBuilder() {
        this(Evidence.empty());
    }

    /**
     * A builder that adds to this evidence.
     *
     * <p>Several builders may add to the same one at once, each by a thread of its own: what is rare they do in turns, and what
     * comes with every record waits until there is enough for a turn. What was added shows once each was asked for its
     * {@link #evidence}.
     */
    public ProfileBuilder(Evidence evidence) {
        this.evidence = evidence;
        days = new InterfaceDays(evidence);
    }

    private static Set<FlowField> fieldsOfInterest() {
        Set<FlowField> fields = EnumSet.of(
                FlowField.INTERFACE_ID,
                FlowField.SRCADDR,
                FlowField.DSTADDR,
                FlowField.SRCPORT,
                FlowField.DSTPORT,
                FlowField.PROTOCOL,
                FlowField.PACKETS,
                FlowField.BYTES,
                FlowField.START,
                FlowField.END,
                FlowField.PKT_SRC_AWS_SERVICE);
        fields.addAll(SourceDay.WANTED);
        fields.addAll(SourceDay.OWNERS);
        return Collections.unmodifiableSet(fields);
    }

    /** Counts an input as observed, with what it gave; false if one with this digest was counted before. */
    public boolean observed(ObservedInput input) {
        synchronized (evidence) {
            return evidence.inputs.add(input);
        }
    }

    @Override
    public Set<FlowField> fields() {
        return FIELDS;
    }

    @Override
    public void begin(FlowObject object) {
        losses.begin(object.name());
    }

    @Override
    public void format(FlowLogFormat format) {
        losses.format(format);
        days.format(format);
    }

    @Override
    public void record(FlowRecord record) {
        if (!days.isReading(record.tokens())) {
            days.read(record.tokens());
        }
        long start = record.start() >= 0 ? record.start() : record.end();
        if (days.own(record.interfaceId()) < 0 || start < 0 || start / DAY > LAST_DAY) {
            homeless(record);
            return;
        }
        int day = (int) (start / DAY);
        int second = (int) (start - (long) day * DAY);
        int end = (int) Math.min(EntryTable.LATEST, Math.max(second, record.end() - (long) day * DAY));
        if (!NeededFields.areNamedBy(record) && carriesTraffic(record)) {
            unusable(record, day, second, end);
            return;
        }
        FlowDirection direction = record.flowDirection();
        boolean egress = direction == FlowDirection.EGRESS;
        boolean plain = direction != FlowDirection.NONE
                && record.srcFamily() == 4
                && record.dstFamily() == 4
                && record.pktSrcFamily() != 6
                && record.pktDstFamily() != 6
                && record.protocol() >= 0;
        if (!plain) {
            slow(record, day, second, end);
            return;
        }
        long local = egress ? record.srcLow() : record.dstLow();
        boolean hasPacketLocal = egress ? record.pktSrcFamily() == 4 : record.pktDstFamily() == 4;
        long packetLocal = hasPacketLocal ? egress ? record.pktSrcLow() : record.pktDstLow() : local;
        int at = days.lane(record, local, packetLocal, day, second, end);
        if (at < 0) {
            return;
        }
        boolean hasPacketPeer = egress ? record.pktDstFamily() == 4 : record.pktSrcFamily() == 4;
        long peer = hasPacketPeer
                ? egress ? record.pktDstLow() : record.pktSrcLow()
                : egress ? record.dstLow() : record.srcLow();
        int path = egress && record.trafficPath() > 0 ? 1 << Math.min(8, record.trafficPath()) - 1 : 0;
        int service = record.token(egress ? FlowField.PKT_DST_AWS_SERVICE : FlowField.PKT_SRC_AWS_SERVICE);
        int localPort = egress ? record.srcPort() : record.dstPort();
        int peerPort = egress ? record.dstPort() : record.srcPort();
        int protocol = record.protocol();
        boolean ports = NeededFields.hasPorts(protocol);
        int flags = protocol == 6 ? record.tcpFlags() : -1;
        int synchronising = flags < 0 ? -1 : flags & 0x12;
        int ownService = service < 0 ? -1 : days.own(service);
        long place = EntryTable.place(at, day);
        if (record.action() == FlowAction.REJECT) {
            boolean attempt = synchronising == 2
                    || flags < 0 && (!ports || ServicePorts.rank(peerPort) <= ServicePorts.rank(localPort));
            if (egress && attempt) {
                long key = EntryTable.key(ServiceSide.DENIED, protocol, peer, ports ? peerPort : 0);
                put(key, place, record, second, end, WaitingRecords.TOWARD | path << 8, -1, ownService);
            }
            return;
        }
        if (synchronising == 2) {
            if (egress) {
                put(
                        EntryTable.key(ServiceSide.PEER, protocol, peer, peerPort),
                        place,
                        record,
                        second,
                        end,
                        WaitingRecords.TOWARD | WaitingRecords.SYN | path << 8,
                        -1,
                        ownService);
            } else {
                put(
                        EntryTable.key(ServiceSide.LISTENER, protocol, local, localPort),
                        place,
                        record,
                        second,
                        end,
                        WaitingRecords.TOWARD | WaitingRecords.SYN,
                        -1,
                        -1);
                if (ServicePorts.mayServe(peerPort, localPort)) {
                    put(
                            EntryTable.key(ServiceSide.LOCAL, protocol, peer, localPort),
                            place,
                            record,
                            second,
                            end,
                            WaitingRecords.PORT_ONLY,
                            peerPort,
                            -1);
                }
            }
        } else if (synchronising == 0x12) {
            if (egress) {
                put(
                        EntryTable.key(ServiceSide.LISTENER, protocol, local, localPort),
                        place,
                        record,
                        second,
                        end,
                        WaitingRecords.SYN_ACK,
                        -1,
                        -1);
            } else {
                put(
                        EntryTable.key(ServiceSide.PEER, protocol, peer, peerPort),
                        place,
                        record,
                        second,
                        end,
                        WaitingRecords.SYN_ACK,
                        -1,
                        ownService);
            }
        } else if (!ports) {
            put(
                    EntryTable.key(ServiceSide.TIED, protocol, peer, 0),
                    place,
                    record,
                    second,
                    end,
                    (egress ? WaitingRecords.TOWARD : 0) | path << 8,
                    -1,
                    ownService);
        } else {
            undecided(record, egress, protocol, peer, peerPort, local, localPort, place, second, end, path, ownService);
        }
    }

    private void undecided(
            FlowRecord record,
            boolean egress,
            int protocol,
            long peer,
            int peerPort,
            long local,
            int localPort,
            long place,
            int second,
            int end,
            int path,
            int service) {
        int peerRank = ServicePorts.rank(peerPort);
        int localRank = ServicePorts.rank(localPort);
        if (localRank < peerRank) {
            put(
                    EntryTable.key(ServiceSide.LOCAL, protocol, peer, localPort),
                    place,
                    record,
                    second,
                    end,
                    (egress ? 0 : WaitingRecords.TOWARD) | path << 8,
                    peerPort,
                    service);
            return;
        }
        int side = peerRank < localRank ? ServiceSide.PEER : ServiceSide.TIED;
        put(
                EntryTable.key(side, protocol, peer, peerPort),
                place,
                record,
                second,
                end,
                (egress ? WaitingRecords.TOWARD : 0) | path << 8,
                localPort,
                service);
        if (side == ServiceSide.TIED) {
            put(
                    EntryTable.key(ServiceSide.LISTENER, protocol, local, localPort),
                    place,
                    record,
                    second,
                    end,
                    WaitingRecords.PORT_ONLY,
                    peerPort,
                    -1);
        }
    }

    private void put(
            long key, long place, FlowRecord record, int second, int end, int kind, int opposite, int service) {
        waiting.put(evidence, key, place, record, second, end, kind, opposite, service);
    }

    /** Brings everything that waits into the evidence. */
    private void settle() {
        waiting.flush(evidence);
        slow.flush(evidence);
        days.spill();
    }

    private void homeless(FlowRecord record) {
        int missing = record.interfaceId() < 0 ? NeededFields.INTERFACE_ID : NeededFields.START;
        boolean lost = carriesTraffic(record) && (missing & (losses.byFormat() | NeededFields.START)) != 0;
        if (carriesTraffic(record)) {
            losses.count(record.count(), missing);
        }
        synchronized (evidence) {
            evidence.homeless.count(record.count(), lost ? missing : 0, 0);
        }
    }

    private void unusable(FlowRecord record, int day, int second, int end) {
        int missing = NeededFields.missing(record, losses.byFormat());
        losses.count(record.count(), missing);
        days.unusable(record, missing, day, second, end);
    }

    private static boolean carriesTraffic(FlowRecord record) {
        return record.logStatus() != LogStatus.NODATA && record.logStatus() != LogStatus.SKIPDATA;
    }

    private void slow(FlowRecord record, int day, int second, int end) {
        losses.noteFormat();
        int at = days.lane(slow, record, day, second, end);
        if (at >= 0) {
            slow.add(evidence, record, EntryTable.place(at, day), second, end, days.own(slow.service(record)));
        }
    }

    /**
     * Adds all that another builder has collected, and takes it over: the other is empty afterwards.
     *
     * @throws IllegalArgumentException if both observed some of the same inputs and each has others
     */
    public ProfileBuilder merge(ProfileBuilder other) {
        Evidence theirs = other.take();
        settle();
        go(evidence.absorb(theirs));
        return this;
    }

    /**
     * Adds saved evidence.
     *
     * @throws IllegalArgumentException if both hold some of the same inputs and each has others
     */
    public ProfileBuilder merge(Evidence saved) {
        settle();
        go(evidence.merge(saved));
        return this;
    }

    /** What nothing can be learned from, of all that this builder was given. */
    public List<Loss> losses() {
        return losses.all();
    }

    /** What was collected so far. The builder goes on to add to it. */
    public Evidence evidence() {
        settle();
        return evidence;
    }

    private Evidence take() {
        settle();
        Evidence taken = evidence;
        go(Evidence.empty());
        return taken;
    }

    /** Goes on in other evidence, with nothing that names tokens and lanes of the evidence so far. */
    private void go(Evidence other) {
        evidence = other;
        days = days.in(other);
    }
}
