package dev.weir.evidence;

/**
 * Entries on their way from one evidence into another, under another key or lane. Like {@link WaitingRecords} they wait until
 * there are many, so that their memory is asked for at once.
 */
public final class TurnedEntries {

    private static final int MOST = 128;

    private final EntryTable source;
    private final Evidence to;

    private final int[] entries = new int[MOST];
    private final int[] hashes = new int[MOST];
    private final long[] keys = new long[MOST];
    private final long[] places = new long[MOST];
    private final boolean[] wides = new boolean[MOST];
    private final boolean[] portsAlone = new boolean[MOST];
    private final long[] highs = new long[MOST];
    private final long[] lows = new long[MOST];
    private int waiting;
    /** The sum of what was touched, so that touching is not optimised away. */
    private long touched;

    /**
     * Entries of {@code source} on their way into {@code to}, whose texts have the same tokens.
     */
    public TurnedEntries(EntryTable source, Evidence to) {
        this.source = source;
        this.to = to;
    }

    /**
     * Takes an entry.
     *
     * @param wide whether it goes to the wide table, by the peer's address as well as by its key
     * @param ports whether only its opposite ports are added
     */
    public void put(int entry, long key, long place, boolean wide, long high, long low, boolean ports) {
        int i = waiting++;
        entries[i] = entry;
        keys[i] = key;
        places[i] = place;
        wides[i] = wide;
        highs[i] = high;
        lows[i] = low;
        portsAlone[i] = ports;
        hashes[i] = wide ? EntryTable.hash(key, place, high, low, 0, 0) : EntryTable.hash(key, place);
        if (waiting == MOST) {
            flush();
        }
    }

    /** Adds all that wait. */
    public void flush() {
        long sum = 0;
        for (int i = 0; i < waiting; i++) {
            sum += target(i).touch(hashes[i]) + source.ports.touch(source.portsHandle(entries[i]));
        }
        for (int i = 0; i < waiting; i++) {
            sum += target(i).touchEntry(hashes[i]);
        }
        touched += sum;
        for (int i = 0; i < waiting; i++) {
            EntryTable target = target(i);
            int entry = wides[i]
                    ? target.find(hashes[i], keys[i], places[i], highs[i], lows[i], 0, 0)
                    : target.find(hashes[i], keys[i], places[i]);
            if (portsAlone[i]) {
                target.putPorts(
                        entry,
                        target.ports.union(target.portsHandle(entry), source.ports, source.portsHandle(entries[i])));
            } else {
                target.merge(entry, source, entries[i]);
                to.service(target, entry, source.service(entries[i]));
            }
        }
        waiting = 0;
    }

    private EntryTable target(int i) {
        return wides[i] ? to.wide : to.narrow;
    }

    /** Keeps the sum of touched memory in sight of the compiler. */
    public long touched() {
        return touched;
    }
}
