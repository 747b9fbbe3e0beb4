package dev.weir.finding;

import dev.weir.finding.Judge.Part;
import dev.weir.finding.World.Reach;
import dev.weir.net.AddressSet;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which rules open a port to the world: a set small enough to read, and large enough that without it nothing is open.
 *
 * <p>For each open port and family: the rules that reach the world by themselves; and if what the others reach together is
 * the world too, those as well. A narrow rule beside {@code 0.0.0.0/0} is no explanation and is not named.
 */
record OpeningRules(World world) {

    /** The places of the rules, ascending. */
    List<Integer> of(List<Part> known, List<PortRange> tcp, List<PortRange> udp) {
        if (tcp.isEmpty() && udp.isEmpty()) {
            return List.of();
        }
        if (!othersMayReachTheWorldTogether(known)) {
            return byThemselves(known);
        }
        TreeSet<Integer> places = new TreeSet<>();
        explain(Protocol.TCP, known, tcp, places);
        explain(Protocol.UDP, known, udp, places);
        return List.copyOf(places);
    }

    /** Whether the rules that do not reach the world of a family by themselves hold enough addresses for it, ports aside. */
    private boolean othersMayReachTheWorldTogether(List<Part> known) {
        BigInteger ipv4 = BigInteger.ZERO;
        BigInteger ipv6 = BigInteger.ZERO;
        for (Part part : known) {
            Reach reach = part.reach();
            if (reach.ipv4().signum() > 0 && !world.isWorldIpv4(reach.ipv4())) {
                ipv4 = ipv4.add(reach.ipv4());
            }
            if (reach.ipv6().signum() > 0 && !world.isWorldIpv6(reach.ipv6())) {
                ipv6 = ipv6.add(reach.ipv6());
            }
        }
        return world.isWorldIpv4(ipv4) || world.isWorldIpv6(ipv6);
    }

    /** The rules that reach the world by themselves: whatever port one covers is open by it. */
    private List<Integer> byThemselves(List<Part> known) {
        List<Integer> places = new ArrayList<>(known.size());
        for (Part part : known) {
            if (world.isWorld(part.reach())) {
                places.add(part.place());
            }
        }
        return places;
    }

    private void explain(Protocol protocol, List<Part> known, List<PortRange> open, TreeSet<Integer> places) {
        if (open.isEmpty()) {
            return;
        }
        List<Part> covering =
                known.stream().filter(part -> part.covers(protocol)).toList();
        int[] starts = covering.stream()
                .map(part -> part.service().span())
                .flatMapToInt(span -> IntStream.of(span.from(), span.to() + 1))
                .sorted()
                .distinct()
                .toArray();
        for (PortRange ports : open) {
            for (int at = Math.max(0, indexOf(starts, ports.from())); at < starts.length; at++) {
                if (starts[at] > ports.to()) {
                    break;
                }
                int port = starts[at];
                List<Part> here = covering.stream()
                        .filter(part -> part.service().span().contains(port))
                        .toList();
                explain(here, Reach::ipv4, world::isWorldIpv4, places);
                explain(here, Reach::ipv6, world::isWorldIpv6, places);
            }
        }
    }

    private static int indexOf(int[] starts, int port) {
        int found = Arrays.binarySearch(starts, port);
        return found >= 0 ? found : -found - 2;
    }

    private void explain(
            List<Part> here, Function<Reach, BigInteger> size, Predicate<BigInteger> isWorld, TreeSet<Integer> places) {
        List<Part> others = new ArrayList<>();
        BigInteger most = BigInteger.ZERO;
        for (Part part : here) {
            BigInteger addresses = size.apply(part.reach());
            if (isWorld.test(addresses)) {
                places.add(part.place());
            } else if (addresses.signum() > 0) {
                others.add(part);
                most = most.add(addresses);
            }
        }
        if (!isWorld.test(most)) {
            return;
        }
        List<AddressSet> sets =
                others.stream().map(part -> part.reach().addresses()).toList();
        if (isWorld.test(size.apply(Reach.of(AddressSet.unionOf(sets))))) {
            others.forEach(part -> places.add(part.place()));
        }
    }
}
