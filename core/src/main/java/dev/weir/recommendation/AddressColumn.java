package dev.weir.recommendation;

import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;

/** The destinations of one family in ascending order, each once: parallel arrays of words and connections; IPv4 has no upper words. */
final class AddressColumn {

    static final AddressColumn EMPTY = new AddressColumn(new long[0], new long[0], new long[0]);
    private static final int DIGIT = 11;

    final long[] high;
    final long[] low;
    final long[] counts;

    AddressColumn(long[] high, long[] low, long[] counts) {
        this.high = high;
        this.low = low;
        this.counts = counts;
    }

    /** The first place from {@code from} on whose address is not below this one. */
    int firstNotBelow(IpAddress address, int from) {
        int begin = from;
        int end = low.length;
        while (begin < end) {
            int middle = (begin + end) >>> 1;
            long highWord = high.length == 0 ? 0 : high[middle];
            int order = Long.compareUnsigned(highWord, address.high());
            order = order != 0 ? order : Long.compareUnsigned(low[middle], address.low());
            if (order < 0) {
                begin = middle + 1;
            } else {
                end = middle;
            }
        }
        return begin;
    }

    boolean isAt(IpAddress address, int place) {
        return low[place] == address.low() && (high.length == 0 ? 0 : high[place]) == address.high();
    }

    boolean sameAs(AddressColumn other) {
        return Arrays.equals(low, other.low) && Arrays.equals(high, other.high) && Arrays.equals(counts, other.counts);
    }

    /** Sorts by radix, least digit first, skipping digits that are the same everywhere; joins equal addresses. */
    static AddressColumn sorted(long[] high, long[] low, long[] counts) {
        RadixSort sorter = new RadixSort(high, low, counts);
        sorter.sortBy(RadixSort.Word.LOW);
        if (high.length > 0) {
            sorter.sortBy(RadixSort.Word.HIGH);
        }
        return sorter.joined();
    }

    /** Collects addresses that come in any order, or in the order wanted. */
    static final class Growing {

        private long[] high = new long[8];
        private long[] low = new long[8];
        private long[] counts = new long[8];
        int size;

        void add(long highWord, long lowWord, long connections) {
            if (size == low.length) {
                high = Arrays.copyOf(high, size * 2);
                low = Arrays.copyOf(low, size * 2);
                counts = Arrays.copyOf(counts, size * 2);
            }
            high[size] = highWord;
            low[size] = lowWord;
            counts[size++] = connections;
        }

        void add(AddressColumn column, int from, int to) {
            for (int i = from; i < to; i++) {
                add(column.high.length == 0 ? 0 : column.high[i], column.low[i], column.counts[i]);
            }
        }

        /** What was added, sorted and joined. */
        AddressColumn sorted(IpFamily family) {
            AddressColumn as = column(family);
            return AddressColumn.sorted(as.high, as.low, as.counts);
        }

        /** What was added, which must be in order. */
        AddressColumn column(IpFamily family) {
            return new AddressColumn(
                    family == IpFamily.IPV4 ? new long[0] : Arrays.copyOf(high, size),
                    Arrays.copyOf(low, size),
                    Arrays.copyOf(counts, size));
        }
    }

    private static final class RadixSort {

        private enum Word {
            LOW,
            HIGH
        }

        private long[] high;
        private long[] low;
        private long[] counts;
        private long[] spareHigh = new long[0];
        private long[] spareLow = new long[0];
        private long[] spareCounts = new long[0];

        RadixSort(long[] high, long[] low, long[] counts) {
            this.high = high;
            this.low = low;
            this.counts = counts;
        }

        void sortBy(Word word) {
            long differing = 0;
            long[] initial = word == Word.LOW ? low : high;
            for (long key : initial) {
                differing |= key ^ initial[0];
            }
            for (int shift = 0; shift < 64; shift += AddressColumn.DIGIT) {
                if ((differing >>> shift & (1 << AddressColumn.DIGIT) - 1) != 0) {
                    pass(word == Word.LOW ? low : high, shift);
                }
            }
        }

        private void pass(long[] keys, int shift) {
            int mask = (1 << AddressColumn.DIGIT) - 1;
            int[] place = new int[mask + 2];
            for (long key : keys) {
                place[(int) (key >>> shift & mask) + 1]++;
            }
            for (int digit = 0; digit < mask; digit++) {
                place[digit + 1] += place[digit];
            }
            boolean wide = high.length > 0;
            if (spareLow.length != low.length) {
                spareLow = new long[low.length];
                spareCounts = new long[low.length];
                spareHigh = wide ? new long[low.length] : high;
            }
            for (int i = 0; i < keys.length; i++) {
                int to = place[(int) (keys[i] >>> shift & mask)]++;
                spareLow[to] = low[i];
                spareCounts[to] = counts[i];
                if (wide) {
                    spareHigh[to] = high[i];
                }
            }
            long[] swap = low;
            low = spareLow;
            spareLow = swap;
            swap = counts;
            counts = spareCounts;
            spareCounts = swap;
            swap = high;
            high = spareHigh;
            spareHigh = swap;
        }

        AddressColumn joined() {
            boolean wide = high.length > 0;
            int size = 0;
            for (int i = 0; i < low.length; i++) {
                if (size > 0 && low[size - 1] == low[i] && (!wide || high[size - 1] == high[i])) {
                    counts[size - 1] += counts[i];
                    continue;
                }
                low[size] = low[i];
                counts[size] = counts[i];
                if (wide) {
                    high[size] = high[i];
                }
                size++;
            }
            return size == low.length
                    ? new AddressColumn(high, low, counts)
                    : new AddressColumn(
                            wide ? Arrays.copyOf(high, size) : high,
                            Arrays.copyOf(low, size),
                            Arrays.copyOf(counts, size));
        }
    }
}
