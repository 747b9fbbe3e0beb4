package dev.weir.plan;

import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PublicSpace;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.ObservationPeriod;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/** Which destinations lie on the internet, and which of those keep changing. */
final class InternetSide {

    private final AddressSet inside;
    private final ObservationPeriod period;
    private final int weeks;

    InternetSide(AddressSet vpcs, ObservationPeriod period) {
        inside = PublicSpace.inside().union(vpcs);
        this.period = period;
        weeks = Math.max(1, period.days() / 7);
    }

    boolean holds(Conversation seen, IpFamily family) {
        return seen.destination().family() == family && isOutside(seen.destination());
    }

    boolean isOutside(IpAddress address) {
        return !inside.contains(address);
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
