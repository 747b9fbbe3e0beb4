package dev.weir.evidence;

import java.util.Arrays;

/**
 * Small sets of ports in one arena, each named by a handle: exact up to {@link #KEPT}, then only "more than that".
 *
 * <p>A handle is a {@code long} of 40 bits: the count (0 to 16, or {@link #MANY}) above 32 bits that hold up to two ports
 * themselves or the place of a block. Blocks come in sizes 4, 8 and 16 and are reused when a set outgrows them, so a full set costs
 * nothing. Whether a set is full depends on its members alone: union stays associative.
 */
public final class PortSets {

    /** The most ports that a set keeps by name. */
    public static final int KEPT = 16;
    /** The count of a set that has had more than {@link #KEPT} ports. */
    public static final int MANY = 255;

    private static final int SEGMENT_BITS = 15;
    private static final int SEGMENT = 1 << SEGMENT_BITS;
    private static final long REFERENCE = 0xffff_ffffL;

    private char[][] segments = new char[4][];
    private int used;
    /** Room for the ports that {@link #union} adds. */
    private final int[] added = new int[KEPT];
    /** Heads of the lists of free blocks, by size class; a free block holds the place of the next in its first two chars. */
    private final int[] free = new int[Integer.numberOfTrailingZeros(KEPT) - 1];

    public PortSets() {
        Arrays.fill(free, -1);
    }

    /** Forgets all sets; no handle is good any more. */
    public void clear() {
        used = 0;
        Arrays.fill(free, -1);
    }

    public static int count(long handle) {
        return (int) (handle >>> 32) & 0xff;
    }

    public static boolean isMany(long handle) {
        return count(handle) == MANY;
    }

    /** Reads the end of each of the first {@code many} sets, so that it is near when {@link #add} comes; others may be adding. */
    long touch(long[] handles, int many) {
        char[][] all = segments;
        long sum = 0;
        for (int i = 0; i < many; i++) {
            int count = count(handles[i]);
            int at = (int) handles[i] >>> SEGMENT_BITS;
            char[] segment = count > 2 && count != MANY && at < all.length ? all[at] : null;
            sum += segment == null ? count : segment[(int) handles[i] + count - 1 & SEGMENT - 1];
        }
        return sum;
    }

    /** The handle of the set with {@code port} in it. */
    public long add(long handle, int port) {
        int count = count(handle);
        if (count == MANY) {
            return handle;
        }
        if (count <= 2) {
            return addToInline(handle, count, port);
        }
        if (contains(handle, port)) {
            return handle;
        }
        int place = (int) handle;
        char[] segment = segments[place >>> SEGMENT_BITS];
        int from = place & (SEGMENT - 1);
        if (count == KEPT) {
            release(place, KEPT);
            return (long) MANY << 32;
        }
        if (Integer.bitCount(count) == 1 && count >= 4) {
            int larger = allocate(count * 2);
            System.arraycopy(segment, from, segments[larger >>> SEGMENT_BITS], larger & (SEGMENT - 1), count);
            release(place, count);
            place = larger;
        }
        segments[place >>> SEGMENT_BITS][(place & (SEGMENT - 1)) + count] = (char) port;
        return (long) (count + 1) << 32 | place;
    }

    /** Whether {@code port} is in the set by name; not of a set of which only the count is known. */
    boolean contains(long handle, int port) {
        int count = count(handle);
        if (count == MANY) {
            return false;
        }
        if (count <= 2) {
            return count >= 1 && ((int) (handle >>> 16) & 0xffff) == port
                    || count == 2 && ((int) handle & 0xffff) == port;
        }
        int place = (int) handle;
        char[] segment = segments[place >>> SEGMENT_BITS];
        int from = place & (SEGMENT - 1);
        for (int i = from; i < from + count; i++) {
            if (segment[i] == port) {
                return true;
            }
        }
        return false;
    }

    private long addToInline(long handle, int count, int port) {
        int first = (int) (handle >>> 16) & 0xffff;
        int second = (int) handle & 0xffff;
        if (count >= 1 && first == port || count == 2 && second == port) {
            return handle;
        }
        if (count == 0) {
            return 1L << 32 | (long) port << 16;
        }
        if (count == 1) {
            return 2L << 32 | (long) first << 16 | port;
        }
        int place = allocate(4);
        char[] segment = segments[place >>> SEGMENT_BITS];
        int from = place & (SEGMENT - 1);
        segment[from] = (char) first;
        segment[from + 1] = (char) second;
        segment[from + 2] = (char) port;
        return 3L << 32 | place;
    }

    /**
     * Puts the ports, in no order, into an array from an index on; none when there are too many to name.
     *
     * @return the index after the last
     */
    public int copy(long handle, int[] into, int from) {
        int count = count(handle);
        if (count == 0 || count == MANY) {
            return from;
        }
        if (count <= 2) {
            into[from] = (int) (handle >>> 16) & 0xffff;
            if (count == 2) {
                into[from + 1] = (int) handle & 0xffff;
            }
        } else {
            int place = (int) (handle & REFERENCE);
            char[] segment = segments[place >>> SEGMENT_BITS];
            int at = place & (SEGMENT - 1);
            for (int i = 0; i < count; i++) {
                into[from + i] = segment[at + i];
            }
        }
        return from + count;
    }

    /** The handle of the union with a set of another arena. */
    public long union(long handle, PortSets others, long other) {
        if (isMany(handle)) {
            return handle;
        }
        if (isMany(other)) {
            if (count(handle) > 2) {
                release((int) handle, Math.max(4, ceiling(count(handle))));
            }
            return (long) MANY << 32;
        }
        int count = others.copy(other, added, 0);
        long union = handle;
        for (int i = 0; i < count; i++) {
            union = add(union, added[i]);
        }
        return union;
    }

    private static int ceiling(int count) {
        return Integer.highestOneBit(count - 1) << 1;
    }

    private int allocate(int size) {
        int sizeClass = Integer.numberOfTrailingZeros(size) - 2;
        int place = free[sizeClass];
        if (place >= 0) {
            char[] segment = segments[place >>> SEGMENT_BITS];
            int from = place & (SEGMENT - 1);
            free[sizeClass] = segment[from] << 16 | segment[from + 1];
            return place;
        }
        if ((used & (SEGMENT - 1)) + size > SEGMENT) {
            used = (used | (SEGMENT - 1)) + 1;
        }
        int segment = used >>> SEGMENT_BITS;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        if (segments[segment] == null) {
            segments[segment] = new char[SEGMENT];
        }
        place = used;
        used += size;
        return place;
    }

    private void release(int place, int size) {
        int sizeClass = Integer.numberOfTrailingZeros(size) - 2;
        char[] segment = segments[place >>> SEGMENT_BITS];
        int from = place & (SEGMENT - 1);
        segment[from] = (char) (free[sizeClass] >>> 16);
        segment[from + 1] = (char) free[sizeClass];
        free[sizeClass] = place;
    }
}
