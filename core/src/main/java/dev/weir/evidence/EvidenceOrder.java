package dev.weir.evidence;

import dev.weir.flow.TokenTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The one order of the entries of some evidence: by interface, then key, then day, then lane, whatever order they came in.
 *
 * <p>Tokens and lanes are numbered in order of first sight, which depends on the order of the records; their ranks by text and
 * address do not.
 */
public final class EvidenceOrder {

    /** How many interfaces are sorted in one go. */
    private static final int CHUNK = 64;
    /** So many entries are worth more than one thread. */
    private static final int LARGE = 1 << 15;

    private final Evidence evidence;
    /** By token: its place among all texts in alphabetical order. */
    public final int[] textRank;
    /** By lane: its place among all lanes, which are grouped by interface. */
    public final int[] laneRank;
    /** By lane: the place of its interface among all. */
    public final int[] interfaceRank;
    /** The lanes in order. */
    public final int[] lanes;

    private final int[] narrow;
    private final int[] narrowEnds;
    private final int[] wide;
    private final int[] wideEnds;

    public EvidenceOrder(Evidence evidence) {
        this.evidence = evidence;
        textRank = textRanks(evidence.texts);
        Lanes all = evidence.lanes;
        lanes = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(lane -> textRank[all.networkInterface(lane)])
                        .thenComparingInt(lane -> all.flowLog(lane) < 0 ? -1 : textRank[all.flowLog(lane)])
                        .thenComparingInt(all::family)
                        .thenComparing(all::high, Long::compareUnsigned)
                        .thenComparing(all::low, Long::compareUnsigned)
                        .thenComparingInt(all::packetFamily)
                        .thenComparing(all::packetHigh, Long::compareUnsigned)
                        .thenComparing(all::packetLow, Long::compareUnsigned)
                        .thenComparingInt(all::orientation))
                .mapToInt(Integer::intValue)
                .toArray();
        laneRank = new int[lanes.length];
        interfaceRank = new int[lanes.length];
        int rank = -1;
        for (int i = 0; i < lanes.length; i++) {
            laneRank[lanes[i]] = i;
            if (i == 0 || all.networkInterface(lanes[i]) != all.networkInterface(lanes[i - 1])) {
                rank++;
            }
            interfaceRank[lanes[i]] = rank;
        }
        int interfaces = rank + 1;
        narrowEnds = new int[interfaces];
        narrow = sorted(evidence.narrow, narrowEnds);
        wideEnds = new int[interfaces];
        wide = sorted(evidence.wide, wideEnds);
    }

    private static int[] textRanks(TokenTable texts) {
        String[] byToken = new String[texts.size()];
        Integer[] order = new Integer[byToken.length];
        for (int token = 0; token < byToken.length; token++) {
            byToken[token] = texts.text(token);
            order[token] = token;
        }
        Arrays.sort(order, Comparator.comparing((Integer token) -> byToken[token]));
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }

    /** The entries of one of the evidence's tables, in order; not to be changed. */
    public int[] entries(EntryTable table) {
        return table.isWide() ? wide : narrow;
    }

    /** How many interfaces there are. */
    public int interfaces() {
        return narrowEnds.length;
    }

    /** The places of interfaces, from 0 to {@link #interfaces}, that part them so that each part but the last has so many entries at least. */
    public int[] parts(int least) {
        IntStream.Builder places = IntStream.builder().add(0);
        int before = 0;
        for (int place = 1; place <= narrowEnds.length; place++) {
            int entries = narrowEnds[place - 1] + wideEnds[place - 1];
            if (entries - before >= least || place == narrowEnds.length) {
                places.add(place);
                before = entries;
            }
        }
        return places.build().toArray();
    }

    /** By place of an interface: the end of its entries in {@link #entries}; not to be changed. */
    int[] ends(EntryTable table) {
        return table.isWide() ? wideEnds : narrowEnds;
    }

    /** Whether it is still the order of all that its evidence holds; keys never change, entries are only added. */
    public boolean isWhole() {
        return textRank.length == evidence.texts.size()
                && laneRank.length == evidence.lanes.size()
                && narrow.length == evidence.narrow.size()
                && wide.length == evidence.wide.size();
    }

    /**
     * Spread over the interfaces first, then sorted within each: what is compared then lies close together.
     *
     * <p>The keys are carried along; the table is looked at again only where they are equal.
     */
    private int[] sorted(EntryTable table, int[] ends) {
        int size = table.size();
        for (int entry = 0; entry < size; entry++) {
            ends[interfaceRank[EntryTable.lane(table.word(entry, EntryTable.PLACE))]]++;
        }
        int before = 0;
        for (int rank = 0; rank < ends.length; rank++) {
            int count = ends[rank];
            ends[rank] = before;
            before += count;
        }
        int[] entries = new int[size];
        for (int entry = 0; entry < size; entry++) {
            entries[ends[interfaceRank[EntryTable.lane(table.word(entry, EntryTable.PLACE))]]++] = entry;
        }
        int chunks = (ends.length + CHUNK - 1) / CHUNK;
        IntStream ranks = IntStream.range(0, chunks);
        (size < LARGE ? ranks : ranks.parallel()).forEach(chunk -> {
            InterfaceSort run = new InterfaceSort(table, entries);
            for (int rank = chunk * CHUNK; rank < Math.min(ends.length, (chunk + 1) * CHUNK); rank++) {
                run.sort(rank == 0 ? 0 : ends[rank - 1], ends[rank]);
            }
        });
        return entries;
    }

    /** The entries of one interface after the other, being sorted. */
    private final class InterfaceSort {

        private final EntryTable table;
        private final int[] entries;
        private int[] spare = new int[64];
        private int[] local = new int[64];
        private long[] keys = new long[64];
        private long[] spareKeys = new long[64];

        InterfaceSort(EntryTable table, int[] entries) {
            this.table = table;
            this.entries = entries;
        }

        void sort(int from, int to) {
            int length = to - from;
            if (length > local.length) {
                int larger = Math.max(length, 2 * local.length);
                local = new int[larger];
                spare = new int[larger];
                keys = new long[larger];
                spareKeys = new long[larger];
            }
            for (int i = 0; i < length; i++) {
                local[i] = entries[from + i];
                keys[i] = table.word(local[i], EntryTable.KEY);
            }
            System.arraycopy(local, 0, spare, 0, length);
            System.arraycopy(keys, 0, spareKeys, 0, length);
            sort(local, keys, spare, spareKeys, 0, length);
            System.arraycopy(local, 0, entries, from, length);
        }

        /** Merge sort of {@code [from, to)}; the spare arrays hold the same and are overwritten. */
        private void sort(int[] order, long[] orderKeys, int[] other, long[] otherKeys, int from, int to) {
            if (to - from < 2) {
                return;
            }
            int middle = (from + to) >>> 1;
            sort(other, otherKeys, order, orderKeys, from, middle);
            sort(other, otherKeys, order, orderKeys, middle, to);
            int left = from;
            int right = middle;
            for (int i = from; i < to; i++) {
                boolean takeLeft = right == to || left < middle && isBefore(otherKeys, other, left, right);
                int taken = takeLeft ? left++ : right++;
                order[i] = other[taken];
                orderKeys[i] = otherKeys[taken];
            }
        }

        private boolean isBefore(long[] runKeys, int[] run, int left, int right) {
            return runKeys[left] == runKeys[right]
                    ? compare(table, run[left], run[right]) <= 0
                    : runKeys[left] + Long.MIN_VALUE < runKeys[right] + Long.MIN_VALUE;
        }
    }

    /** Compares two entries of one interface and one key. */
    private int compare(EntryTable table, int one, int other) {
        long onePlace = table.word(one, EntryTable.PLACE);
        long otherPlace = table.word(other, EntryTable.PLACE);
        int oneLane = EntryTable.lane(onePlace);
        int otherLane = EntryTable.lane(otherPlace);
        int order = 0;
        for (int word = EntryTable.PEER_HIGH; order == 0 && table.isWide() && word <= EntryTable.OTHER_LOW; word++) {
            order = Long.compareUnsigned(table.word(one, word), table.word(other, word));
        }
        if (order != 0) {
            return order;
        }
        order = Integer.compare(EntryTable.day(onePlace), EntryTable.day(otherPlace));
        return order != 0 ? order : Integer.compare(laneRank[oneLane], laneRank[otherLane]);
    }
}
