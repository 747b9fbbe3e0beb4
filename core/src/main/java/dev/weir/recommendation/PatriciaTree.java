package dev.weir.recommendation;

/**
 * The shape of the Patricia tree over sorted distinct addresses, without node objects.
 *
 * <p>Some optimal cover is made of its nodes only: prefixes are nested or disjoint, so overlapping ones can be dropped, and
 * any prefix may shrink to the longest common prefix of what it covers. The tree is the Cartesian tree of the common prefix
 * lengths of neighbours: the shortest one in a run is where the run splits, and it occurs there once.
 *
 * <pre>
 *   leaves          x0    x1    x2    x3        common prefix of neighbours:  30  24  31
 *   nodes            \_4_/       \_5_/          4 is a /30, 5 a /31,
 *                        \___6___/              6 the /24 of all four
 * </pre>
 *
 * Nodes 0 to n-1 are the leaves in ascending order; the inner nodes follow, children before parents, the root last.
 */
final class PatriciaTree {

    private final int leaves;
    private final int[] left;
    private final int[] right;
    private final int[] first;
    private final int[] last;
    private final byte[] length;

    /**
     * Builds the tree bottom-up in one pass with a stack.
     *
     * @param common the common prefix length of each address with the next; one fewer than there are addresses
     */
    PatriciaTree(byte[] common) {
        leaves = common.length + 1;
        int inner = common.length;
        left = new int[inner];
        right = new int[inner];
        first = new int[inner];
        last = new int[inner];
        length = new byte[inner];
        int[] subtrees = new int[130];
        int[] boundaries = new int[130];
        int depth = 0;
        int made = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            int boundary = leaf == 0 ? -1 : common[leaf - 1] & 0xff;
            while (depth > 1 && boundaries[depth - 1] > boundary) {
                made = join(subtrees, depth, boundaries[depth - 1], made);
                depth--;
            }
            subtrees[depth] = leaf;
            boundaries[depth] = boundary;
            depth++;
        }
        while (depth > 1) {
            made = join(subtrees, depth, boundaries[depth - 1], made);
            depth--;
        }
    }

    private int join(int[] subtrees, int depth, int boundary, int made) {
        int lower = subtrees[depth - 2];
        int upper = subtrees[depth - 1];
        left[made] = lower;
        right[made] = upper;
        first[made] = firstLeaf(lower);
        last[made] = lastLeaf(upper);
        length[made] = (byte) boundary;
        subtrees[depth - 2] = leaves + made;
        return made + 1;
    }

    int leaves() {
        return leaves;
    }

    /** One more than the highest node number. */
    int nodes() {
        return leaves + left.length;
    }

    int root() {
        return nodes() - 1;
    }

    int left(int node) {
        return left[node - leaves];
    }

    int right(int node) {
        return right[node - leaves];
    }

    int firstLeaf(int node) {
        return node < leaves ? node : first[node - leaves];
    }

    int lastLeaf(int node) {
        return node < leaves ? node : last[node - leaves];
    }

    /**
     * How many inner nodes are above each inner node; the first is that of node {@link #leaves()}.
     *
     * <p>Where a node is covered by more than one prefix, each node above it is split too, and the other side of each needs a
     * prefix of its own: so many are used up outside.
     */
    byte[] depths() {
        byte[] depths = new byte[left.length];
        for (int inner = left.length - 1; inner >= 0; inner--) {
            byte below = (byte) (depths[inner] + 1);
            if (left[inner] >= leaves) {
                depths[left[inner] - leaves] = below;
            }
            if (right[inner] >= leaves) {
                depths[right[inner] - leaves] = below;
            }
        }
        return depths;
    }

    /** The prefix length of an inner node. */
    int prefixLength(int node) {
        return length[node - leaves] & 0xff;
    }
}
