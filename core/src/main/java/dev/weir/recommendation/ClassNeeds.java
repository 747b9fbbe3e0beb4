package dev.weir.recommendation;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What one class still needs once fixed rules and open ports have done their part.
 *
 * @param traffic the class
 * @param allowed all that may be opened for it
 * @param portOnly what is open to it because it stays open on its port
 * @param open what is open to it anyway, {@code portOnly} included
 * @param wanted the destinations that are not
 */
record ClassNeeds(TrafficClass traffic, AddressSet allowed, AddressSet portOnly, AddressSet open, Destinations wanted) {

    static ClassNeeds of(TrafficClass traffic, OptimiserRequest request) {
        AddressSet allowed = request.constraints().allowed(traffic.service());
        AddressSet portOnly = AddressSet.EMPTY;
        for (IpFamily family : traffic.openFamilies()) {
            portOnly = portOnly.union(allowed.only(family));
        }
        AddressSet open = portOnly;
        for (FixedRule rule : request.fixed()) {
            if (rule.service().covers(traffic.service())) {
                open = open.union(rule.coverage());
            }
        }
        return new ClassNeeds(
                traffic, allowed, portOnly, open, traffic.observed().minus(open));
    }

    /** The destinations that are needed and may not be opened. */
    AddressSet refused() {
        Destinations refused = wanted.minus(allowed);
        List<Cidr> hosts = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            for (int i = 0; i < refused.count(family); i++) {
                IpAddress address = refused.address(family, i);
                hosts.add(Cidr.host(address));
            }
        }
        return AddressSet.of(hosts);
    }

    /** The rules that leave the class open on its port. */
    List<Destination> portOnlyDestinations() {
        return portOnly.cidrs().stream().map(Destination::of).toList();
    }

    /** The needs of the class when these atoms serve it. */
    Choice choose(List<Atom> atoms) {
        AddressSet covered = AddressSet.EMPTY;
        for (Atom atom : atoms) {
            covered = covered.union(atom.coverage());
        }
        return new Choice(this, atoms, open.union(covered), wanted.minus(covered));
    }

    /**
     * A class, the atoms that serve it, and what is left to addresses.
     *
     * @param needs the class
     * @param atoms the atoms, in order
     * @param open all that is open with them
     * @param rest the destinations left
     */
    record Choice(ClassNeeds needs, List<Atom> atoms, AddressSet open, Destinations rest) {

        /** What the atoms weigh in this family. */
        int weight(IpFamily family) {
            return atoms.stream().mapToInt(atom -> atom.weight(family)).sum();
        }

        /** What the atoms open beside what was seen and what is open anyway, once per port. */
        BigInteger opened(Excess excess) {
            return excess.beside(open.minus(needs.open()), needs.traffic().observed())
                    .multiply(BigInteger.valueOf(needs.traffic().ports()));
        }

        /** The curve of what is left in this family, which must not be empty. */
        PrefixCurve curve(IpFamily family, Constraints constraints, int limit) {
            Measure measure = Measure.of(family, needs.allowed(), open, constraints.zones());
            return PrefixCurve.of(family, rest, measure, constraints.shortest(family), limit);
        }
    }
}
