package dev.weir.net;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The part of a traffic set that lies in one protocol: which addresses on which of its 65 536 points.
 *
 * <p>Disjoint segments in ascending order, none with an empty address set, neighbours with equal sets joined; so equal sets
 * are {@code equals}. For ICMP a point is {@code type * 256 + code}; protocols without ports use all points alike.
 */
public final class PortAddresses {

    /** Nothing on any port. */
    public static final PortAddresses EMPTY = new PortAddresses(List.of());

    /**
     * A run of ports that reach the same addresses.
     *
     * @param ports the run
     * @param addresses what each of its ports reaches; never empty
     */
    public record Segment(PortRange ports, AddressSet addresses) {}

    private final List<Segment> segments;

    private PortAddresses(List<Segment> segments) {
        this.segments = segments;
    }

    /** These addresses on each of these ports. */
    public static PortAddresses of(PortRange ports, AddressSet addresses) {
        return addresses.isEmpty() ? EMPTY : new PortAddresses(List.of(new Segment(ports, addresses)));
    }

    /** The union of segments that may overlap, in one sweep over the sorted port boundaries. */
    public static PortAddresses unionOf(Collection<Segment> parts) {
        if (parts.isEmpty()) {
            return EMPTY;
        }
        if (parts.size() == 1) {
            Segment only = parts.iterator().next();
            return of(only.ports(), only.addresses());
        }
        List<Segment> ordered = new ArrayList<>(parts);
        ordered.sort((a, b) -> Integer.compare(a.ports().from(), b.ports().from()));
        int[] boundaries = boundaries(ordered);
        List<Segment> swept = new ArrayList<>();
        List<Segment> active = new ArrayList<>();
        int next = 0;
        for (int i = 0; i + 1 < boundaries.length; i++) {
            int from = boundaries[i];
            active.removeIf(segment -> segment.ports().to() < from);
            while (next < ordered.size() && ordered.get(next).ports().from() == from) {
                active.add(ordered.get(next++));
            }
            if (!active.isEmpty()) {
                append(swept, new PortRange(from, boundaries[i + 1] - 1), unionOfAddresses(active));
            }
        }
        return new PortAddresses(List.copyOf(swept));
    }

    private static int[] boundaries(List<Segment> segments) {
        int[] boundaries = new int[segments.size() * 2];
        int count = 0;
        for (Segment segment : segments) {
            boundaries[count++] = segment.ports().from();
            boundaries[count++] = segment.ports().to() + 1;
        }
        Arrays.sort(boundaries);
        int distinct = 1;
        for (int i = 1; i < count; i++) {
            if (boundaries[i] != boundaries[distinct - 1]) {
                boundaries[distinct++] = boundaries[i];
            }
        }
        return Arrays.copyOf(boundaries, distinct);
    }

    private static AddressSet unionOfAddresses(List<Segment> segments) {
        if (segments.size() == 1) {
            return segments.get(0).addresses();
        }
        List<AddressSet> sets = new ArrayList<>(segments.size());
        for (Segment segment : segments) {
            sets.add(segment.addresses());
        }
        return AddressSet.unionOf(sets);
    }

    private static void append(List<Segment> segments, PortRange ports, AddressSet addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        if (!segments.isEmpty()) {
            Segment last = segments.get(segments.size() - 1);
            if (last.ports().to() + 1 == ports.from() && last.addresses().equals(addresses)) {
                segments.set(
                        segments.size() - 1,
                        new Segment(new PortRange(last.ports().from(), ports.to()), addresses));
                return;
            }
        }
        segments.add(new Segment(ports, addresses));
    }

    public PortAddresses union(PortAddresses other) {
        if (isEmpty() || equals(other)) {
            return other;
        }
        return other.isEmpty() ? this : combine(other, AddressSet::union);
    }

    public PortAddresses intersect(PortAddresses other) {
        return isEmpty() || other.isEmpty() ? EMPTY : combine(other, AddressSet::intersect);
    }

    public PortAddresses minus(PortAddresses other) {
        return isEmpty() || other.isEmpty() ? this : combine(other, AddressSet::minus);
    }

    private PortAddresses combine(PortAddresses other, BinaryOperator<AddressSet> operator) {
        List<Segment> both = new ArrayList<>(segments);
        both.addAll(other.segments);
        int[] boundaries = boundaries(both);
        List<Segment> combined = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        for (int i = 0; i + 1 < boundaries.length; i++) {
            int from = boundaries[i];
            while (mine < segments.size() && segments.get(mine).ports().to() < from) {
                mine++;
            }
            while (theirs < other.segments.size()
                    && other.segments.get(theirs).ports().to() < from) {
                theirs++;
            }
            AddressSet result = operator.apply(at(segments, mine, from), at(other.segments, theirs, from));
            append(combined, new PortRange(from, boundaries[i + 1] - 1), result);
        }
        return new PortAddresses(List.copyOf(combined));
    }

    private static AddressSet at(List<Segment> segments, int index, int port) {
        boolean covered = index < segments.size() && segments.get(index).ports().contains(port);
        return covered ? segments.get(index).addresses() : AddressSet.EMPTY;
    }

    /** What each port reaches after {@code mapping}; a port that reaches nothing here is not asked. */
    public PortAddresses map(UnaryOperator<AddressSet> mapping) {
        List<Segment> mapped = new ArrayList<>();
        for (Segment segment : segments) {
            append(mapped, segment.ports(), mapping.apply(segment.addresses()));
        }
        return new PortAddresses(List.copyOf(mapped));
    }

    /** What this port reaches. */
    public AddressSet at(int port) {
        int from = 0;
        int to = segments.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            Segment segment = segments.get(middle);
            if (port < segment.ports().from()) {
                to = middle - 1;
            } else if (port > segment.ports().to()) {
                from = middle + 1;
            } else {
                return segment.addresses();
            }
        }
        return AddressSet.EMPTY;
    }

    /** The disjoint segments in ascending order of ports. */
    public List<Segment> segments() {
        return segments;
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /** How many (port, address) points of this family there are, exactly. */
    public BigInteger size(IpFamily family) {
        BigInteger size = BigInteger.ZERO;
        for (Segment segment : segments) {
            BigInteger ports = BigInteger.valueOf(segment.ports().size());
            size = size.add(segment.addresses().size(family).multiply(ports));
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortAddresses that && segments.equals(that.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    @Override
    public String toString() {
        return segments.toString();
    }
}
