package dev.weir.recommendation;

import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The narrowest prefixes that hold all of some destinations, for every number of prefixes: exact.
 *
 * <p>On the Patricia tree, with mu the measure of what a prefix opens beside the destinations themselves:
 *
 * <pre>
 *   f_leaf(1) = 0
 *   f_v(1)    = mu(prefix(v)) if it is long enough and all of it may be opened, else infinity
 *   f_v(j)    = min over i of f_left(i) + f_right(j-i)                    2 &lt;= j &lt;= min(k - depth(v), leaves(v))
 * </pre>
 *
 * A node that is split leaves at most k less its depth to itself: beside each node above it, the other half needs a prefix too.
 *
 * Ties break to fewest prefixes, then to the longest (the largest sum of prefix lengths), then lexicographically: as few as
 * possible in the lower half of the common prefix, and so on in each half. Both sums are additive, so a cost is one number
 * with the sum of host bits in its lowest bits; the last rule decides while prefixes are read back from the root.
 *
 * <p>f_v counts <em>exactly</em> j prefixes. That equals "at most j" wherever one more prefix gains anything, and only such
 * points are read back: a part that used a prefix without gain would make the whole one prefix longer without gain. For the
 * same reason a curve ends where it stops falling.
 */
abstract class PrefixCurve implements Curve {

    final IpFamily family;
    final PatriciaTree tree;
    private final Destinations destinations;

    PrefixCurve(IpFamily family, PatriciaTree tree, Destinations destinations) {
        this.family = family;
        this.tree = tree;
        this.destinations = destinations;
    }

    /**
     * The curve of the destinations of one family, which must not be empty, up to {@code limit} prefixes.
     *
     * @param shortest the shortest prefix length allowed
     */
    static PrefixCurve of(IpFamily family, Destinations destinations, Measure measure, int shortest, int limit) {
        return family == IpFamily.IPV4
                ? NarrowCurve.of(destinations, measure, shortest, limit)
                : WideCurve.of(destinations, measure, shortest, limit);
    }

    @Override
    public List<Box> boxes(int count) {
        List<Cidr> prefixes = prefixes(count);
        List<Box> boxes = new ArrayList<>(prefixes.size());
        for (Cidr prefix : prefixes) {
            boxes.add(new Box(-1, -1, prefix));
        }
        return boxes;
    }

    /** The prefixes of one point of the curve, ascending. */
    List<Cidr> prefixes(int count) {
        List<Cidr> prefixes = new ArrayList<>(count);
        collect(tree.root(), count, prefixes);
        return prefixes;
    }

    private void collect(int node, int count, List<Cidr> into) {
        if (count == 1) {
            into.add(prefix(node));
            return;
        }
        int inLower = split(node, count);
        collect(tree.left(node), inLower, into);
        collect(tree.right(node), count - inLower, into);
    }

    /** The fewest prefixes for the lower child with which the node reaches its value at {@code count}. */
    abstract int split(int node, int count);

    private Cidr prefix(int node) {
        IpAddress lowest = destinations.address(family, tree.firstLeaf(node));
        return node < tree.leaves() ? Cidr.host(lowest) : Cidr.containing(lowest, tree.prefixLength(node));
    }

    @Override
    public int fewestEver() {
        int[] fewest = new int[tree.nodes()];
        for (int node = 0; node < tree.nodes(); node++) {
            if (node < tree.leaves() || mayStand(node)) {
                fewest[node] = 1;
            } else {
                fewest[node] = fewest[tree.left(node)] + fewest[tree.right(node)];
            }
        }
        return fewest[tree.root()];
    }

    /** Whether the prefix of this inner node may be a rule. */
    abstract boolean mayStand(int node);

    /** Excess and tie-break as one number: the excess shifted left by {@link Curve#TIE_BITS}. */
    static BigInteger packed(BigInteger excess, long tie) {
        return excess.shiftLeft(TIE_BITS).add(BigInteger.valueOf(tie));
    }
}
