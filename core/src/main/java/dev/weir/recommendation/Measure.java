package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What opening an address of one family costs: segments of equal weight that cover the whole space, in ascending order.
 *
 * <p>An address costs 1, in a zone the zone's weight, and nothing where it is open already. What must not be opened
 * ({@link #FORBIDDEN}) costs more than anything.
 */
record Measure(long[] high, long[] low, int[] weight) {

    static final int FORBIDDEN = -1;

    /**
     * The measure of one family.
     *
     * @param allowed all that may be opened
     * @param open what another rule opens anyway
     */
    static Measure of(IpFamily family, AddressSet allowed, AddressSet open, List<Zone> zones) {
        TreeSet<IpAddress> cuts = new TreeSet<>();
        cuts.add(new IpAddress(family, 0, 0));
        cut(allowed.only(family), cuts);
        cut(open.only(family), cuts);
        for (Zone zone : zones) {
            cut(zone.addresses().only(family), cuts);
        }
        long[] high = new long[cuts.size()];
        long[] low = new long[cuts.size()];
        int[] weight = new int[cuts.size()];
        int size = 0;
        for (IpAddress start : cuts) {
            int here = weightOf(start, allowed, open, zones);
            if (size == 0 || weight[size - 1] != here) {
                high[size] = start.high();
                low[size] = start.low();
                weight[size++] = here;
            }
        }
        return new Measure(Arrays.copyOf(high, size), Arrays.copyOf(low, size), Arrays.copyOf(weight, size));
    }

    private static void cut(AddressSet addresses, Set<IpAddress> cuts) {
        for (Cidr cidr : addresses.cidrs()) {
            cuts.add(cidr.first());
            IpAddress last = cidr.last();
            boolean endOfSpace = cidr.family() == IpFamily.IPV4
                    ? last.low() == 0xffffffffL
                    : last.high() == -1L && last.low() == -1L;
            if (!endOfSpace) {
                long next = last.low() + 1;
                cuts.add(new IpAddress(cidr.family(), next == 0 ? last.high() + 1 : last.high(), next));
            }
        }
    }

    private static int weightOf(IpAddress address, AddressSet allowed, AddressSet open, List<Zone> zones) {
        if (!allowed.contains(address)) {
            return FORBIDDEN;
        }
        if (open.contains(address)) {
            return 0;
        }
        int heaviest = -1;
        for (Zone zone : zones) {
            if (zone.weight() > heaviest && zone.addresses().contains(address)) {
                heaviest = zone.weight();
            }
        }
        return heaviest < 0 ? 1 : heaviest;
    }

    int segments() {
        return weight.length;
    }

    long startHigh(int segment) {
        return high[segment];
    }

    long startLow(int segment) {
        return low[segment];
    }

    /** The weight of one address of the segment, or {@link #FORBIDDEN}. */
    int weight(int segment) {
        return weight[segment];
    }

    /** The segment that holds this address. */
    int segmentOf(long highWord, long lowWord) {
        int from = 0;
        int to = weight.length - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            int byHigh = Long.compareUnsigned(highWord, high[middle]);
            boolean below = byHigh < 0 || (byHigh == 0 && Long.compareUnsigned(lowWord, low[middle]) < 0);
            if (below) {
                to = middle - 1;
            } else {
                from = middle;
            }
        }
        return from;
    }
}
