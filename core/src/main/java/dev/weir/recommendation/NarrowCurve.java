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
        arena = new long[Math.max(16, Math.min(tree.leaves(), 1 << 20) * 8)];
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
        int leaves = tree.leaves();
        byte[] depths = tree.depths();
        for (int node = leaves; node < tree.nodes(); node++) {
            int lower = tree.left(node);
            int upper = tree.right(node);
            int most = Math.max(1, limit - depths[node - leaves]);
            int size = Math.min(most, lengthOf(lower) + lengthOf(upper));
            reserve(size);
            long whole = prefixes.cost(tree, node);
            arena[used] = whole;
            if (whole >>> TIE == 0) {
                size = 1;
            } else if (lower < leaves && upper < leaves) {
                if (size > 1) {
                    arena[used + 1] = 0;
                }
            } else if (lower < leaves || upper < leaves) {
                int inner = Math.max(lower, upper) - leaves;
                System.arraycopy(arena, offset[inner], arena, used + 1, size - 1);
            } else {
                merge(lower - leaves, upper - leaves, size);
                size = withoutFlatEnd(size);
            }
            offset[node - leaves] = used;
            length[node - leaves] = size;
            used += size;
        }
        if (used < arena.length / 2) {
            arena = Arrays.copyOf(arena, used);
        }
    }

    private void reserve(int size) {
        if (used + size > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(used + size, arena.length * 2));
        }
    }

    /** Writes the best of both children for 2, 3, ... prefixes behind the cost of the node itself. */
    private void merge(int lower, int upper, int size) {
        boolean lowerIsShort = length[lower] <= length[upper];
        int shorter = lowerIsShort ? lower : upper;
        int longer = lowerIsShort ? upper : lower;
        Arrays.fill(arena, used + 1, used + size, INFINITE);
        int rows = Math.min(length[shorter], size - 1);
        int row = 0;
        for (; row + 3 < rows; row += 4) {
            fourRows(arena, offset[shorter] + row, offset[longer], length[longer], used + row + 1, used + size);
        }
        for (; row < rows; row++) {
            oneRow(arena, arena[offset[shorter] + row], offset[longer], length[longer], used + row + 1, used + size);
        }
    }

    private static void oneRow(long[] costs, long base, int from, int count, int to, int end) {
        int most = Math.min(count, end - to);
        for (int j = 0; j < most; j++) {
            costs[to + j] = Math.min(costs[to + j], base + costs[from + j]);
        }
    }

    /**
     * Four rows at once: each sum is loaded and stored once for four candidates, and the costs of the longer child slide
     * through four registers. What has not yet slid in, or has slid out, is infinite.
     */
    private static void fourRows(long[] costs, int bases, int from, int count, int to, int end) {
        long base0 = costs[bases];
        long base1 = costs[bases + 1];
        long base2 = costs[bases + 2];
        long base3 = costs[bases + 3];
        long cost1 = INFINITE;
        long cost2 = INFINITE;
        long cost3 = INFINITE;
        int most = Math.min(count, end - to);
        for (int j = 0; j < most; j++) {
            long cost0 = costs[from + j];
            long best01 = Math.min(base0 + cost0, base1 + cost1);
            long best23 = Math.min(base2 + cost2, base3 + cost3);
            costs[to + j] = Math.min(costs[to + j], Math.min(best01, best23));
            cost3 = cost2;
            cost2 = cost1;
            cost1 = cost0;
        }
        int last = Math.min(count + 3, end - to);
        for (int j = most; j < last; j++) {
            long best = Math.min(base1 + cost1, Math.min(base2 + cost2, base3 + cost3));
            costs[to + j] = Math.min(costs[to + j], best);
            cost3 = cost2;
            cost2 = cost1;
            cost1 = INFINITE;
        }
    }

    private int withoutFlatEnd(int size) {
        int end = used + size;
        while (end > used + 1 && arena[end - 2] >>> TIE == arena[end - 1] >>> TIE) {
            end--;
        }
        return end - used;
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
