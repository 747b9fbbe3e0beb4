package dev.weir.evidence;

import java.util.Arrays;

/** The distinct opposite ports that a run names, in no order: a few mostly, and one object for all runs. */
public final class OppositePorts {

    private final long[] marked = new long[1 << 10];
    private char[] ports = new char[PortSets.KEPT];
    private int size;

    /** Forgets those of the run before. */
    void clear() {
        for (int i = 0; i < size; i++) {
            marked[ports[i] >>> 6] = 0;
        }
        size = 0;
    }

    void add(int port) {
        if ((marked[port >>> 6] & 1L << port) == 0) {
            marked[port >>> 6] |= 1L << port;
            if (size == ports.length) {
                ports = Arrays.copyOf(ports, 2 * size);
            }
            ports[size++] = (char) port;
        }
    }

    public int size() {
        return size;
    }

    /** One of them, {@code 0 <= index < size()}. */
    public int port(int index) {
        return ports[index];
    }

    /** How many are this one or a higher one. */
    public int from(int first) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += ports[i] >= first ? 1 : 0;
        }
        return count;
    }
}
