package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One (protocol, port) with the destinations it was seen going to; a range of ports when they belong together.
 *
 * @param service the protocol and ports that its rules name; no two classes of a request share a point
 * @param observed where it went
 * @param atoms what may stand for some of the destinations
 * @param openFamilies the families in which it stays open on its port: pinning it would break it
 */
public record TrafficClass(Service service, Destinations observed, List<Atom> atoms, Set<IpFamily> openFamilies) {

    public TrafficClass {
        atoms = atoms.stream().sorted().toList();
        openFamilies = openFamilies.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(openFamilies));
    }

    /** A class whose destinations are all named by address. */
    public static TrafficClass of(Service service, Destinations observed) {
        return new TrafficClass(service, observed, List.of(), Set.of());
    }

    /** How often an address opened by a rule of this class counts: once per port. Without ports it counts once. */
    int ports() {
        return service.protocol().hasPorts() ? service.span().size() : 1;
    }
}
