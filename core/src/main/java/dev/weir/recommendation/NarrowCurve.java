package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The curve of IPv4 destinations: every cost is one {@code long}, every curve a slice of one array.
 *
 * <p>A cost is {@code excess << 17 | sum of host bits}. The excess is at most 2<sup>32</sup> times the heaviest weight, below
 * 2<sup>42</sup>, and a thousand prefixes have fewer than 2<sup>17</sup> host bits; two costs add without overflow because none is above {@link #INFINITE}.
 */
final class NarrowCurve extends PrefixCurve {

    private static final int TIE = 17;
    private static final long INFINITE = 1L << 61;

    private final int[] offset;
    private final int[] length;
    private long[] arena;
    private int used;

    private NarrowCurve(PatriciaTree tree, Destinations destinations) {
        super(IpFamily.IPV4, tree, destinations);
        offset = new int[tree.nodes() - tree.leaves()];
        length = new int[tree.nodes() - tree.leaves()];
        arena = new long[Math.max(16, tree.leaves() * 4)];
    }

    static NarrowCurve of(Destinations destinations, Measure measure, int shortest, int limit) {
        long[] addresses = destinations.low(IpFamily.IPV4);
        byte[] common = new byte[addresses.length - 1];
        for (int i = 0; i < common.length; i++) {
            common[i] = (byte) (Long.numberOfLeadingZeros(addresses[i] ^ addresses[i + 1]) - 32);
        }
        NarrowCurve curve = new NarrowCurve(new PatriciaTree(common), destinations);
        curve.fill(new Prefixes(addresses, measure, shortest), limit);
        return curve;
    }

    private void fill(Prefixes prefixes, int limit) {
        long[] sums = new long[limit + 1];
        int leaves = tree.leaves();
        for (int node = leaves; node < tree.nodes(); node++) {
            int lower = tree.left(node);
            int upper = tree.right(node);
            long whole = prefixes.cost(tree, node);
            int size;
            if (whole >>> TIE == 0) {
                sums[0] = whole;
                size = 1;
            } else if (lower < leaves && upper < leaves) {
                sums[0] = whole;
                sums[1] = 0;
                size = Math.min(2, limit);
            } else {
                size = merge(lower, upper, sums, limit);
                sums[0] = whole;
                size = withoutFlatEnd(sums, size);
            }
            append(node - leaves, sums, size);
        }
        if (used < arena.length / 2) {
            arena = Arrays.copyOf(arena, used);
        }
    }

    /** Fills {@code sums[1..]} with the best of both children for 2, 3, ... prefixes; returns how many points there are. */
    private int merge(int lower, int upper, long[] sums, int limit) {
        int sizeLower = lengthOf(lower);
        int sizeUpper = lengthOf(upper);
        int size = Math.min(limit, sizeLower + sizeUpper);
        boolean lowerIsShort = sizeLower < sizeUpper || (sizeLower == sizeUpper && lower < tree.leaves());
        int shortNode = lowerIsShort ? lower : upper;
        int longNode = lowerIsShort ? upper : lower;
        int sizeShort = Math.min(sizeLower, sizeUpper);
        int sizeLong = Math.max(sizeLower, sizeUpper);
        int fromLong = offset[longNode - tree.leaves()];
        if (shortNode < tree.leaves()) {
            System.arraycopy(arena, fromLong, sums, 1, size - 1);
            return size;
        }
        Arrays.fill(sums, 1, size, INFINITE);
        int fromShort = offset[shortNode - tree.leaves()];
        long[] costs = arena;
        for (int i = 0; i < sizeShort && i + 1 < size; i++) {
            long base = costs[fromShort + i];
            int count = Math.min(sizeLong, size - 1 - i);
            for (int j = 0; j < count; j++) {
                sums[i + j + 1] = Math.min(sums[i + j + 1], base + costs[fromLong + j]);
            }
        }
        return size;
    }

    private static int withoutFlatEnd(long[] sums, int size) {
        int end = size;
        while (end > 1 && sums[end - 2] >>> TIE == sums[end - 1] >>> TIE) {
            end--;
        }
        return end;
    }

    private void append(int inner, long[] sums, int size) {
        if (used + size > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(used + size, arena.length * 2));
        }
        System.arraycopy(sums, 0, arena, used, size);
        offset[inner] = used;
        length[inner] = size;
        used += size;
    }

    private int lengthOf(int node) {
        return node < tree.leaves() ? 1 : length[node - tree.leaves()];
    }

    private long at(int node, int rules) {
        return node < tree.leaves() ? 0 : arena[offset[node - tree.leaves()] + rules - 1];
    }

    @Override
    public int length() {
        return lengthOf(tree.root());
    }

    @Override
    public Optional<BigInteger> cost(int rules) {
        long cost = at(tree.root(), rules);
        return cost >= INFINITE
                ? Optional.empty()
                : Optional.of(packed(BigInteger.valueOf(cost >>> TIE), cost & ((1L << TIE) - 1)));
    }

    @Override
    int split(int node, int count) {
        int lower = tree.left(node);
        int upper = tree.right(node);
        long goal = at(node, count);
        for (int i = Math.max(1, count - lengthOf(upper)); i <= Math.min(lengthOf(lower), count - 1); i++) {
            if (at(lower, i) + at(upper, count - i) == goal) {
                return i;
            }
        }
        throw new IllegalStateException("no split of node " + node + " gives its cost at " + count);
    }

    @Override
    boolean mayStand(int node) {
        return at(node, 1) < INFINITE;
    }

    /** What each prefix of the tree costs, by prefix sums over the segments of the measure and over the destinations. */
    private static final class Prefixes {

        private final long[] addresses;
        private final Measure measure;
        private final int shortest;
        private final boolean uniform;
        private final long[] before;
        private final int[] forbidden;
        private final long[] seen;

        Prefixes(long[] addresses, Measure measure, int shortest) {
            this.addresses = addresses;
            this.measure = measure;
            this.shortest = shortest;
            int segments = measure.segments();
            uniform = segments == 1 && measure.weight(0) == 1;
            before = new long[segments];
            forbidden = new int[segments + 1];
            for (int i = 0; i < segments; i++) {
                forbidden[i + 1] = forbidden[i] + (measure.weight(i) == Measure.FORBIDDEN ? 1 : 0);
                if (i + 1 < segments) {
                    long size = measure.startLow(i + 1) - measure.startLow(i);
                    before[i + 1] = before[i] + size * Math.max(0, measure.weight(i));
                }
            }
            seen = new long[uniform ? 0 : addresses.length + 1];
            for (int i = 0; i + 1 < seen.length; i++) {
                seen[i + 1] = seen[i] + Math.max(0, measure.weight(measure.segmentOf(0, addresses[i])));
            }
        }

        long cost(PatriciaTree tree, int node) {
            int prefixLength = tree.prefixLength(node);
            if (prefixLength < shortest) {
                return INFINITE;
            }
            int from = tree.firstLeaf(node);
            int to = tree.lastLeaf(node);
            int hostBits = 32 - prefixLength;
            if (uniform) {
                return (((1L << hostBits) - (to - from + 1)) << TIE) | hostBits;
            }
            long first = addresses[from] & -(1L << hostBits);
            long last = first | (1L << hostBits) - 1;
            int lowSegment = measure.segmentOf(0, first);
            int highSegment = measure.segmentOf(0, last);
            if (forbidden[highSegment + 1] != forbidden[lowSegment]) {
                return INFINITE;
            }
            long upToLast =
                    before[highSegment] + (last - measure.startLow(highSegment) + 1) * measure.weight(highSegment);
            long upToFirst = before[lowSegment] + (first - measure.startLow(lowSegment)) * measure.weight(lowSegment);
            return ((upToLast - upToFirst - (seen[to + 1] - seen[from])) << TIE) | hostBits;
        }
    }
}
