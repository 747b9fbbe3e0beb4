package dev.weir.evidence;

/** Entries of one table on their way into one table of other evidence, as {@link WaitingKeys} says. */
final class WaitingEntries {

    private final WaitingKeys keys;
    private final int[] entries = new int[WaitingKeys.MOST];
    private final long[] handles = new long[WaitingKeys.MOST];
    private final boolean[] portsAlone = new boolean[WaitingKeys.MOST];
    private final EntryTable source;
    private final Evidence to;
    private final int[] tokens;
    /** The sum of what was touched, so that touching is not optimised away. */
    long touched;

    /** As of {@link Filing}; {@code keys} says into which of the two tables. */
    WaitingEntries(WaitingKeys keys, EntryTable source, Evidence to, int[] tokens) {
        this.keys = keys;
        this.source = source;
        this.to = to;
        this.tokens = tokens;
    }

    /** Takes an entry whose key was put at place {@code i}. */
    void put(int i, int entry, boolean ports) {
        entries[i] = entry;
        portsAlone[i] = ports;
        if (keys.isFull()) {
            flush();
        }
    }

    /** Adds all that wait. */
    void flush() {
        EntryTable table = keys.table(to);
        for (int i = 0; i < keys.size(); i++) {
            handles[i] = source.portsHandle(entries[i]);
        }
        touched += source.ports.touch(handles, keys.size());
        keys.touch(table);
        for (int i = 0; i < keys.size(); i++) {
            add(table, keys.find(table, i), entries[i], portsAlone[i]);
        }
        keys.clear();
    }

    private void add(EntryTable table, int entry, int from, boolean ports) {
        if (ports) {
            table.addPorts(entry, source, from);
            return;
        }
        table.merge(entry, source, from);
        int service = source.service(from);
        if (service >= 0) {
            to.service(table, entry, tokens[service]);
        }
    }
}
