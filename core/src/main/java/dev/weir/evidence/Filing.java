package dev.weir.evidence;

/**
 * Entries on their way from a table into some evidence, under the same key and lane or others. Like {@link WaitingRecords} they
 * wait until there are many, so that their memory is asked for at once and not of one after the other.
 */
public final class Filing {

    private static final int MOST = 128;

    private final EntryTable source;
    private final Evidence to;
    private final int[] tokens;

    private final int[] entries = new int[MOST];
    private final int[] hashes = new int[MOST];
    private final long[] keys = new long[MOST];
    private final long[] places = new long[MOST];
    private final boolean[] wides = new boolean[MOST];
    private final boolean[] portsAlone = new boolean[MOST];
    /** Of those that go to the wide table, four words each: the peer and the other end. */
    private final long[] addresses = new long[4 * MOST];

    private int waiting;
    /** The sum of what was touched, so that touching is not optimised away. */
    long touched;

    /**
     * Entries of {@code source} on their way into {@code to}.
     *
     * @param tokens by token of the source's evidence, that of the same text in {@code to}
     */
    public Filing(EntryTable source, Evidence to, int[] tokens) {
        this.source = source;
        this.to = to;
        this.tokens = tokens;
    }

    /**
     * Takes an entry to the narrow table.
     *
     * @param ports whether only its opposite ports are added
     */
    public void put(int entry, long key, long place, boolean ports) {
        hashes[waiting] = EntryTable.hash(key, place);
        put(entry, key, place, false, ports);
    }

    /** Takes an entry to the wide table, by these addresses as well as by its key. */
    public void put(
            int entry,
            long key,
            long place,
            long peerHigh,
            long peerLow,
            long otherHigh,
            long otherLow,
            boolean ports) {
        int at = 4 * waiting;
        addresses[at] = peerHigh;
        addresses[at + 1] = peerLow;
        addresses[at + 2] = otherHigh;
        addresses[at + 3] = otherLow;
        hashes[waiting] = EntryTable.hash(key, place, peerHigh, peerLow, otherHigh, otherLow);
        put(entry, key, place, true, ports);
    }

    /** Takes an entry to the table of its kind, by its own key and addresses. */
    public void put(int entry, long place) {
        if (source.isWide()) {
            put(
                    entry,
                    source.word(entry, EntryTable.KEY),
                    place,
                    source.word(entry, EntryTable.PEER_HIGH),
                    source.word(entry, EntryTable.PEER_LOW),
                    source.word(entry, EntryTable.OTHER_HIGH),
                    source.word(entry, EntryTable.OTHER_LOW),
                    false);
        } else {
            put(entry, source.word(entry, EntryTable.KEY), place, false);
        }
    }

    private void put(int entry, long key, long place, boolean wide, boolean ports) {
        int i = waiting++;
        entries[i] = entry;
        keys[i] = key;
        places[i] = place;
        wides[i] = wide;
        portsAlone[i] = ports;
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
            add(target(i), find(i), i);
        }
        waiting = 0;
    }

    private int find(int i) {
        return wides[i]
                ? to.wide.find(
                        hashes[i],
                        keys[i],
                        places[i],
                        addresses[4 * i],
                        addresses[4 * i + 1],
                        addresses[4 * i + 2],
                        addresses[4 * i + 3])
                : to.narrow.find(hashes[i], keys[i], places[i]);
    }

    private void add(EntryTable target, int entry, int i) {
        if (portsAlone[i]) {
            target.addPorts(entry, source, entries[i]);
            return;
        }
        target.merge(entry, source, entries[i]);
        int service = source.service(entries[i]);
        if (service >= 0) {
            to.service(target, entry, tokens[service]);
        }
    }

    private EntryTable target(int i) {
        return wides[i] ? to.wide : to.narrow;
    }
}
