package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The curve of IPv6 destinations: the same steps as {@link NarrowCurve} on unsigned numbers of 192 bits.
 *
 * <p>A cost is {@code excess << 20 | sum of host bits} in three words, the highest first. The excess is below 2<sup>128</sup>
 * times the heaviest weight, so no sum overflows and nothing is rounded.
 */
final class WideCurve extends PrefixCurve {

    private static final int TIE = 20;
    private static final int WORDS = 3;
    private static final long INFINITE = 1L << 61;

    private final int[] offset;
    private final int[] length;
    private long[] arena;
    private int used;

    private WideCurve(PatriciaTree tree, Destinations destinations) {
        super(IpFamily.IPV6, tree, destinations);
        offset = new int[tree.nodes() - tree.leaves()];
        length = new int[tree.nodes() - tree.leaves()];
        arena = new long[Math.max(16, tree.leaves() * 4) * WORDS];
    }

    static WideCurve of(Destinations destinations, Measure measure, int shortest, int limit) {
        long[] high = destinations.high(IpFamily.IPV6);
        long[] low = destinations.low(IpFamily.IPV6);
        byte[] common = new byte[low.length - 1];
        for (int i = 0; i < common.length; i++) {
            common[i] = (byte)
                    (high[i] != high[i + 1]
                            ? Long.numberOfLeadingZeros(high[i] ^ high[i + 1])
                            : 64 + Long.numberOfLeadingZeros(low[i] ^ low[i + 1]));
        }
        WideCurve curve = new WideCurve(new PatriciaTree(common), destinations);
        curve.fill(new WidePrefixes(high, low, measure, shortest), limit);
        return curve;
    }

    private void fill(WidePrefixes prefixes, int limit) {
        long[] sums = new long[(limit + 1) * WORDS];
        int leaves = tree.leaves();
        byte[] depths = tree.depths();
        BigInteger nothing = BigInteger.ZERO;
        for (int node = leaves; node < tree.nodes(); node++) {
            Optional<BigInteger> excess = prefixes.excess(tree, node);
            int size = 1;
            if (excess.isEmpty() || !excess.get().equals(nothing)) {
                int most = Math.max(1, limit - depths[node - leaves]);
                size = merge(tree.left(node), tree.right(node), sums, most);
            }
            if (excess.isEmpty()) {
                put(sums, 0, INFINITE, 0, 0);
            } else {
                BigInteger cost = excess.get().shiftLeft(TIE).add(BigInteger.valueOf(128 - tree.prefixLength(node)));
                put(
                        sums,
                        0,
                        cost.shiftRight(128).longValue(),
                        cost.shiftRight(64).longValue(),
                        cost.longValue());
            }
            append(node - leaves, sums, withoutFlatEnd(sums, size));
        }
        if (used < arena.length / 2) {
            arena = Arrays.copyOf(arena, used);
        }
    }

    private static void put(long[] words, int at, long high, long middle, long low) {
        words[at] = high;
        words[at + 1] = middle;
        words[at + 2] = low;
    }

    private int merge(int lower, int upper, long[] sums, int limit) {
        int sizeLower = lengthOf(lower);
        int sizeUpper = lengthOf(upper);
        int size = Math.min(limit, sizeLower + sizeUpper);
        for (int i = 1; i < size; i++) {
            put(sums, i * WORDS, INFINITE, 0, 0);
        }
        for (int i = 0; i < sizeLower && i + 1 < size; i++) {
            for (int j = 0; j < sizeUpper && i + j + 1 < size; j++) {
                lower(sums, (i + j + 1) * WORDS, lower, i, upper, j);
            }
        }
        return size;
    }

    /** Lowers the sum at {@code to} to the sum of two costs where that is less. */
    private void lower(long[] sums, int to, int lower, int i, int upper, int j) {
        long low = word(lower, i, 2) + word(upper, j, 2);
        long carry = Long.compareUnsigned(low, word(lower, i, 2)) < 0 ? 1 : 0;
        long half = word(lower, i, 1) + word(upper, j, 1);
        long carried = Long.compareUnsigned(half, word(lower, i, 1)) < 0 ? 1 : 0;
        long middle = half + carry;
        carried += Long.compareUnsigned(middle, half) < 0 ? 1 : 0;
        long high = word(lower, i, 0) + word(upper, j, 0) + carried;
        boolean less = high != sums[to]
                ? high < sums[to]
                : middle != sums[to + 1]
                        ? Long.compareUnsigned(middle, sums[to + 1]) < 0
                        : Long.compareUnsigned(low, sums[to + 2]) < 0;
        if (less) {
            put(sums, to, high, middle, low);
        }
    }

    private long word(int node, int index, int word) {
        return node < tree.leaves() ? 0 : arena[offset[node - tree.leaves()] + index * WORDS + word];
    }

    private static int withoutFlatEnd(long[] sums, int size) {
        int end = size;
        while (end > 1 && sameExcess(sums, (end - 2) * WORDS, (end - 1) * WORDS)) {
            end--;
        }
        return end;
    }

    private static boolean sameExcess(long[] sums, int one, int other) {
        return sums[one] == sums[other]
                && sums[one + 1] == sums[other + 1]
                && sums[one + 2] >>> TIE == sums[other + 2] >>> TIE;
    }

    private void append(int inner, long[] sums, int size) {
        if (used + size * WORDS > arena.length) {
            arena = Arrays.copyOf(arena, Math.max(used + size * WORDS, arena.length * 2));
        }
        System.arraycopy(sums, 0, arena, used, size * WORDS);
        offset[inner] = used;
        length[inner] = size;
        used += size * WORDS;
    }

    private int lengthOf(int node) {
        return node < tree.leaves() ? 1 : length[node - tree.leaves()];
    }

    @Override
    public int length() {
        return lengthOf(tree.root());
    }

    @Override
    public Optional<BigInteger> cost(int rules) {
        if (!isFinite(tree.root(), rules)) {
            return Optional.empty();
        }
        BigInteger cost = value(tree.root(), rules);
        BigInteger tie = cost.and(BigInteger.ONE.shiftLeft(TIE).subtract(BigInteger.ONE));
        return Optional.of(packed(cost.shiftRight(TIE), tie.longValueExact()));
    }

    private boolean isFinite(int node, int rules) {
        return word(node, rules - 1, 0) < INFINITE;
    }

    private BigInteger value(int node, int rules) {
        BigInteger value = BigInteger.ZERO;
        for (int word = 0; word < WORDS; word++) {
            value = value.shiftLeft(64).add(WidePrefixes.unsigned(word(node, rules - 1, word)));
        }
        return value;
    }

    @Override
    int split(int node, int count) {
        int lower = tree.left(node);
        int upper = tree.right(node);
        BigInteger goal = value(node, count);
        for (int i = Math.max(1, count - lengthOf(upper)); i <= Math.min(lengthOf(lower), count - 1); i++) {
            if (value(lower, i).add(value(upper, count - i)).equals(goal)) {
                return i;
            }
        }
        throw new IllegalStateException("no split of node " + node + " gives its cost at " + count);
    }

    @Override
    boolean mayStand(int node) {
        return isFinite(node, 1);
    }
}
