package dev.weir.profile;

import dev.weir.flow.Tokens;
import java.util.BitSet;

/**
 * One key of one interface on one day, with its flow logs and local addresses brought together.
 *
 * <p>Several flow logs of an interface repeat the same records, so counts are added within a flow log and the largest flow log
 * counts. Times, ports and paths are facts whoever reports them.
 */
final class DayFacts {

    int day;
    long syns;
    long synAcks;
    long recordsToward;
    long recordsFrom;
    long bytes;
    long packetsToward;
    long packetsFrom;
    int firstToward = EntryTable.NEVER;
    int firstFrom = EntryTable.NEVER;
    int last;
    int paths;
    int service = Tokens.NONE;
    /** The surest orientation among the lanes, see {@link Lanes#orientation}. */
    int orientation = Integer.MAX_VALUE;
    /** Opposite ports by name; not all of them where {@link #manyPorts}. */
    final BitSet ports = new BitSet();

    boolean manyPorts;
    /** Some lane that it was seen on. */
    int lane;

    // The flow log that is being added up.
    private int flowLog = Integer.MIN_VALUE;
    private long flowLogCertain;
    private long flowLogRecords;
    private long flowLogBytes;
    private long flowLogPackets;

    void clear(int newDay) {
        day = newDay;
        syns = 0;
        synAcks = 0;
        recordsToward = 0;
        recordsFrom = 0;
        bytes = 0;
        packetsToward = 0;
        packetsFrom = 0;
        firstToward = EntryTable.NEVER;
        firstFrom = EntryTable.NEVER;
        last = 0;
        paths = 0;
        service = Tokens.NONE;
        orientation = Integer.MAX_VALUE;
        ports.clear();
        manyPorts = false;
        flowLog = Integer.MIN_VALUE;
    }

    /** Adds an entry; those of one flow log come one after the other. */
    void add(Evidence evidence, EntryTable table, int entry) {
        lane = EntryTable.lane(table.word(entry, EntryTable.PLACE));
        int entryFlowLog = evidence.lanes.flowLog(lane);
        if (entryFlowLog != flowLog) {
            flowLog = entryFlowLog;
            flowLogCertain = 0;
            flowLogRecords = 0;
            flowLogBytes = 0;
            flowLogPackets = 0;
        }
        flowLogCertain = EntryTable.plus(flowLogCertain, table.word(entry, EntryTable.CERTAIN));
        flowLogRecords = EntryTable.plus(flowLogRecords, table.word(entry, EntryTable.RECORDS));
        flowLogBytes = EntryTable.sum(flowLogBytes, table.word(entry, EntryTable.BYTES));
        flowLogPackets = EntryTable.plus(flowLogPackets, table.word(entry, EntryTable.PACKETS));
        syns = Math.max(syns, EntryTable.upper(flowLogCertain));
        synAcks = Math.max(synAcks, EntryTable.lower(flowLogCertain));
        recordsToward = Math.max(recordsToward, EntryTable.upper(flowLogRecords));
        recordsFrom = Math.max(recordsFrom, EntryTable.lower(flowLogRecords));
        bytes = Math.max(bytes, flowLogBytes);
        packetsToward = Math.max(packetsToward, EntryTable.upper(flowLogPackets));
        packetsFrom = Math.max(packetsFrom, EntryTable.lower(flowLogPackets));
        long times = table.word(entry, EntryTable.TIMES);
        firstToward = Math.min(firstToward, EntryTable.toward(times));
        firstFrom = Math.min(firstFrom, EntryTable.from(times));
        last = Math.max(last, EntryTable.last(times));
        paths |= EntryTable.paths(times);
        orientation = Math.min(orientation, evidence.lanes.orientation(lane));
        int entryService = table.service(entry);
        if (entryService >= 0
                && (service < 0 || evidence.texts.text(entryService).compareTo(evidence.texts.text(service)) < 0)) {
            service = entryService;
        }
        long handle = table.portsHandle(entry);
        manyPorts |= PortSets.isMany(handle);
        for (int port : table.ports.sorted(handle)) {
            ports.set(port);
        }
    }

    boolean isCertain() {
        return syns > 0 || synAcks > 0;
    }

    int first() {
        int first = Math.min(firstToward, firstFrom);
        return first == EntryTable.NEVER ? 0 : first;
    }

    /** How many distinct opposite ports at least. */
    int portCount() {
        return manyPorts ? Math.max(PortSets.KEPT + 1, ports.cardinality()) : ports.cardinality();
    }
}
