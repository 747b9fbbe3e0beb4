package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much opening some addresses costs, counted with sets: the slow, plain form of {@link Measure}. */
final class Excess {

    private final List<Zone> zones;

    Excess(List<Zone> zones) {
        List<Zone> heaviestFirst = new ArrayList<>(zones);
        heaviestFirst.sort(Comparator.comparingInt(Zone::weight).reversed());
        this.zones = List.copyOf(heaviestFirst);
    }

    /** The excess in which every address counts once. */
    static Excess unweighted() {
        return new Excess(List.of());
    }

    /** The weight of the addresses less that of the destinations among them. */
    BigInteger beside(AddressSet addresses, Destinations seen) {
        BigInteger weight = BigInteger.ZERO;
        AddressSet left = addresses;
        for (Zone zone : zones) {
            AddressSet here = left.intersect(zone.addresses());
            weight = weight.add(unseen(here, seen).multiply(BigInteger.valueOf(zone.weight())));
            left = left.minus(here);
        }
        return weight.add(unseen(left, seen));
    }

    private static BigInteger unseen(AddressSet addresses, Destinations seen) {
        if (addresses.isEmpty()) {
            return BigInteger.ZERO;
        }
        Destinations inside = seen.within(addresses);
        BigInteger unseen = BigInteger.ZERO;
        for (IpFamily family : IpFamily.values()) {
            unseen = unseen.add(addresses.size(family)).subtract(BigInteger.valueOf(inside.count(family)));
        }
        return unseen;
    }
}
