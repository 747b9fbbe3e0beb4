package dev.weir.evidence;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The entries of one interface after the other in one table, in order, as runs that share a key, each run sorted by day.
 *
 * <p>The keys of the interface are kept side by side, since runs look each other up: that is a search in a few pages of memory,
 * and not in one entry after the other.
 */
public final class EntryRuns {

    private static final int AHEAD = 64;

    private final Evidence evidence;
    private final EntryTable table;
    private final int[] entries;
    /** By place of an interface: where its entries end. */
    private final int[] ends;

    private final DayFacts facts = new DayFacts();
    private final OppositePorts opposites = new OppositePorts();
    private final int[] named = new int[PortSets.KEPT];
    /** The end of the entries whose memory was asked for. */
    private int near;
    /** The sum of what was touched, so that touching is not optimised away. */
    long touched;

    /** The entries of the interface: {@code [interfaceFrom, interfaceTo)}, and their keys. */
    private int interfaceFrom;

    private int interfaceTo;
    private long[] keys = new long[64];
    /** By side: where its entries end; they begin where those of the side before end. */
    private final int[] sideEnds = new int[ServiceSide.MOST + 1];
    /** Its token. */
    private int networkInterface;

    /** The run that stands now: {@code [from, to)} of the entries. */
    private int from;

    private int to;
    /** Where {@link #nextDay} goes on. */
    private int next;

    // What the entries of the run say together, once that is asked.
    private boolean isSummed;
    private boolean hasCertain;
    private boolean hasSynAck;
    private long beyondRecords;
    private int mostPorts;
    private int atMostPorts;
    private boolean areNamed;

    /** No runs yet, of one of the evidence's tables. */
    public EntryRuns(Evidence evidence, EvidenceOrder order, EntryTable table) {
        this.evidence = evidence;
        this.table = table;
        entries = order.entries(table);
        ends = order.ends(table);
    }

    /** Goes to before the first run of an interface, by its place among all. */
    public void ofInterface(int place) {
        interfaceFrom = place == 0 ? 0 : ends[place - 1];
        interfaceTo = ends[place];
        int size = interfaceTo - interfaceFrom;
        if (size > keys.length) {
            keys = new long[Math.max(size, 2 * keys.length)];
        }
        Arrays.fill(sideEnds, interfaceFrom);
        for (int i = 0; i < size; i++) {
            long key = table.word(entries[interfaceFrom + i], EntryTable.KEY);
            keys[i] = key;
            sideEnds[EntryTable.side(key)] = interfaceFrom + i + 1;
        }
        for (int side = 1; side < sideEnds.length; side++) {
            sideEnds[side] = Math.max(sideEnds[side], sideEnds[side - 1]);
        }
        if (size > 0) {
            int lane = EntryTable.lane(table.word(entries[interfaceFrom], EntryTable.PLACE));
            networkInterface = evidence.lanes.networkInterface(lane);
        }
        restart();
    }

    /** Goes back to before the first run of the interface. */
    public void restart() {
        from = interfaceFrom;
        to = from;
        next = from;
        near = from;
    }

    /** Goes to the next run; false after the last one of the interface. */
    public boolean next() {
        from = to;
        if (from == interfaceTo) {
            return false;
        }
        if (from >= near) {
            near = Math.min(interfaceTo, from + AHEAD);
            touched += table.touch(entries, from, near);
        }
        to = from + 1;
        while (to < interfaceTo && isSameRun()) {
            to++;
        }
        next = from;
        isSummed = false;
        areNamed = false;
        return true;
    }

    private boolean isSameRun() {
        return keys[to - interfaceFrom] == key()
                && (!table.isWide()
                        || table.word(entries[to], EntryTable.PEER_HIGH) == high()
                                && table.word(entries[to], EntryTable.PEER_LOW) == low());
    }

    /** The facts of the run's next day, in a view that the call after it fills again. */
    public DayFacts nextDay() {
        facts.clear(EntryTable.day(table.word(entries[next], EntryTable.PLACE)));
        while (next < to && EntryTable.day(table.word(entries[next], EntryTable.PLACE)) == facts.day) {
            facts.add(evidence, table, entries[next++]);
        }
        return facts;
    }

