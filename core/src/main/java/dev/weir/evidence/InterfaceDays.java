package dev.weir.evidence;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.LogStatus;
import dev.weir.flow.TokenTable;
import java.util.Arrays;

/**
 * What records say of their interfaces, day by day, whatever the traffic was: the lane that each is of, the hours that it covers, the
 * owners that it names, what its format lacks.
 *
 * <p>One per thread, as a {@link ProfileBuilder} is. The next record of an interface mostly says the same, so what such records add
 * waits in {@link RecentInterfaces} until {@link #spill}.
 */
final class InterfaceDays {

    private static final FlowField[] OWNERS = SourceDay.OWNERS.toArray(FlowField[]::new);

    private final Evidence evidence;
    private int lacking;

    private TokenTable tokens = new TokenTable(1);
    /** By token of the reader's table: ours + 1, or 0 where it was not asked for yet. */
    private int[] mapped = new int[0];

    /** By lane: the day that it was last seen on, and what its flow log said then. */
    private int[] lastDays = new int[0];

    private SourceDay[] lastSources = new SourceDay[0];

    private final RecentInterfaces recent = RecentInterfaces.narrow();
    /** Of IPv6 records that say their direction, and name one address as the interface's and the packet's. */
    private final RecentInterfaces recentIpv6 = RecentInterfaces.wide();
    /** Of records that do not say their direction, and so have no address that is the interface's. */
    private final RecentInterfaces recentUndirected = RecentInterfaces.narrow();

    InterfaceDays(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Those of the same reader in other evidence. */
    InterfaceDays in(Evidence other) {
        InterfaceDays days = new InterfaceDays(other);
        days.lacking = lacking;
        return days;
    }

    /** Hears in which format the next records come. */
    void format(FlowLogFormat format) {
        lacking = 0;
        for (int i = 0; i < SourceDay.WANTED.size(); i++) {
            lacking |= format.fields().contains(SourceDay.WANTED.get(i)) ? 0 : 1 << i;
        }
    }

    /** Whether records of this table were the last. */
    boolean isReading(TokenTable table) {
        return tokens == table;
    }

    /** Goes on with another reader, whose tokens are its own. */
    void read(TokenTable table) {
        spill();
        recent.clear();
        recentIpv6.clear();
        recentUndirected.clear();
        tokens = table;
        mapped = new int[Math.max(64, table.size())];
    }

    /** The token of the evidence for the reader's, or {@link TokenTable#NONE} for none. */
    int own(int token) {
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

    /** The lane of an IPv4 record that says its direction, noted; {@link TokenTable#NONE} if it carries no traffic. */
    int lane(FlowRecord record, long local, long packetLocal, int day, int second, int end) {
        int token = record.interfaceId();
        long addresses = local << 32 | packetLocal;
        int known = recent.lane(token, record, 0, addresses, day);
        if (known >= 0 && record.logStatus() == LogStatus.OK) {
            recent.count(token, hours(second, end));
            return known;
        }
        boolean other = packetLocal != local;
        synchronized (evidence) {
            int lane = evidence.lanes.find(
                    own(token), own(record.flowLog()), 4, 0, local, other ? 4 : 0, 0, other ? packetLocal : 0);
            return noted(recent, record, lane, 0, addresses, day, second, end);
        }
    }

    /** Like {@link #lane} of any other record; those that do not say their direction share one lane of their interface, without an address. */
    int lane(SlowRecords slow, FlowRecord record, int day, int second, int end) {
        slow.locate(record);
        RecentInterfaces last = slow.isDirected() ? recentIpv6 : recentUndirected;
        boolean isKept = !slow.isDirected() || slow.isIpv6Alone();
        int token = record.interfaceId();
        if (isKept && record.logStatus() == LogStatus.OK) {
            int known = last.lane(token, record, slow.localHigh(), slow.localLow(), day);
            if (known >= 0) {
                last.count(token, hours(second, end));
                return known;
            }
        }
        synchronized (evidence) {
            int lane = slow.lane(evidence, own(token), own(record.flowLog()));
            if (isKept) {
                return noted(last, record, lane, slow.localHigh(), slow.localLow(), day, second, end);
            }
            SourceDay source = source(lane, day);
            covered(source, record, second, end);
            return said(source, record) ? lane : TokenTable.NONE;
        }
    }

    /** Notes in this lane what the record says of its interface; the answer is the lane, or {@link TokenTable#NONE}. */
    private int noted(
            RecentInterfaces last, FlowRecord record, int lane, long high, long low, int day, int second, int end) {
        SourceDay source = source(lane, day);
        covered(source, record, second, end);
        last.put(record.interfaceId(), record, lane, high, low, day, this::spilled);
        return said(source, record) ? lane : TokenTable.NONE;
    }

    /** Notes a record from which nothing can be learned, for what is {@code missing}; its time is no coverage. */
    void unusable(FlowRecord record, int missing, int day, int second, int end) {
        synchronized (evidence) {
            SourceDay source = evidence.sourceDay(own(record.interfaceId()), own(record.flowLog()), day);
            owned(source, record);
            source.records += record.count();
            source.unusable.count(record.count(), missing, hours(record, second, end));
        }
    }

    /** Brings all that waits into the evidence. */
    void spill() {
        synchronized (evidence) {
            recent.spill(this::spilled);
            recentIpv6.spill(this::spilled);
            recentUndirected.spill(this::spilled);
        }
    }

    private void spilled(int lane, int day, int hours, long records) {
        SourceDay source = source(lane, day);
        source.hours |= hours;
        source.records += records;
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
            source.hours |= hours(record, second, end);
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

    private static int hours(FlowRecord record, int second, int end) {
        return record.hours() != 0 ? record.hours() : hours(second, end);
    }

    /** The hours of the day from the one second to the other, a bit each. */
    private static int hours(int second, int end) {
        return (2 << Math.min(23, end / 3600)) - (1 << second / 3600);
    }

    /** Counts the record by its status; false if it carries no traffic. */
    private static boolean said(SourceDay source, FlowRecord record) {
        if (record.logStatus() == LogStatus.NODATA) {
            source.noData += record.count();
            return false;
        }
        if (record.logStatus() == LogStatus.SKIPDATA) {
            source.skipData += record.count();
            return false;
        }
        source.records += record.count();
        return true;
    }
}
