package dev.weir.evidence;

import dev.weir.flow.FlowAction;
import dev.weir.flow.FlowDirection;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.LogStatus;
import dev.weir.flow.TokenTable;
import java.util.Arrays;
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

    private static final FlowField[] OWNERS = SourceDay.OWNERS.toArray(FlowField[]::new);

    private static final int DAY = 86_400;
    private static final int LAST_DAY = 0xffff;

    /** Everything that a record is filed by; no reader need parse the rest. */
    private static final Set<FlowField> FIELDS = fieldsOfInterest();

    private Evidence evidence;
    private final WaitingRecords waiting = WaitingRecords.narrow();
    private final SlowRecords slow = new SlowRecords(waiting);

    private TokenTable tokens = new TokenTable(1);
    /** By token of the reader's table: ours + 1, or 0 where it was not asked for yet. */
    private int[] mapped = new int[0];

    private int lacking;
    private final Losses losses = new Losses();
    /** By lane: the day that it was last seen on, and what its flow log said then. */
    private int[] lastDays = new int[0];

    private SourceDay[] lastSources = new SourceDay[0];

    private final RecentInterfaces recent = new RecentInterfaces();
    /** Of records that do not say their direction, and so have no address that is the interface's. */
    private final RecentInterfaces recentUndirected = new RecentInterfaces();

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
            return evidence.inputs.putIfAbsent(input.digest(), input) == null;
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
        lacking = 0;
        for (int i = 0; i < SourceDay.WANTED.size(); i++) {
            lacking |= format.fields().contains(SourceDay.WANTED.get(i)) ? 0 : 1 << i;
        }
    }

    @Override
    public void record(FlowRecord record) {
        if (record.tokens() != tokens) {
            spill();
            recent.clear();
            recentUndirected.clear();
            tokens = record.tokens();
            mapped = new int[Math.max(64, tokens.size())];
        }
        long start = record.start() >= 0 ? record.start() : record.end();
        if (own(record.interfaceId()) < 0 || start < 0 || start / DAY > LAST_DAY) {
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
        int at = lane(record, local, packetLocal, day, second, end);
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
        int ownService = service < 0 ? -1 : own(service);
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
        spill();
    }

    /** The lane of the record, once its {@link SourceDay} has it too; {@link TokenTable#NONE} if it carries no traffic. */
    private int lane(FlowRecord record, long local, long packetLocal, int day, int second, int end) {
        int token = record.interfaceId();
        int known = recent.lane(token, record, local, packetLocal, day);
        if (known >= 0 && record.logStatus() == LogStatus.OK) {
            recent.count(token, hours(second, end));
            return known;
        }
        boolean other = packetLocal != local;
        synchronized (evidence) {
            int lane = evidence.lanes.find(
                    own(token), own(record.flowLog()), 4, 0, local, other ? 4 : 0, 0, other ? packetLocal : 0);
            return lane(recent, record, lane, local, packetLocal, day, second, end);
        }
    }

    /** Notes in this lane what the record says of its interface; the answer is the lane, or {@link TokenTable#NONE}. */
    private int lane(
            RecentInterfaces last,
            FlowRecord record,
            int lane,
            long local,
            long packetLocal,
            int day,
            int second,
            int end) {
        SourceDay source = source(lane, day);
        covered(source, record, second, end);
        last.put(record.interfaceId(), record, lane, local, packetLocal, day, this::spilled);
        return said(source, record) ? lane : TokenTable.NONE;
    }

    private void homeless(FlowRecord record) {
        int missing = record.interfaceId() < 0 ? NeededFields.INTERFACE_ID : NeededFields.START;
        boolean lost = carriesTraffic(record) && (missing & (losses.byFormat() | NeededFields.START)) != 0;
        if (carriesTraffic(record)) {
            losses.count(missing);
        }
        synchronized (evidence) {
            evidence.homeless.count(lost ? missing : 0, 0);
        }
    }

    /** Counts a record from which nothing can be learned; its time is no coverage. */
    private void unusable(FlowRecord record, int day, int second, int end) {
        int missing = NeededFields.missing(record, losses.byFormat());
        losses.count(missing);
        synchronized (evidence) {
            SourceDay source = evidence.sourceDay(own(record.interfaceId()), own(record.flowLog()), day);
            owned(source, record);
            source.records++;
            source.unusable.count(missing, hours(second, end));
        }
    }

    private static boolean carriesTraffic(FlowRecord record) {
        return record.logStatus() != LogStatus.NODATA && record.logStatus() != LogStatus.SKIPDATA;
    }

    private void spilled(int lane, int day, int hours, long records) {
        SourceDay source = source(lane, day);
        source.hours |= hours;
        source.records += records;
    }

    private void spill() {
        synchronized (evidence) {
            recent.spill(this::spilled);
            recentUndirected.spill(this::spilled);
        }
    }

    private SourceDay source(int at, int day) {
        if (at >= lastDays.length) {
            int before = lastDays.length;
            int size = Math.max(64, 2 * (at + 1));
            lastDays = Arrays.copyOf(lastDays, size);
            Arrays.fill(lastDays, before, size, -1);
            SourceDay none = new SourceDay();
            lastSources = Arrays.copyOf(lastSources, size);
            Arrays.fill(lastSources, before, size, none);
        }
        if (lastDays[at] != day) {
            lastDays[at] = day;
            lastSources[at] = evidence.sourceDay(evidence.lanes.networkInterface(at), evidence.lanes.flowLog(at), day);
        }
        return lastSources[at];
    }

    /** Notes the time and the owners that the record names, whatever else it says, and what its format lacks. */
    private void covered(SourceDay source, FlowRecord record, int second, int end) {
        if (record.logStatus() != LogStatus.SKIPDATA) {
            source.hours |= hours(second, end);
        }
        owned(source, record);
    }

    private void owned(SourceDay source, FlowRecord record) {
        source.lacking |= lacking;
        for (int i = 0; i < OWNERS.length; i++) {
            if (!source.repeats(record, i)) {
                int token = record.token(OWNERS[i]);
                source.read(i, token);
                source.owner(evidence.texts, i, own(token));
            }
        }
    }

    /** The hours of the day from the one second to the other, a bit each. */
    private static int hours(int second, int end) {
        return (2 << Math.min(23, end / 3600)) - (1 << second / 3600);
    }

    /** Counts the record by its status; false if it carries no traffic. */
    private static boolean said(SourceDay source, FlowRecord record) {
        if (record.logStatus() == LogStatus.NODATA) {
            source.noData++;
            return false;
        }
        if (record.logStatus() == LogStatus.SKIPDATA) {
            source.skipData++;
            return false;
        }
        source.records++;
        return true;
    }

    private void slow(FlowRecord record, int day, int second, int end) {
        losses.noteFormat();
        int at = slowLane(record, day, second, end);
        if (at >= 0) {
            slow.add(evidence, record, EntryTable.place(at, day), second, end, own(slow.service(record)));
        }
    }

    /** Like {@link #lane}; records that do not say their direction share one lane of their interface, without an address. */
    private int slowLane(FlowRecord record, int day, int second, int end) {
        if (record.flowDirection() == FlowDirection.NONE && record.logStatus() == LogStatus.OK) {
            int known = recentUndirected.lane(record.interfaceId(), record, 0, 0, day);
            if (known >= 0) {
                recentUndirected.count(record.interfaceId(), hours(second, end));
                return known;
            }
        }
        synchronized (evidence) {
            int lane = slow.lane(evidence, own(record.interfaceId()), own(record.flowLog()), record);
            if (record.flowDirection() == FlowDirection.NONE) {
                return lane(recentUndirected, record, lane, 0, 0, day, second, end);
            }
            SourceDay source = source(lane, day);
            covered(source, record, second, end);
            return said(source, record) ? lane : TokenTable.NONE;
        }
    }

    private int own(int token) {
        if (token < 0) {
            return TokenTable.NONE;
        }
        if (token >= mapped.length) {
            mapped = Arrays.copyOf(mapped, Math.max(2 * mapped.length, token + 1));
        }
        if (mapped[token] == 0) {
            synchronized (evidence) {
                mapped[token] = evidence.texts.intern(tokens.text(token)) + 1;
            }
        }
        return mapped[token] - 1;
    }

    /**
     * Adds all that another builder has collected, and takes it over: the other is empty afterwards.
     *
     * @throws IllegalArgumentException if both observed some of the same inputs and each has others
     */
    public ProfileBuilder merge(ProfileBuilder other) {
        Evidence theirs = other.take();
        settle();
        forget();
        evidence = evidence.absorb(theirs);
        return this;
    }

    /**
     * Adds saved evidence.
     *
     * @throws IllegalArgumentException if both hold some of the same inputs and each has others
     */
    public ProfileBuilder merge(Evidence saved) {
        settle();
        forget();
        evidence = evidence.merge(saved);
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
        evidence = Evidence.empty();
        forget();
        return taken;
    }

    /** Drops whatever names tokens and lanes of the evidence so far. */
    private void forget() {
        tokens = new TokenTable(1);
        recent.clear();
        recentUndirected.clear();
        lastDays = new int[0];
        lastSources = new SourceDay[0];
    }
}