    public boolean hasNextDay() {
        return next < to;
    }

    private long key() {
        return keys[from - interfaceFrom];
    }

    public int side() {
        return EntryTable.side(key());
    }

    public int protocol() {
        return EntryTable.protocol(key());
    }

    public int port() {
        return EntryTable.port(key());
    }

    public int family() {
        return table.isWide() ? 6 : 4;
    }

    public long high() {
        return table.isWide() ? table.word(entries[from], EntryTable.PEER_HIGH) : 0;
    }

    public long low() {
        return table.isWide() ? table.word(entries[from], EntryTable.PEER_LOW) : EntryTable.peer(key());
    }

    /** The token of the interface. */
    public int networkInterface() {
        return networkInterface;
    }

    /** Whether the run has at least this many distinct opposite ports. */
    public boolean hasFan(int bound) {
        sum();
        return mostPorts >= bound || atMostPorts >= bound && opposites().size() >= bound;
    }

    private void sum() {
        if (isSummed) {
            return;
        }
        long certain = 0;
        beyondRecords = 0;
        mostPorts = 0;
        atMostPorts = 0;
        for (int i = from; i < to; i++) {
            long[] words = table.segment(entries[i]);
            int base = table.base(entries[i]);
            certain |= words[base + EntryTable.CERTAIN];
            long records = EntryTable.upper(words[base + EntryTable.RECORDS]);
            if (records > 0) {
                beyondRecords += Math.max(0, EntryTable.upper(words[base + EntryTable.PACKETS]) - records);
            }
            int ports = PortSets.count(words[base + EntryTable.PORTS]);
            mostPorts = Math.max(mostPorts, ports);
            atMostPorts += ports;
        }
        hasCertain = certain != 0;
        hasSynAck = EntryTable.lower(certain) > 0;
        isSummed = true;
    }

    /** The opposite ports of the run that are known by name, in a view that is good until the next run. */
    public OppositePorts opposites() {
        if (areNamed) {
            return opposites;
        }
        areNamed = true;
        opposites.clear();
        for (int i = from; i < to; i++) {
            int count = table.ports.copy(table.portsHandle(entries[i]), named, 0);
            for (int j = 0; j < count; j++) {
                opposites.add(named[j]);
            }
        }
        return opposites;
    }

    /** Whether so many packets more than records went out to the peer in undecided entries: more than attempts need. */
    public boolean isEstablished(int more) {
        sum();
        return beyondRecords >= more;
    }

    /** Whether a SYN-ACK was seen. */
    public boolean hasSynAck() {
        sum();
        return hasSynAck;
    }

    /** Names the days of the run on which a SYN-ACK was seen. */
    public void synAckDays(IntConsumer days) {
        for (int i = from; i < to; i++) {
            if (EntryTable.lower(table.word(entries[i], EntryTable.CERTAIN)) > 0) {
                days.accept(EntryTable.day(table.word(entries[i], EntryTable.PLACE)));
            }
        }
    }

    /** Whether a SYN or a SYN-ACK was seen. */
    public boolean isCertain() {
        sum();
        return hasCertain;
    }

    /** The earliest second of the run since 1970 toward the service, from that day on to this; or {@link Long#MAX_VALUE}. */
    public long earliestToward(int firstDay, int lastDay) {
        return earliest(firstDay, lastDay, 42);
    }

    /** The earliest second of the run since 1970 from the service, likewise. */
    public long earliestFrom(int firstDay, int lastDay) {
        return earliest(firstDay, lastDay, 25);
    }

    private long earliest(int firstDay, int lastDay, int shift) {
        long earliest = Long.MAX_VALUE;
        for (int i = from; i < to; i++) {
            int day = EntryTable.day(table.word(entries[i], EntryTable.PLACE));
            long second = table.word(entries[i], EntryTable.TIMES) >>> shift & EntryTable.NEVER;
            if (day >= firstDay && day <= lastDay && second != EntryTable.NEVER) {
                earliest = Math.min(earliest, day * 86_400L + second);
            }
        }
        return earliest;
    }

