package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;
import java.util.Collection;

/**
 * The addresses that one class of traffic was seen going to, with the connections to each; ascending, each once.
 *
 * <p>Held as primitive arrays: a hundred thousand of them are sorted and covered in milliseconds. However they were given
 * (order, repetitions), equal addresses and counts make equal destinations.
 */
public final class Destinations {

    /** No destination. */
    public static final Destinations NONE = new Builder().build();

    private final Column ipv4;
    private final Column ipv6;

    private Destinations(Column ipv4, Column ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** These addresses, one connection each. */
    public static Destinations of(Collection<IpAddress> addresses) {
        Builder builder = new Builder();
        addresses.forEach(address -> builder.add(address, 1));
        return builder.build();
    }

    /**
     * IPv4 addresses as numbers, one connection each; the array is left as it is.
     *
     * @throws IllegalArgumentException if a number needs more than 32 bits
     */
    public static Destinations ofIpv4(long[] numbers) {
        long any = 0;
        for (long number : numbers) {
            any |= number;
        }
        if (any >>> 32 != 0) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits, found a number with more");
        }
        long[] counts = new long[numbers.length];
        Arrays.fill(counts, 1);
        return new Destinations(Column.sorted(new long[0], numbers.clone(), counts), Column.EMPTY);
    }

    /** Collects addresses in any order; the connections of one address add up. */
    public static final class Builder {

        private final Growing ipv4 = new Growing();
        private final Growing ipv6 = new Growing();

        /**
         * Adds connections to one address.
         *
         * @throws IllegalArgumentException if the count is negative
         */
        public Builder add(IpAddress address, long connections) {
            if (connections < 0) {
                throw new IllegalArgumentException("connections are 0 or more, found " + connections);
            }
            (address.family() == IpFamily.IPV4 ? ipv4 : ipv6).add(address.high(), address.low(), connections);
            return this;
        }

        public Destinations build() {
            return new Destinations(
                    Column.sorted(
                            new long[0], Arrays.copyOf(ipv4.low, ipv4.size), Arrays.copyOf(ipv4.counts, ipv4.size)),
                    Column.sorted(
                            Arrays.copyOf(ipv6.high, ipv6.size),
                            Arrays.copyOf(ipv6.low, ipv6.size),
                            Arrays.copyOf(ipv6.counts, ipv6.size)));
        }
    }

    /** How many addresses of this family there are. */
    public int count(IpFamily family) {
        return column(family).low.length;
    }

    public boolean isEmpty() {
        return count(IpFamily.IPV4) == 0 && count(IpFamily.IPV6) == 0;
    }

    /** The address at this place in ascending order. */
    public IpAddress address(IpFamily family, int index) {
        Column column = column(family);
        return new IpAddress(family, family == IpFamily.IPV4 ? 0 : column.high[index], column.low[index]);
    }

    /** The connections to the address at this place. */
    public long connections(IpFamily family, int index) {
        return column(family).counts[index];
    }

    /** All connections, of both families. */
    public long connections() {
        return Arrays.stream(ipv4.counts).sum() + Arrays.stream(ipv6.counts).sum();
    }

    /** Those that are not in the set. */
    public Destinations minus(AddressSet addresses) {
        return addresses.isEmpty() ? this : filtered(addresses, Keep.OUTSIDE);
    }

    /** Those that are in the set. */
    public Destinations within(AddressSet addresses) {
        return addresses.isEmpty() ? NONE : filtered(addresses, Keep.INSIDE);
    }

    private enum Keep {
        INSIDE,
        OUTSIDE
    }

    private Destinations filtered(AddressSet addresses, Keep keep) {
        return new Destinations(filtered(IpFamily.IPV4, addresses, keep), filtered(IpFamily.IPV6, addresses, keep));
    }

    private Column filtered(IpFamily family, AddressSet addresses, Keep keep) {
        Column column = column(family);
        Growing kept = new Growing();
        for (int i = 0; i < column.low.length; i++) {
            if (addresses.contains(address(family, i)) == (keep == Keep.INSIDE)) {
                kept.add(family == IpFamily.IPV4 ? 0 : column.high[i], column.low[i], column.counts[i]);
            }
        }
        if (kept.size == column.low.length) {
            return column;
        }
        return new Column(
                family == IpFamily.IPV4 ? new long[0] : Arrays.copyOf(kept.high, kept.size),
                Arrays.copyOf(kept.low, kept.size),
                Arrays.copyOf(kept.counts, kept.size));
    }

    /** Lower words in ascending order of address; not a copy. */
    long[] low(IpFamily family) {
        return column(family).low;
    }

    /** Upper words in ascending order of address, empty for IPv4; not a copy. */
    long[] high(IpFamily family) {
        return column(family).high;
    }

    private Column column(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4 : ipv6;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Destinations that && ipv4.sameAs(that.ipv4) && ipv6.sameAs(that.ipv6);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ipv4.low) + Arrays.hashCode(ipv6.low);
    }

    @Override
    public String toString() {
        return "%d IPv4 and %d IPv6 destinations".formatted(count(IpFamily.IPV4), count(IpFamily.IPV6));
    }

    private static final class Growing {

        private long[] high = new long[8];
        private long[] low = new long[8];
        private long[] counts = new long[8];
        private int size;

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
    }

    private static final class Column {

        private static final Column EMPTY = new Column(new long[0], new long[0], new long[0]);
        private static final int DIGIT = 11;

        private final long[] high;
        private final long[] low;
        private final long[] counts;

        Column(long[] high, long[] low, long[] counts) {
            this.high = high;
            this.low = low;
            this.counts = counts;
        }

        boolean sameAs(Column other) {
            return Arrays.equals(low, other.low)
                    && Arrays.equals(high, other.high)
                    && Arrays.equals(counts, other.counts);
        }

        /** Sorts by radix, least digit first, skipping digits that are the same everywhere; joins equal addresses. */
        static Column sorted(long[] high, long[] low, long[] counts) {
            Sorter sorter = new Sorter(high, low, counts);
            sorter.sortBy(Sorter.Word.LOW);
            if (high.length > 0) {
                sorter.sortBy(Sorter.Word.HIGH);
            }
            return sorter.joined();
        }
    }

    private static final class Sorter {

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

        Sorter(long[] high, long[] low, long[] counts) {
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
            for (int shift = 0; shift < 64; shift += Column.DIGIT) {
                if ((differing >>> shift & (1 << Column.DIGIT) - 1) != 0) {
                    pass(word == Word.LOW ? low : high, shift);
                }
            }
        }

        private void pass(long[] keys, int shift) {
            int mask = (1 << Column.DIGIT) - 1;
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

        Column joined() {
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
                    ? new Column(high, low, counts)
                    : new Column(
                            wide ? Arrays.copyOf(high, size) : high,
                            Arrays.copyOf(low, size),
                            Arrays.copyOf(counts, size));
        }
    }
}
