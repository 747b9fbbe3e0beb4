package dev.weir.evidence;

/** Entries on their way from a table into some evidence, under the same key and lane or others. */
public final class Filing {

    private final EntryTable source;
    private final WaitingKeys narrowKeys = WaitingKeys.narrow();
    private final WaitingKeys wideKeys = WaitingKeys.wide();
    private final WaitingEntries narrow;
    private final WaitingEntries wide;

    /**
     * Entries of {@code source} on their way into {@code to}.
     *
     * @param tokens by token of the source's evidence, that of the same text in {@code to}
     */
    public Filing(EntryTable source, Evidence to, int[] tokens) {
        this.source = source;
        narrow = new WaitingEntries(narrowKeys, source, to, tokens);
        wide = new WaitingEntries(wideKeys, source, to, tokens);
    }

    /**
     * Takes an entry to the narrow table.
     *
     * @param ports whether only its opposite ports are added
     */
    public void put(int entry, long key, long place, boolean ports) {
        narrow.put(narrowKeys.put(key, place), entry, ports);
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
        wide.put(wideKeys.put(key, place, peerHigh, peerLow, otherHigh, otherLow), entry, ports);
    }

    /** Takes an entry to the table of its kind, by its own key and addresses. */
    public void put(int entry, long place) {
        long key = source.word(entry, EntryTable.KEY);
        if (source.isWide()) {
            put(
                    entry,
                    key,
                    place,
                    source.word(entry, EntryTable.PEER_HIGH),
                    source.word(entry, EntryTable.PEER_LOW),
                    source.word(entry, EntryTable.OTHER_HIGH),
                    source.word(entry, EntryTable.OTHER_LOW),
                    false);
        } else {
            put(entry, key, place, false);
        }
    }

    /** Adds all that wait. */
    public void flush() {
        narrow.flush();
        wide.flush();
    }
}
