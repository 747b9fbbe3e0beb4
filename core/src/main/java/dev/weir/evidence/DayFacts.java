package dev.weir.evidence;

import dev.weir.flow.TokenTable;
import java.util.Arrays;

/**
 * One key of one interface on one day, with its flow logs and local addresses brought together.
 *
 * <p>Several flow logs of an interface repeat the same records, so counts are added within a flow log and the largest flow log
 * counts. Times, ports and paths are facts whoever reports them.
 */
public final class DayFacts {

    public int day;
    public long syns;
    public long synAcks;
    public long recordsToward;
    public long recordsFrom;
    public long bytes;
    public long packetsToward;
    public long packetsFrom;
    public int firstToward = EntryTable.NEVER;
    public int firstFrom = EntryTable.NEVER;
    public int last;
    public int paths;
    public int service = TokenTable.NONE;
    /** The surest orientation among the lanes, see {@link Lanes#orientation}. */
    public int orientation = Integer.MAX_VALUE;

    public boolean manyPorts;
    /** Opposite ports by name, of all entries one after the other; not all of them where {@link #manyPorts}. */
    private int[] ports = new int[2 * PortSets.KEPT];

    private int portsUsed;
    /** Whether the ports are sorted, each there once. */
    private boolean settled;
    /** Some lane that it was seen on. */
    public int lane;

    // The flow log that is being added up.
    private int flowLog = Integer.MIN_VALUE;
    private long flowLogCertain;
    private long flowLogRecords;
    private long flowLogBytes;
    private long flowLogPackets;

    public void clear(int newDay) {
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
        service = TokenTable.NONE;
        orientation = Integer.MAX_VALUE;
        portsUsed = 0;
        settled = true;
        manyPorts = false;
        flowLog = Integer.MIN_VALUE;
    }

    /** Adds an entry; those of one flow log come one after the other. */
    public void add(Evidence evidence, EntryTable table, int entry) {
        long[] words = table.segment(entry);
        int base = table.base(entry);
        lane = EntryTable.lane(words[base + EntryTable.PLACE]);
        int entryFlowLog = evidence.lanes.flowLog(lane);
        if (entryFlowLog != flowLog) {
            flowLog = entryFlowLog;
            flowLogCertain = 0;
            flowLogRecords = 0;
            flowLogBytes = 0;
            flowLogPackets = 0;
        }
        flowLogCertain = EntryTable.plus(flowLogCertain, words[base + EntryTable.CERTAIN]);
        flowLogRecords = EntryTable.plus(flowLogRecords, words[base + EntryTable.RECORDS]);
        flowLogBytes = EntryTable.sum(flowLogBytes, words[base + EntryTable.BYTES]);
        flowLogPackets = EntryTable.plus(flowLogPackets, words[base + EntryTable.PACKETS]);
        syns = Math.max(syns, EntryTable.upper(flowLogCertain));
        synAcks = Math.max(synAcks, EntryTable.lower(flowLogCertain));
        recordsToward = Math.max(recordsToward, EntryTable.upper(flowLogRecords));
        recordsFrom = Math.max(recordsFrom, EntryTable.lower(flowLogRecords));
        bytes = Math.max(bytes, flowLogBytes);
        packetsToward = Math.max(packetsToward, EntryTable.upper(flowLogPackets));
        packetsFrom = Math.max(packetsFrom, EntryTable.lower(flowLogPackets));
        long times = words[base + EntryTable.TIMES];
        firstToward = Math.min(firstToward, EntryTable.toward(times));
        firstFrom = Math.min(firstFrom, EntryTable.from(times));
        last = Math.max(last, EntryTable.last(times));
        paths |= EntryTable.paths(times);
        orientation = Math.min(orientation, evidence.lanes.orientation(lane));
        int entryService = table.service(entry);
        if (entryService >= 0
                && entryService != service
                && (service < 0 || evidence.texts.text(entryService).compareTo(evidence.texts.text(service)) < 0)) {
            service = entryService;
        }
        long handle = table.portsHandle(entry);
        manyPorts |= PortSets.isMany(handle);
        addPorts(table.ports, handle);
    }

    private void addPorts(PortSets sets, long handle) {
        if (PortSets.count(handle) == 0) {
            return;
        }
        if (portsUsed + PortSets.KEPT > ports.length) {
            ports = Arrays.copyOf(ports, 2 * ports.length);
        }
        portsUsed = sets.copy(handle, ports, portsUsed);
        settled = false;
    }

    private void settle() {
        if (settled) {
            return;
        }
        Arrays.sort(ports, 0, portsUsed);
        int kept = 0;
        for (int i = 0; i < portsUsed; i++) {
            if (kept == 0 || ports[kept - 1] != ports[i]) {
                ports[kept++] = ports[i];
            }
        }
        portsUsed = kept;
        settled = true;
    }

    /** How many opposite ports are known by name. */
    public int namedPorts() {
        settle();
        return portsUsed;
    }

    /** An opposite port, by its place among those known by name. */
    public int port(int index) {
        settle();
        return ports[index];
    }

    public boolean isCertain() {
        return syns > 0 || synAcks > 0;
    }

    public int first() {
        int first = Math.min(firstToward, firstFrom);
        return first == EntryTable.NEVER ? 0 : first;
    }

    /** How many distinct opposite ports at least. */
    public int portCount() {
        return manyPorts ? Math.max(PortSets.KEPT + 1, namedPorts()) : namedPorts();
    }
}
