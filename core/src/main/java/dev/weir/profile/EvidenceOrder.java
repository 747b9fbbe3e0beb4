package dev.weir.profile;

import dev.weir.flow.Tokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The one order of the entries of some evidence: by interface, then key, then day, then lane, whatever order they came in.
 *
 * <p>Tokens and lanes are numbered in order of first sight, which depends on the order of the records; their ranks by text and
 * address do not.
 */
final class EvidenceOrder {

    private final Evidence evidence;
    /** By token: its place among all texts in alphabetical order. */
    final int[] textRank;
    /** By lane: its place among all lanes, which are grouped by interface. */
    final int[] laneRank;
    /** By lane: the place of its interface among all. */
    final int[] interfaceRank;
    /** The lanes in order. */
    final int[] lanes;
    /** How many interfaces have a lane. */
    final int interfaces;

    EvidenceOrder(Evidence evidence) {
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
        interfaces = rank + 1;
    }

    private static int[] textRanks(Tokens texts) {
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

    /** The entries of one of the evidence's tables, in order. */
    int[] entries(EntryTable table) {
        int[] entries = new int[table.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = i;
        }
        sort(table, entries, entries.clone(), 0, entries.length);
        return entries;
    }

    /** Merge sort of {@code [from, to)}; {@code spare} holds the same entries and is overwritten. */
    private void sort(EntryTable table, int[] entries, int[] spare, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(table, spare, entries, from, middle);
        sort(table, spare, entries, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right == to || left < middle && compare(table, spare[left], spare[right]) <= 0;
            entries[i] = takeLeft ? spare[left++] : spare[right++];
        }
    }

    private int compare(EntryTable table, int one, int other) {
        long onePlace = table.word(one, EntryTable.PLACE);
        long otherPlace = table.word(other, EntryTable.PLACE);
        int oneLane = EntryTable.lane(onePlace);
        int otherLane = EntryTable.lane(otherPlace);
        int order = Integer.compare(interfaceRank[oneLane], interfaceRank[otherLane]);
        if (order != 0) {
            return order;
        }
        order = Long.compareUnsigned(table.word(one, EntryTable.KEY), table.word(other, EntryTable.KEY));
        for (int word = EntryTable.PEER_HIGH; order == 0 && table.isWide() && word <= EntryTable.OTHER_LOW; word++) {
            order = Long.compareUnsigned(table.word(one, word), table.word(other, word));
        }
        if (order != 0) {
            return order;
        }
        order = Integer.compare(EntryTable.day(onePlace), EntryTable.day(otherPlace));
        return order != 0 ? order : Integer.compare(laneRank[oneLane], laneRank[otherLane]);
    }

    Evidence evidence() {
        return evidence;
    }
}