    /**
     * Looks another key of the run's interface up: the surest orientation among its entries of these days that are certain, or
     * -1 if none is.
     */
    public int certainOrientation(int port, int firstDay, int lastDay) {
        int surest = -1;
        for (int i = lookUp(ServiceSide.PEER, port, firstDay);
                i < interfaceTo && isAt(i, ServiceSide.PEER, port, lastDay);
                i++) {
            if (table.word(entries[i], EntryTable.CERTAIN) != 0) {
                int orientation = evidence.lanes.orientation(EntryTable.lane(table.word(entries[i], EntryTable.PLACE)));
                surest = surest < 0 ? orientation : Math.min(surest, orientation);
            }
        }
        return surest;
    }

    /** The earliest second of the day at which this peer sent something in a tie, or {@link EntryTable#NEVER}. */
    public int earliestFromTied(int port, int day) {
        int earliest = EntryTable.NEVER;
        for (int i = lookUp(ServiceSide.TIED, port, day);
                i < interfaceTo && isAt(i, ServiceSide.TIED, port, day);
                i++) {
            earliest = Math.min(earliest, EntryTable.from(table.word(entries[i], EntryTable.TIMES)));
        }
        return earliest;
    }

    /** Whether the run's interface has something of this key, on whatever day. */
    public boolean knows(int side, int port) {
        int i = lookUp(side, port, 0);
        return i < interfaceTo && isAt(i, side, port, Integer.MAX_VALUE);
    }

    /**
     * Whether the run's peer called this local port from the run's own port on one of these days: by name, or, where more ports
     * of the peer called it than are kept by name, as one of many.
     */
    public boolean wasCalled(int localPort, int firstDay, int lastDay) {
        int i = lookUp(ServiceSide.LOCAL, localPort, firstDay);
        while (i < interfaceTo && isAt(i, ServiceSide.LOCAL, localPort, lastDay)) {
            long handle = table.portsHandle(entries[i++]);
            if (PortSets.isMany(handle) || table.ports.contains(handle, port())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the run's peer called more local ports from the run's own port on these days than are kept by name. */
    public boolean calledMany(int firstDay, int lastDay) {
        areNamed = false;
        opposites.clear();
        for (int i = lookUp(ServiceSide.LOCAL, 0, 0); i < interfaceTo && opposites.size() <= PortSets.KEPT; i++) {
            long key = keys[i - interfaceFrom];
            int localPort = EntryTable.port(key);
            int order = compareTo(i, ServiceSide.LOCAL, localPort);
            if (order > 0 && (!table.isWide() || EntryTable.side(key) != ServiceSide.LOCAL)) {
                break;
            }
            int day = EntryTable.day(table.word(entries[i], EntryTable.PLACE));
            if (order == 0
                    && firstDay <= day
                    && day <= lastDay
                    && table.ports.contains(table.portsHandle(entries[i]), port())) {
                opposites.add(localPort);
            }
        }
        return opposites.size() > PortSets.KEPT;
    }

    private boolean isAt(int i, int side, int port, int lastDay) {
        return compareTo(i, side, port) == 0 && EntryTable.day(table.word(entries[i], EntryTable.PLACE)) <= lastDay;
    }

    /**
     * The first entry of the run's interface and peer with this side and port, from that day on. Most interfaces have none of
     * most sides.
     */
    private int lookUp(int side, int port, int day) {
        boolean own = side == side() && port == port();
        int low = own ? from : sideEnds[side - 1];
        int high = own ? to : sideEnds[side];
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = compareTo(middle, side, port);
            boolean before =
                    order < 0 || order == 0 && EntryTable.day(table.word(entries[middle], EntryTable.PLACE)) < day;
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Compares an entry of the run's interface with this side and port of the run's protocol and peer. */
    private int compareTo(int i, int side, int port) {
        long wanted = EntryTable.key(side, protocol(), EntryTable.peer(key()), port);
        int compared = Long.compareUnsigned(keys[i - interfaceFrom], wanted);
        for (int word = EntryTable.PEER_HIGH; compared == 0 && table.isWide() && word <= EntryTable.PEER_LOW; word++) {
            compared = Long.compareUnsigned(table.word(entries[i], word), table.word(entries[from], word));
        }
        return compared;
    }
}
