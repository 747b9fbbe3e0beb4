package dev.weir.evidence;

/**
 * Keys of entries that are to be found or made in one table. An entry is rarely in the cache, so keys wait until there are many:
 * then one look at each slot, each entry and each port set, so that memory comes while the next is asked for, and only then is
 * each found.
 *
 * <p>Who lets something wait for its entry keeps it in arrays of {@link #MOST} places, under the place that {@code put} answers.
 */
final class WaitingKeys {

    /** How many may wait. */
    static final int MOST = 128;

    private final boolean wide;
    private final long[] keys = new long[MOST];
    private final long[] places = new long[MOST];
    private final int[] hashes = new int[MOST];
    private final int[] entries = new int[MOST];
    private final long[] handles = new long[MOST];
    /** Of the wide table's, four words each: the peer and the other end; else empty. */
    private final long[] addresses;

    private int waiting;
    /** The sum of what was touched, so that touching is not optimised away. */
    long touched;

    private WaitingKeys(boolean wide) {
        this.wide = wide;
        addresses = new long[wide ? 4 * MOST : 0];
    }

    /** Keys of {@link Evidence#narrow}. */
    static WaitingKeys narrow() {
        return new WaitingKeys(false);
    }

    /** Keys of {@link Evidence#wide}. */
    static WaitingKeys wide() {
        return new WaitingKeys(true);
    }

    /** Takes a key of the narrow table; the answer is its place. */
    int put(long key, long place) {
        return put(EntryTable.hash(key, place), key, place);
    }

    /** Takes a key of the wide table, with its addresses. */
    int put(long key, long place, long peerHigh, long peerLow, long otherHigh, long otherLow) {
        int at = 4 * waiting;
        addresses[at] = peerHigh;
        addresses[at + 1] = peerLow;
        addresses[at + 2] = otherHigh;
        addresses[at + 3] = otherLow;
        return put(EntryTable.hash(key, place, peerHigh, peerLow, otherHigh, otherLow), key, place);
    }

    private int put(int hash, long key, long place) {
        int i = waiting++;
        keys[i] = key;
        places[i] = place;
        hashes[i] = hash;
        return i;
    }

    int size() {
        return waiting;
    }

    boolean isFull() {
        return waiting == MOST;
    }

    /** The table of this evidence whose keys these are. */
    EntryTable table(Evidence evidence) {
        return wide ? evidence.wide : evidence.narrow;
    }

    /** Asks for the memory of all that wait; others may be adding to the table. */
    void touch(EntryTable table) {
        touched += table.touch(hashes, waiting, entries, handles);
    }

    /** The entry of the key in this place, made where there is none; the memory of all was asked for. */
    int find(EntryTable table, int i) {
        if (!wide) {
            return table.is(entries[i], keys[i], places[i]) ? entries[i] : table.find(hashes[i], keys[i], places[i]);
        }
        return table.find(
                hashes[i],
                keys[i],
                places[i],
                addresses[4 * i],
                addresses[4 * i + 1],
                addresses[4 * i + 2],
                addresses[4 * i + 3]);
    }

    /** Lets none wait any more. */
    void clear() {
        waiting = 0;
    }
}
