package dev.weir.net;

/**
 * A run of ports, both ends included. Port 0 is a port.
 *
 * <p>Order: by first port, then by last.
 *
 * @param from first port, 0 to 65535
 * @param to last port, {@code from} to 65535
 */
public record PortRange(int from, int to) implements Comparable<PortRange> {

    /** How many ports there are: 65 536. */
    public static final int PORTS = 65_536;

    /** Every port. */
    public static final PortRange ALL = new PortRange(0, PORTS - 1);

    public PortRange {
        if (from < 0 || to >= PORTS) {
            throw new IllegalArgumentException("ports are 0 to 65535, found %d-%d".formatted(from, to));
        }
        if (from > to) {
            throw new IllegalArgumentException("a port range runs upwards, found %d-%d".formatted(from, to));
        }
    }

    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    public int size() {
        return to - from + 1;
    }

    public boolean contains(int port) {
        return from <= port && port <= to;
    }

    public boolean contains(PortRange other) {
        return from <= other.from && other.to <= to;
    }

    public boolean intersects(PortRange other) {
        return from <= other.to && other.from <= to;
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PortRange that && from == that.from && to == that.to;
    }

    @Override
    public int hashCode() {
        return 31 * from + to;
    }

    @Override
    public int compareTo(PortRange other) {
        return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
    }

    /** {@code 443}, {@code 1024-2048}, or {@code all}. */
    @Override
    public String toString() {
        if (equals(ALL)) {
            return "all";
        }
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
