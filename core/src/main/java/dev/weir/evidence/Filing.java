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

    /** Takes an entry to the table of its kind, by its own key, addresses and day. */
    public void put(int entry, int lane) {
        long key = source.word(entry, EntryTable.KEY);
        long place = EntryTable.place(lane, EntryTable.day(source.word(entry, EntryTable.PLACE)));
        if (source.isWide()) {
            int at = wideKeys.put(
                    key,
                    place,
                    source.high(entry, 0),
                    source.low(entry, 0),
                    source.high(entry, 1),
                    source.low(entry, 1));
            wide.put(at, entry, false);
        } else {
            narrow.put(narrowKeys.put(key, place), entry, false);
        }
    }

    /**
     * Takes an entry of a wide table by another key, which names only one of its ends.
     *
     * @param side of the key
     * @param named the end whose address it names, see {@link EntryTable#family}
     * @param portsAlone whether only its opposite ports are added
     */
    public void turn(int entry, int side, int named, int lane, boolean portsAlone) {
        long key = source.word(entry, EntryTable.KEY);
        long place = EntryTable.place(lane, EntryTable.day(source.word(entry, EntryTable.PLACE)));
        int protocol = EntryTable.protocol(key);
        int port = EntryTable.port(key);
        long high = source.high(entry, named);
        long low = source.low(entry, named);
        if (source.family(entry, named) == 6) {
            wide.put(wideKeys.put(EntryTable.key(side, protocol, 6, port), place, high, low, 0, 0), entry, portsAlone);
        } else {
            narrow.put(narrowKeys.put(EntryTable.key(side, protocol, low, port), place), entry, portsAlone);
        }
    }

    /** Adds all that wait. */
    public void flush() {
        narrow.flush();
        wide.flush();
    }
}
