package dev.weir.recommendation;

import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** The destinations of one family in ascending order, each once: parallel arrays of words; IPv4 has no upper words. */
record AddressColumn(long[] high, long[] low) {

    /** Those of this family, which come in any order and as often as they like. */
    static AddressColumn of(IpFamily family, Collection<IpAddress> addresses) {
        if (family == IpFamily.IPV4) {
            return new AddressColumn(new long[0], ipv4(addresses));
        }
        List<IpAddress> sorted = addresses.stream()
                .filter(address -> address.family() == family)
                .sorted()
                .distinct()
                .toList();
        return new AddressColumn(
                sorted.stream().mapToLong(IpAddress::high).toArray(),
                sorted.stream().mapToLong(IpAddress::low).toArray());
    }

    private static long[] ipv4(Collection<IpAddress> addresses) {
        long[] words = new long[addresses.size()];
        int count = 0;
        for (IpAddress address : addresses) {
            if (address.family() == IpFamily.IPV4) {
                words[count++] = address.low();
            }
        }
        Arrays.sort(words, 0, count);
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (size == 0 || words[size - 1] != words[i]) {
                words[size++] = words[i];
            }
        }
        return Arrays.copyOf(words, size);
    }

    /** The first place from {@code from} on whose address is not below this one. */
    int firstNotBelow(IpAddress address, int from) {
        int begin = from;
        int end = low.length;
        while (begin < end) {
            int middle = (begin + end) >>> 1;
            long highWord = high.length == 0 ? 0 : high[middle];
            int order = Long.compareUnsigned(highWord, address.high());
            order = order != 0 ? order : Long.compareUnsigned(low[middle], address.low());
            if (order < 0) {
                begin = middle + 1;
            } else {
                end = middle;
            }
        }
        return begin;
    }

    boolean isAt(IpAddress address, int place) {
        return low[place] == address.low() && (high.length == 0 ? 0 : high[place]) == address.high();
    }

    /** What stands at these places. */
    AddressColumn only(BitSet places) {
        return places.cardinality() == low.length
                ? this
                : new AddressColumn(high.length == 0 ? high : words(high, places), words(low, places));
    }

    private static long[] words(long[] words, BitSet places) {
        return places.stream().mapToLong(place -> words[place]).toArray();
    }

    boolean sameAs(AddressColumn other) {
        return Arrays.equals(low, other.low) && Arrays.equals(high, other.high);
    }
}
