package dev.weir.plan;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.ObservationPeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which destinations lie on the internet, and which of those keep changing. */
final class InternetSide {

    /** Addresses that no organisation outside holds: private, shared, loopback, link-local, multicast and unique local. */
    private static final AddressSet INSIDE = AddressSet.of(List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"),
            Cidr.parse("127.0.0.0/8"),
            Cidr.parse("169.254.0.0/16"),
            Cidr.parse("224.0.0.0/4"),
            Cidr.parse("fc00::/7"),
            Cidr.parse("fe80::/10"),
            Cidr.parse("ff00::/8")));

    private final AddressSet inside;
    private final ObservationPeriod period;
    private final int weeks;

    InternetSide(AddressSet vpcs, ObservationPeriod period) {
        inside = INSIDE.union(vpcs);
        this.period = period;
        weeks = Math.max(1, period.days() / 7);
    }

    boolean holds(Conversation seen, IpFamily family) {
        return seen.destination().family() == family && !inside.contains(seen.destination());
    }

    /** Whether it was seen in every week of the period; what is left over after whole weeks belongs to the last one. */
    boolean isSteady(Conversation seen) {
        Set<Integer> found = new TreeSet<>();
        for (LocalDate day : seen.days()) {
            long since = Math.max(0, day.toEpochDay() - period.firstDay().toEpochDay());
            found.add((int) Math.min(weeks - 1L, since / 7));
        }
        return found.size() == weeks;
    }
}
